package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Receipt;
import dev.feedhub.Registration;
import dev.feedhub.StreamOptions;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What ends a call that waits. */
interface ContextRules extends StoreUnderTest {
    /** Every kind of call that waits, on a hub whose store is held up and whose feed is full. */
    private static List<PrecedenceRules.Call> waitingCalls(Hub<String> hub, Receipt receipt)
            throws InterruptedException {
        Listener<String> listener = hub.listen(ListenOptions.any());
        EventStream<String> stream = hub.stream(StreamOptions.now());
        stream.next(Task.patience());
        EventStream<String> running = hub.stream(StreamOptions.now());
        return List.of(
                ctx -> hub.feed().publish(ctx, "a", "waiting"),
                ctx -> hub.feed().submit(ctx, "a", "waiting"),
                receipt::await,
                hub::flush,
                ctx -> hub.trim(ctx, Cursor.ORIGIN),
                listener::next,
                stream::next,
                ctx -> running.run(ctx, signal -> {}));
    }

    private static Hub<String> heldUpHub(Workspace workspace, TamperedProvider provider) {
        return workspace.hub(provider, settings -> settings.set(HubConfig.FEED_CAPACITY, 2));
    }

    private static List<Task<Boolean>> waitOn(Context ctx, List<PrecedenceRules.Call> calls) {
        List<Task<Boolean>> waiting =
                calls.stream().map(call -> Task.run(() -> call.with(ctx))).toList();
        waiting.forEach(Task::awaitParked);
        return waiting;
    }

    @Test
    @IfThisFailsCheck("that each call that waits is woken when its context, or an ancestor of it, is cancelled")
    default void x01_cancellingEndsEveryCallThatWaits() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = heldUpHub(workspace, provider);
            Receipt receipt = hub.feed().submit(Task.patience(), "a", "1");
            Publication.fill(hub, gate);
            List<PrecedenceRules.Call> calls = waitingCalls(hub, receipt);
            Cancellable session = Context.background().withCancel();
            Context child =
                    session.withTimeout(Duration.ofHours(2)).withCancel().withTimeout(Duration.ofHours(1));
            List<Task<Boolean>> waiting = waitOn(child, calls);
            session.close();
            waiting.forEach(task -> task.failure(CancelledException.class));
        }
    }

    @Test
    @IfThisFailsCheck("that each wait is bounded by the time its context has left")
    default void x01_theDeadlineEndsEveryCallThatWaits() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Gate gate = provider.holdUpAppends(workspace);
            Hub<String> hub = heldUpHub(workspace, provider);
            Receipt receipt = hub.feed().submit(Task.patience(), "a", "1");
            Publication.fill(hub, gate);
            for (PrecedenceRules.Call call : waitingCalls(hub, receipt)) {
                Context soon = Context.background().withTimeout(Duration.ofMillis(3));
                assertThrows(DeadlineExceededException.class, () -> call.with(soon));
            }
        }
    }

    @Test
    @IfThisFailsCheck("that a wait that a context ends leaves the waiting calls of others alone")
    default void x02_cancellingAChildLeavesItsParent() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Cancellable parent = Context.background().withCancel();
            Cancellable child = parent.withCancel();
            Listener<String> ofParent = hub.listen(ListenOptions.any());
            Listener<String> ofChild = hub.listen(ListenOptions.any());
            Task<?> parentWaits = Task.start(() -> ofParent.next(parent));
            Task<?> childWaits = Task.start(() -> ofChild.next(child));
            parentWaits.awaitParked();
            childWaits.awaitParked();
            child.close();
            childWaits.failure(CancelledException.class);
            assertFalse(parent.isDone());
            parentWaits.awaitParked();
            Task<?> siblingWaits = Task.start(() -> ofChild.next(parent.withCancel()));
            siblingWaits.awaitParked();
            parent.close();
            parentWaits.failure(CancelledException.class);
            siblingWaits.failure(CancelledException.class);
            assertTrue(child.isDone());
        }
    }

    @Test
    @IfThisFailsCheck("that a child takes the earlier of its own and its parent's deadline")
    default void x03_aChildsDeadlineIsNeverLaterThanItsParents() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Listener<String> listener = workspace.hub().listen(ListenOptions.any());
            Context parent = Context.background().withTimeout(Duration.ofMillis(5));
            Context child = parent.withCancel().withTimeout(Duration.ofHours(1));
            assertTrue(child.remaining().orElseThrow().compareTo(Duration.ofMillis(5)) <= 0);
            assertThrows(DeadlineExceededException.class, () -> listener.next(child));
            Context past = Context.background().withTimeout(Duration.ofSeconds(-1));
            assertThrows(DeadlineExceededException.class, () -> listener.next(past.withTimeout(Duration.ofHours(1))));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a wait unregisters from its context when it ends, and that a hub keeps no context it was given")
    default void x04_waitsLeaveNothingBehind() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Listener<String> listener = hub.listen(ListenOptions.any());
            Cancellable session = Context.background().withCancel();
            List<WeakReference<Context>> used = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Context ctx = session.withCancel().withTimeout(Duration.ofNanos(50_000));
                assertThrows(DeadlineExceededException.class, () -> listener.next(ctx));
                used.add(new WeakReference<>(ctx));
                Context taking = session.withCancel();
                hub.feed().publish(taking, "a", "1");
                listener.next(taking);
                hub.flush(taking);
                used.add(new WeakReference<>(taking));
            }
            Task.await("contexts that nobody uses to be garbage", () -> {
                System.gc();
                return used.stream().filter(context -> context.get() != null).count() <= 1;
            });
            assertFalse(session.isDone());
        }
    }

    @Test
    @IfThisFailsCheck("that an action is spent in one step, by whoever cancels first or by whoever unregisters it")
    default void x05_anActionRunsExactlyOnceUnlessUnregisteredBefore() {
        for (int round = 0; round < 50; round++) {
            Cancellable parent = Context.background().withCancel();
            Cancellable child = parent.withCancel();
            AtomicInteger runs = new AtomicInteger();
            AtomicInteger unregistered = new AtomicInteger();
            child.onDone(runs::incrementAndGet);
            child.onCancel(runs::incrementAndGet);
            Registration gone = child.onDone(unregistered::incrementAndGet);
            gone.close();
            List<Task<Boolean>> cancelling = List.of(Task.run(parent::close), Task.run(child::close));
            cancelling.forEach(Task::result);
            Task.await("both actions", () -> runs.get() >= 2);
            child.onDone(runs::incrementAndGet);
            assertEquals(3, runs.get(), "actions run, of three");
            assertEquals(0, unregistered.get(), "runs of an action that was unregistered");
        }
    }
}
