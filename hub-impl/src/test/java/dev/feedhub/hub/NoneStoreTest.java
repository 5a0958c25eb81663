package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.Query.Bound;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NoneStoreTest {
    private static final Context FOREVER = Context.background();
    private static final Record A = new Record(Instant.EPOCH, "a", null);

    /** Is never to be asked. */
    private static final class NoCodec implements Codec<Object> {
        @Override
        public byte[] encode(String label, Object data) {
            throw new AssertionError("encoded, though nothing is kept");
        }

        @Override
        public Object decode(String label, ByteBuffer payload) {
            throw new AssertionError("decoded, though nothing is kept");
        }
    }

    private final Hub<Object> hub =
            Hub.open(HubConfig.builder().set(HubConfig.STORE, "none").build(), new NoCodec());

    @AfterEach
    void closeHub() {
        hub.close();
    }

    private Cursor publish(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            hub.feed().publish(FOREVER, "a", hub);
        }
        return hub.flush(FOREVER);
    }

    @Test
    void nothingIsEncodedAndListenersAreHandedTheInstance() throws Exception {
        Listener<Object> listener = hub.listen(ListenOptions.any());
        Cursor newest = publish(1);
        assertNotEquals(0, newest.epoch());
        var delivery = Objects.requireNonNull(listener.poll());
        assertSame(hub, delivery.entry().data());
        assertEquals(newest, delivery.entry().cursor());
    }

    @Test
    void theFloorIsTheNewest() throws Exception {
        assertTrue(hub.history().span(FOREVER).isEmpty());
        assertTrue(hub.history().read(FOREVER, Query.all()).entries().isEmpty());
        Cursor newest = publish(3);
        assertTrue(hub.history().span(FOREVER).isEmpty());
        assertEquals(newest, hub.history().read(FOREVER, Query.all()).floor());
        assertEquals(0, hub.history().count(FOREVER, Query.all().after(newest)));
        Query gone = Query.all().after(new Cursor(1, newest.epoch()));
        assertThrows(TruncatedException.class, () -> hub.history().read(FOREVER, gone));
        assertThrows(
                TruncatedException.class,
                () -> hub.history().count(FOREVER, Query.all().after(Cursor.ORIGIN)));
        Query foreign = Query.all().after(new Cursor(1, newest.epoch() + 1));
        assertThrows(DivergedException.class, () -> hub.history().read(FOREVER, foreign));
        assertEquals(0, hub.trim(FOREVER, newest));
    }

    @Test
    void r03_aStreamThatLostSomethingSaysTruncated() throws Exception {
        EventStream<Object> stream = hub.stream(StreamOptions.now().capacity(2));
        assertInstanceOf(Signal.CaughtUp.class, stream.next(FOREVER));
        publish(5);
        assertEquals(
                3,
                assertInstanceOf(Signal.FellBehind.class, stream.next(FOREVER)).entries());
        Signal.Truncated<?> truncated = assertInstanceOf(Signal.Truncated.class, stream.next(FOREVER));
        assertEquals(OptionalLong.of(3), truncated.missed());
        assertEquals(
                4,
                assertInstanceOf(Signal.Event.class, stream.next(FOREVER))
                        .cursor()
                        .position());
        assertEquals(
                5,
                assertInstanceOf(Signal.Event.class, stream.next(FOREVER))
                        .cursor()
                        .position());
        assertInstanceOf(Signal.CaughtUp.class, stream.next(FOREVER));
    }

    @Test
    void r03_aStreamFromThePastSaysTruncatedAndGoesOnLive() throws Exception {
        publish(5);
        EventStream<Object> stream = hub.stream(StreamOptions.after(Cursor.ORIGIN));
        Signal.Truncated<?> truncated = assertInstanceOf(Signal.Truncated.class, stream.next(FOREVER));
        assertEquals(OptionalLong.of(5), truncated.missed());
        assertInstanceOf(Signal.CaughtUp.class, stream.next(FOREVER));
        publish(1);
        assertEquals(6, stream.next(FOREVER).cursor().position());
    }

    @Test
    void itemsTakeNoneOfTheFeedsBytes() {
        HubConfig.Builder config =
                HubConfig.builder().set(HubConfig.STORE, "none").set(HubConfig.FEED_MAX_BYTES, 1L);
        try (Hub<Object> small = Hub.open(config.build(), new NoCodec())) {
            assertTrue(small.feed().tryPublish("longer than that", small));
        }
    }

    @Test
    void s06_boundsAreThoseOfAStoreWhoseFloorIsItsNewest() {
        NoneStore store = new NoneStore();
        Cursor newest = store.append(FOREVER, List.of(A, A, A)).last();
        Cursor older = new Cursor(newest.position() - 1, newest.epoch());
        assertEquals(newest, read(store, new Bound(newest, false), new Bound(newest, true)));
        assertEquals(newest, read(store, null, new Bound(older, true)));
        assertThrows(TruncatedException.class, () -> read(store, new Bound(newest, true), null));
        assertThrows(TruncatedException.class, () -> read(store, new Bound(older, false), null));
        for (Cursor foreign : List.of(
                new Cursor(newest.position() + 1, newest.epoch()),
                new Cursor(newest.position(), newest.epoch() + 1),
                new Cursor(0, newest.epoch()))) {
            assertThrows(DivergedException.class, () -> read(store, new Bound(foreign, false), null));
            assertThrows(DivergedException.class, () -> read(store, null, new Bound(foreign, false)));
        }
    }

    private static Cursor read(Store store, @Nullable Bound lower, @Nullable Bound upper) {
        RecordPage page = store.read(FOREVER, new ReadRequest(lower, upper, LabelFilter.any(), false, 1, 1));
        assertTrue(page.records().isEmpty());
        assertTrue(page.atEnd());
        return page.through();
    }

    @Test
    void w01_whatIsDoneOrClosedIsToldByEachCall() {
        NoneStore store = new NoneStore();
        Cancellable done = FOREVER.withCancel();
        done.close();
        calls(store, done).forEach(call -> assertThrows(CancelledException.class, call));
        store.close();
        calls(store, FOREVER).forEach(call -> assertThrows(ClosedException.class, call));
    }

    private static List<Executable> calls(Store store, Context ctx) {
        ReadRequest all = new ReadRequest(null, null, LabelFilter.any(), false, 1, 1);
        return List.of(
                () -> store.append(ctx, List.of(A)),
                () -> store.span(ctx),
                () -> store.read(ctx, all),
                () -> store.count(ctx, all),
                () -> store.firstAtOrAfter(ctx, Instant.EPOCH),
                () -> store.trim(ctx, 1),
                () -> store.sync(ctx));
    }
}
