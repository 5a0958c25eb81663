package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.HubFailedException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Receipt;
import dev.feedhub.Signal;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a hub does when its store fails. */
interface HubFailureRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that a batch of which the store says NOT_STORED is appended again as it is, while the feed fills up")
    default void h04_aBatchThatWasNotStoredIsTriedAgain() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            AtomicInteger refusals = new AtomicInteger();
            Gate full = new Gate();
            workspace.onClose(full::open);
            provider.onAppend((batch, real) -> {
                if (refusals.incrementAndGet() == 1) {
                    full.pass();
                }
                if (refusals.get() <= 3) {
                    throw new StoreException(Outcome.NOT_STORED, "the disk is full", null);
                }
                return real.get();
            });
            Hub<String> hub = workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, 2));
            Listener<String> listener = hub.listen(ListenOptions.any());
            int accepted = Publication.fill(hub, full);
            assertFalse(hub.feed().tryPublish("a", "refused"), "no back-pressure while the store refuses");
            full.open();
            hub.flush(Task.patience());
            assertEquals(Items.numbers(1, accepted), Items.takeQueued(listener));
            assertEquals(Hub.State.RUNNING, hub.state());
            assertTrue(refusals.get() > 3, "the batch was not tried again");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that retrying ends after feedhub.store.retryFor, and that everybody who waits is then ended with the cause")
    default void h04_whenRetryingIsOverTheHubFailsAndEndsEverybody() throws Exception {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Hub<String> hub = workspace.hub(
                    provider,
                    settings -> settings.set(HubConfig.FEED_CAPACITY, 2)
                            .set(HubConfig.STORE_RETRY_FOR, Duration.ofMillis(50)));
            Listener<String> queued = hub.listen(ListenOptions.any());
            Items.publish(hub, "a", 1, 2);
            StoreException fault = new StoreException(Outcome.NOT_STORED, "the disk is full", null);
            Gate gate = failAfterGate(workspace, provider, fault);
            Listener<String> empty = hub.listen(ListenOptions.any());
            EventStream<String> stream = hub.stream(StreamOptions.now());
            assertTrue(stream.next(Task.patience()) instanceof Signal.CaughtUp, "a stream from now on is caught up");
            Receipt receipt = hub.feed().submit(Task.patience(), "a", "unstored");
            gate.awaitArrival();
            Publication.fill(hub, gate);
            List<Task<?>> waiting = List.of(
                    Task.run(() -> hub.feed().publish(Task.patience(), "a", "waiting")),
                    Task.start(() -> hub.feed().submit(Task.patience(), "a", "waiting")),
                    Task.start(() -> receipt.await(Task.patience())),
                    Task.start(() -> hub.flush(Task.patience())),
                    Task.start(() -> hub.trim(Task.patience(), Cursor.ORIGIN)),
                    Task.start(() -> empty.next(Task.patience())),
                    Task.start(() -> stream.next(Task.patience())));
            waiting.forEach(Task::awaitParked);
            gate.open();
            for (Task<?> task : waiting) {
                assertSame(fault, task.failure(HubFailedException.class).getCause());
            }
            ExecutionException unstored = assertThrows(
                    ExecutionException.class,
                    () -> receipt.toStage().toCompletableFuture().get());
            assertTrue(
                    unstored.getCause() instanceof HubFailedException,
                    () -> "the stage failed with " + unstored.getCause());
            assertFailed(hub, fault);
            assertEquals(Items.numbers(1, 2), Items.takeQueued(queued), "what was queued before");
            assertThrows(HubFailedException.class, queued::poll);
            assertThrows(HubFailedException.class, () -> queued.drain(1, (entry, lost) -> {}));
        }
    }

    private static Gate failAfterGate(Workspace workspace, TamperedProvider provider, RuntimeException fault) {
        Gate gate = new Gate();
        workspace.onClose(gate::open);
        provider.onAppend((batch, real) -> {
            gate.pass();
            throw fault;
        });
        return gate;
    }

    private static void assertFailed(Hub<String> hub, Throwable cause) {
        assertEquals(Hub.State.FAILED, hub.state());
        List<Task.Action> calls = List.of(
                () -> hub.feed().publish(Task.patience(), "a", "late"),
                () -> hub.feed().submit(Task.patience(), "a", "late"),
                () -> hub.feed().tryPublish("a", "late"),
                () -> hub.flush(Task.patience()),
                () -> hub.stop(Task.patience()));
        for (int i = 0; i < calls.size(); i++) {
            HubFailedException failed = assertThrows(
                    HubFailedException.class,
                    calls.get(i)::run,
                    "call " + i + " of publish, submit, tryPublish, flush, stop");
            assertSame(cause, failed.getCause());
        }
        hub.closeFeed();
        hub.close();
        assertEquals(Hub.State.FAILED, hub.state());
    }

    @Test
    @IfThisFailsCheck("that a batch is never appended again where the store cannot say whether it was stored")
    default void h04_anUnknownOutcomeFailsTheHubAtOnce() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            StoreException fault = new StoreException(Outcome.UNKNOWN, "the disk does not answer", null);
            assertFailsAtOnce(workspace, fault);
        }
    }

    @Test
    @IfThisFailsCheck(
            "that an exception that no store should throw ends the hub as a failure, not its thread in silence")
    default void h04_aBugOfTheStoreFailsTheHubToo() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            assertFailsAtOnce(workspace, new IllegalStateException("a bug of the store"));
        }
    }

    private void assertFailsAtOnce(Workspace workspace, RuntimeException fault) throws InterruptedException {
        TamperedProvider provider = new TamperedProvider(this);
        AtomicInteger appends = new AtomicInteger();
        Hub<String> hub = workspace.hub(provider, settings -> settings);
        Items.publish(hub, "a", "stored");
        provider.onAppend((batch, real) -> {
            appends.incrementAndGet();
            throw fault;
        });
        Receipt receipt = hub.feed().submit(Task.patience(), "a", "lost");
        HubFailedException failed = assertThrows(HubFailedException.class, () -> receipt.await(Task.patience()));
        assertSame(fault, failed.getCause());
        Task.await("the hub to fail", () -> hub.state() == Hub.State.FAILED);
        assertFailed(hub, fault);
        assertEquals(1, appends.get(), "appends of a batch whose outcome is unknown");
    }
}
