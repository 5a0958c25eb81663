package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.DecodeException;
import dev.feedhub.EncodeException;
import dev.feedhub.Entry;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LimitExceededException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What becomes of items that a codec or a limit refuses. */
interface CodecRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that the codec is called by publish, on its thread, before the item takes any room")
    default void f07_anItemThatCannotBeEncodedFailsInPublish() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            FaultyCodec codec = new FaultyCodec();
            Hub<String> hub = workspace.hub(provider(), codec, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            Items.publish(hub, "a", "1");
            for (Executable call : List.<Executable>of(
                    () -> hub.feed().publish(Task.patience(), "a", FaultyCodec.NOT_ENCODABLE),
                    () -> hub.feed().submit(Task.patience(), "a", FaultyCodec.NOT_ENCODABLE),
                    () -> hub.feed().tryPublish("a", FaultyCodec.NOT_ENCODABLE))) {
                EncodeException failed = assertThrows(EncodeException.class, call);
                assertSame(codec.fault(), failed.getCause());
            }
            assertEquals(List.of(Thread.currentThread()), codec.encodedOn(), "threads that encoded");
            Items.publish(hub, "a", "2");
            assertEquals(2, hub.stats().accepted());
            assertEquals(List.of("1", "2"), Items.takeQueued(listener));
            assertEquals(Hub.State.RUNNING, hub.state());
        }
    }

    @Test
    @IfThisFailsCheck("that a publication looks once more whether the feed is closed in the step that takes its place")
    default void f05_aPublicationStillEncodingWhenTheFeedClosesIsClosed() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Gate gate = new Gate();
            workspace.onClose(gate::open);
            Hub<String> hub = workspace.hub(provider(), new HeldUpCodec(gate), settings -> settings);
            Task<Boolean> publisher = Task.run(() -> hub.feed().publish(Task.patience(), "a", "1"));
            gate.awaitArrival();
            hub.closeFeed();
            gate.open();
            publisher.failure(ClosedException.class);
            assertEquals(0, hub.stats().accepted());
        }
    }

    @Test
    @IfThisFailsCheck(
            "that payloads are decoded when an entry's data are asked for, and that no page, scan or stream decodes by itself")
    default void f10_aPayloadThatCannotBeDecodedIsToldByItsEntryAlone() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            FaultyCodec codec = new FaultyCodec();
            Hub<String> hub = workspace.hub(provider(), codec, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            Items.publish(hub, "a", "1");
            Items.publish(hub, "a", FaultyCodec.NOT_DECODABLE);
            Items.publish(hub, "a", "3");
            List<Entry<String>> page =
                    hub.history().read(Task.patience(), Query.all()).entries();
            assertEquals(3, page.size());
            assertNotDecodable(page.get(1), codec);
            assertNotDecodable(page.get(1), codec);
            assertEquals("3", page.get(2).data());
            try (EventStream<String> stream = hub.stream(StreamOptions.oldest())) {
                List<Entry<String>> events = new ArrayList<>();
                while (events.size() < 3) {
                    if (stream.next(Task.patience()) instanceof Signal.Event<String> event) {
                        events.add(event.entry());
                    }
                }
                assertNotDecodable(events.get(1), codec);
                assertEquals("3", events.get(2).data());
            }
            assertEquals(List.of("1", FaultyCodec.NOT_DECODABLE, "3"), Items.takeQueued(listener), "live entries");
        }
    }

    private static void assertNotDecodable(Entry<String> entry, FaultyCodec codec) {
        DecodeException failed = assertThrows(DecodeException.class, entry::data);
        assertSame(codec.fault(), failed.getCause());
        assertEquals(
                StandardCharsets.UTF_8.encode(FaultyCodec.NOT_DECODABLE), failed.payload(), "the payload as stored");
    }

    @Test
    @IfThisFailsCheck("that limits of the store and of the feed are checked by publish, before the item takes any room")
    default void f09_anItemOverALimitFailsInPublishNamingTheLimit() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            TamperedProvider provider = TamperedProvider.limitedTo(this, new StoreLimits(8, 64, 1 << 20));
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_MAX_BYTES, 40L));
            Listener<String> listener = hub.listen(ListenOptions.any());
            assertOverLimit(hub, "123456789", "", 9, 8);
            assertOverLimit(hub, "ééééé", "", 10, 8);
            assertOverLimit(hub, "a", "x".repeat(65), 65, 64);
            assertOverLimit(hub, "a", "x".repeat(40), 41, 40);
            assertThrows(LimitExceededException.class, () -> hub.feed().tryPublish("x".repeat(1_025), "1"));
            Items.publish(hub, "12345678", "x".repeat(32));
            assertEquals(1, hub.stats().accepted());
            assertEquals(List.of("x".repeat(32)), Items.takeQueued(listener));
            assertEquals(Hub.State.RUNNING, hub.state());
        }
    }

    private static void assertOverLimit(Hub<String> hub, String label, String data, long size, long limit) {
        for (Executable call : List.<Executable>of(
                () -> hub.feed().publish(Task.patience(), label, data),
                () -> hub.feed().submit(Task.patience(), label, data),
                () -> hub.feed().tryPublish(label, data))) {
            LimitExceededException refused = assertThrows(
                    LimitExceededException.class, call, () -> "label \"" + label + "\", data \"" + data + "\"");
            assertEquals(limit, refused.limit(), "the limit that the refusal names");
            assertEquals(size, refused.size(), "the size that it names");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the hub ends a batch before the store's batch limit, and gives a larger record a batch of its own")
    default void f09_noBatchIsOverTheStoresLimit() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            TamperedProvider provider = TamperedProvider.limitedTo(this, new StoreLimits(64, 1_024, 100));
            List<List<Record>> batches = new CopyOnWriteArrayList<>();
            Gate gate = new Gate();
            workspace.onClose(gate::open);
            provider.onAppend((batch, real) -> {
                batches.add(List.copyOf(batch));
                gate.pass();
                return real.get();
            });
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            for (int i = 0; i < 60; i++) {
                hub.feed().publish(Task.patience(), "a", "x".repeat(i % 10 == 9 ? 300 : 20));
            }
            gate.open();
            hub.flush(Task.patience());
            assertEquals(60, batches.stream().mapToInt(List::size).sum());
            for (List<Record> batch : batches) {
                long bytes = batch.stream().mapToLong(Record::bytes).sum();
                assertTrue(
                        bytes <= 100 || batch.size() == 1,
                        () -> batch.size() + " records in a batch of " + bytes + " bytes, where 100 are allowed");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that publish does not call the codec where the store keeps nothing, and that listeners get the data anyway")
    default void s19_nothingIsEncodedForAStoreThatKeepsNothing() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assume(
                    workspace.has(StoreFeature.KEEPS_NOTHING), "the store keeps what is appended; f07 tests encoding");
            FaultyCodec codec = new FaultyCodec();
            Hub<String> hub = workspace.hub(provider(), codec, settings -> settings);
            Listener<String> listener = hub.listen(ListenOptions.any());
            Items.publish(hub, "a", FaultyCodec.NOT_ENCODABLE);
            assertEquals(List.of(FaultyCodec.NOT_ENCODABLE), Items.takeQueued(listener));
            assertEquals(List.of(), codec.encodedOn(), "threads that encoded");
        }
    }

    @Test
    @IfThisFailsCheck("that a label without data and empty data are items, and come back as what they were")
    default void f01_anItemMayHaveNoDataOrNoLabel() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            hub.feed().publish(Task.patience(), "label", null);
            hub.feed().publish(Task.patience(), "", "data");
            hub.feed().publish(Task.patience(), "label", "");
            hub.flush(Task.patience());
            List<String> expected = List.of("none", "data", "");
            assertEquals(expected, Items.takeQueued(listener));
            assertEquals(expected, Items.stored(hub));
        }
    }
}
