package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.EncodeException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LimitExceededException;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.Receipt;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one order in which every call that may wait looks at why it cannot go on, and that it then has no effect. */
interface PrecedenceRules extends StoreUnderTest {
    /** A call that may wait. */
    interface Call {
        void with(Context ctx) throws Exception;
    }

    private static Context done() {
        Cancellable done = Context.background().withCancel();
        done.close();
        return done;
    }

    private static void assertInterruptedFirst(String call, Call waiting) {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> waiting.with(done()), call + ", interrupted and done");
        assertFalse(Thread.interrupted(), call + " leaves the interrupted status");
    }

    private static void assertInterruptedThenDone(String call, Call waiting) {
        assertInterruptedFirst(call, waiting);
        assertThrows(CancelledException.class, () -> waiting.with(done()), call + ", done");
    }

    @Test
    @IfThisFailsCheck(
            "the order: bad argument, interrupted, done, failed or closed, encoding, limits, waiting for room")
    default void w01_publicationsKeepThePrecedence() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            TamperedProvider provider = TamperedProvider.limitedTo(this, new StoreLimits(64, 64, 1 << 20));
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub =
                    workspace.hub(provider, new FaultyCodec(), settings -> settings.set(HubConfig.FEED_CAPACITY, 2));
            String unencodable = FaultyCodec.NOT_ENCODABLE;
            for (String fullness : List.of("with room", "full")) {
                for (boolean receipt : List.of(false, true)) {
                    String call = (receipt ? "submit " : "publish ") + fullness;
                    assertInterruptedThenDone(call, ctx -> publish(hub, receipt, ctx, "a", unencodable));
                    assertThrows(
                            EncodeException.class,
                            () -> publish(hub, receipt, Task.patience(), "a", unencodable),
                            call);
                    String tooLarge = "x".repeat(65);
                    assertThrows(
                            LimitExceededException.class,
                            () -> publish(hub, receipt, Task.patience(), "a", tooLarge),
                            call);
                    assertBadArguments(hub, receipt);
                }
                Publication.fill(hub, gate);
            }
            hub.closeFeed();
            for (boolean receipt : List.of(false, true)) {
                assertBadArguments(hub, receipt);
                assertInterruptedThenDone("publish when closed", ctx -> publish(hub, receipt, ctx, "a", unencodable));
                assertThrows(ClosedException.class, () -> publish(hub, receipt, Task.patience(), "a", unencodable));
            }
            assertThrows(IllegalArgumentException.class, () -> hub.feed().tryPublish("", null));
            assertThrows(ClosedException.class, () -> hub.feed().tryPublish("a", unencodable));
        }
    }

    private static void publish(Hub<String> hub, boolean receipt, Context ctx, String label, String data)
            throws InterruptedException {
        if (receipt) {
            hub.feed().submit(ctx, label, data);
        } else {
            hub.feed().publish(ctx, label, data);
        }
    }

    private static void assertBadArguments(Hub<String> hub, boolean receipt) {
        for (String label : List.of("\uD800", "a\uDC00b", "x".repeat(2_000) + "\uD83D")) {
            Thread.currentThread().interrupt();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> publish(hub, receipt, done(), label, "1"),
                    "a lone surrogate");
            Thread.interrupted();
        }
        assertThrows(
                IllegalArgumentException.class, () -> hub.feed().publish(done(), "", null), "neither label nor data");
        assertThrows(
                IllegalArgumentException.class, () -> hub.feed().submit(done(), "", null), "neither label nor data");
    }

    @Test
    @IfThisFailsCheck(
            "the order: interrupted, done, what is queued, failed or closed; and that the first two take nothing")
    default void w01_takingFromAListenerKeepsThePrecedence() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            assertInterruptedThenDone("next of an empty listener", listener::next);
            Items.publish(hub, "a", 1, 3);
            assertInterruptedThenDone("next", listener::next);
            listener.close();
            assertInterruptedThenDone("next of a closed listener with entries", listener::next);
            assertThrows(IllegalArgumentException.class, () -> listener.drain(0, (entry, lost) -> {}));
            assertEquals(Items.numbers(1, 3), Items.takeQueued(listener));
            assertInterruptedThenDone("next of a closed and empty listener", listener::next);
            assertThrows(ClosedException.class, () -> listener.next(Task.patience()));
            assertThrows(IllegalArgumentException.class, () -> listener.drain(0, (entry, lost) -> {}));
        }
    }

    @Test
    @IfThisFailsCheck("the order: interrupted, done, closed, a signal; and that the first two take nothing")
    default void w01_takingFromAStreamKeepsThePrecedence() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 3);
            EventStream<String> stream = hub.stream(StreamOptions.oldest());
            assertInterruptedThenDone("next", stream::next);
            assertEquals(Cursor.ORIGIN, stream.position(), "position() after calls that took nothing");
            Signal<String> first = stream.next(Task.patience());
            assertEquals(first.cursor(), stream.position());
            assertThrows(IllegalArgumentException.class, () -> stream.drain(0, (entry, lost) -> {}));
            stream.close();
            assertInterruptedThenDone("next of a closed stream", stream::next);
            assertThrows(ClosedException.class, () -> stream.next(Task.patience()), "closed, with signals left");
            assertThrows(
                    ClosedException.class, () -> stream.drain(1, (entry, lost) -> {}), "closed, with signals left");
            assertEquals(first.cursor(), stream.position(), "position() after close");
        }
    }

    @Test
    @IfThisFailsCheck("the order: interrupted, done, the result, failed or closed")
    default void w01_callsOnTheHubKeepThePrecedence() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Receipt receipt = hub.feed().submit(Task.patience(), "a", "1");
            Cursor cursor = receipt.await(Task.patience());
            assertInterruptedThenDone("await", receipt::await);
            assertInterruptedThenDone("flush", hub::flush);
            assertInterruptedThenDone("trim", ctx -> hub.trim(ctx, cursor));
            hub.stop(Task.patience());
            assertInterruptedThenDone("await when stopped", receipt::await);
            assertEquals(cursor, receipt.await(Task.patience()), "a receipt, after the hub stopped");
            assertInterruptedThenDone("flush when stopped", hub::flush);
            assertEquals(cursor, hub.flush(Task.patience()), "flush, after the hub stopped");
            assertInterruptedThenDone("trim when stopped", ctx -> hub.trim(ctx, cursor));
            assertThrows(ClosedException.class, () -> hub.trim(Task.patience(), cursor));
            assertInterruptedThenDone("stop when stopped", hub::stop);
            assertNotNull(hub.stop(Task.patience()));
        }
    }

    @Test
    @IfThisFailsCheck("the order: done, closed, the cursors of the query")
    default void w01_queriesKeepThePrecedence() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Cursor newest = Items.publish(hub, "a", "1");
            Query diverged = Query.all().after(new Cursor(newest.position(), newest.epoch() + 1));
            List<Call> queries = List.of(
                    ctx -> hub.history().read(ctx, diverged),
                    ctx -> hub.history().count(ctx, diverged),
                    ctx -> hub.history().scan(ctx, diverged, entry -> true),
                    ctx -> hub.history().span(ctx),
                    ctx -> hub.history().firstAtOrAfter(ctx, Records.START));
            queries.forEach(query -> assertThrows(CancelledException.class, () -> query.with(done())));
            hub.stop(Task.patience());
            queries.forEach(query -> assertThrows(CancelledException.class, () -> query.with(done())));
            queries.forEach(query -> assertThrows(ClosedException.class, () -> query.with(Task.patience())));
            assertThrows(ClosedException.class, () -> hub.stream(StreamOptions.oldest()));
        }
    }

    @Test
    @IfThisFailsCheck("that each call looks at everything that can end it before it adds, takes or removes anything")
    default void w02_aCallThatEndsWithAnExceptionHasNoEffect() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            Cursor newest = Items.publish(hub, "a", 1, 2);
            assertInterruptedThenDone("publish", ctx -> hub.feed().publish(ctx, "a", "none"));
            assertInterruptedThenDone("trim", ctx -> hub.trim(ctx, newest));
            assertInterruptedThenDone("next", listener::next);
            assertThrows(
                    DivergedException.class,
                    () -> hub.trim(Task.patience(), new Cursor(newest.position(), newest.epoch() + 1)));
            Cursor last = Items.publish(hub, "a", "3");
            assertEquals(Items.numbers(1, 3), Items.takeQueued(listener));
            assertEquals(0, listener.lost());
            assertEquals(3, hub.stats().accepted());
            if (workspace.has(StoreFeature.CONSECUTIVE)) {
                assertEquals(newest.position() + 1, last.position(), "positions used");
            }
            if (!workspace.has(StoreFeature.KEEPS_NOTHING)) {
                assertEquals(Items.numbers(1, 3), Items.stored(hub));
            }
        }
    }
}
