package dev.feedhub.hub;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.FeedhubException;
import dev.feedhub.store.Store;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What the hub's one thread does: takes all that the feed holds as one batch, appends it in one call (group commit), dispatches it to
 * the channels, and tells who waits for it to be indexed; parks when there is nothing.
 *
 * <p>Why nothing a consumer does can stop it: it writes channels without looking at where their readers are; it wakes a constant
 * number of them for each channel and batch, who wake the others ({@link WakeChains}); and it takes no lock. It yields to readers that
 * keep up, but never waits for one, and where cores are scarce it keeps a tenth of the time ({@link CoreShare}).
 *
 * <p>Why it misses no wake-up: each thing it parks for is announced before it looks for it the last time. An item: the parked flag
 * of the ring. A request or the end of the feed: it is unparked after they were made, and a permit given before it parks is kept.
 *
 * <p>A close that gives up ends everything from outside, since the thread may be stuck in the store. It must not do so in the
 * middle of a batch that is being handed out, nor may a batch be handed out after it: {@code phase} decides who comes first.
 */
final class HubLoop<T> implements Runnable {
    private static final System.Logger LOG = System.getLogger(HubLoop.class.getName());
    private static final long FALL_BACK_NANOS = 1_000;
    private static final Duration MAINTAIN_AGAIN = Duration.ofMinutes(1);
    private static final Duration MAINTAIN_OFTENEST = Duration.ofMillis(1);
    private static final Duration MAINTAIN_RAREST = Duration.ofDays(365);

    private enum Phase {
        /** At the store, or idle. */
        ELSEWHERE,
        /** Handing a batch out. */
        HANDING_OUT,
        /** Given up from outside. */
        ABANDONED
    }

    private final String name;
    private final Store store;
    private final StoreIndexer<T> indexer;
    private final BatchClock clock;
    private final HubLifecycle lifecycle;
    private final BoundedFeed<T> feed;
    private final IndexedCount indexed;
    private final ChannelSet<T> channels;
    private final Dispatcher<T> dispatcher;
    private final Cancellable storeContext = Context.background().withCancel();
    private final Queue<TrimRequest> trims = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> awaitingEnd = new ConcurrentLinkedQueue<>();
    private final int few; // items that are no reason to look for more at once
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.ELSEWHERE);

    private volatile long batches; // written by the hub thread only

    // the hub thread only
    private long maintainAt = System.nanoTime();
    private int lastBatch; // how many items it had; 0 after a pause

    HubLoop(
            String name,
            Store store,
            StoreIndexer<T> indexer,
            BatchClock clock,
            HubLifecycle lifecycle,
            BoundedFeed<T> feed,
            IndexedCount indexed,
            ChannelSet<T> channels) {
        this.name = name;
        this.store = store;
        this.indexer = indexer;
        this.clock = clock;
        this.lifecycle = lifecycle;
        this.feed = feed;
        this.indexed = indexed;
        this.channels = channels;
        this.few = Math.min(Yielding.LONG_RUN, feed.capacity() / 4);
        this.dispatcher = new Dispatcher<>(channels, new LabelRoutes<>());
    }

    @Override
    public void run() {
        try {
            while (!feed.isDrained() && !lifecycle.hasFailed()) {
                carryOutTrims();
                Batch<T> batch = feed.take(indexer.batchBytes());
                if (!batch.isEmpty()) {
                    boolean closeBehind = lastBatch > 0 && batch.size() < few;
                    lastBatch = batch.size();
                    index(batch);
                    if (closeBehind && !dispatcher.isTight()) {
                        fallBack();
                    }
                } else if (lastBatch < Yielding.LONG_RUN || !Yielding.until(() -> !feed.isEmpty())) {
                    lastBatch = 0;
                    idle();
                }
            }
            if (!lifecycle.hasFailed()) {
                carryOutTrims();
                channels.end(lifecycle::failure);
            }
            Thread.interrupted(); // closing is not for anybody to interrupt
            store.close();
            lifecycle.stopped();
        } catch (Throwable cause) {
            fail(cause);
            closeFailedStore();
        } finally {
            awaitingEnd.forEach(LockSupport::unpark);
        }
    }

    /**
     * Lets publishers get ahead, where this took a few items while the next were being published: what one writes the other reads then, and
     * each item waits for cache lines that go to and fro between two cores. Not where a reader may be waiting for a core: a hub that goes idle
     * leaves it one.
     */
    private static void fallBack() {
        long began = System.nanoTime();
        do {
            Thread.onSpinWait();
        } while (System.nanoTime() - began < FALL_BACK_NANOS);
    }

    private void index(Batch<T> batch) {
        indexer.index(storeContext, clock.next(), batch);
        if (!phase.compareAndSet(Phase.ELSEWHERE, Phase.HANDING_OUT)) {
            return;
        }
        long before = batches;
        batches = before + 1;
        dispatcher.dispatch(batch);
        indexed.add(batch.size());
        if (!phase.compareAndSet(Phase.HANDING_OUT, Phase.ELSEWHERE)) {
            endAll();
        }
        dispatcher.giveWay();
    }

    private void carryOutTrims() {
        for (TrimRequest request = trims.poll(); request != null; request = trims.poll()) {
            request.carryOut(storeContext, store);
        }
    }

    private void idle() {
        if (maintainAt - System.nanoTime() <= 0) {
            maintainAt = System.nanoTime() + maintain().toNanos();
        }
        long chains = dispatcher.helpToWake(feed::isEmpty);
        if (trims.isEmpty() && feed.announcePark()) {
            LockSupport.parkNanos(this, Math.min(chains, maintainAt - System.nanoTime()));
        }
        Thread.interrupted(); // nobody but an abandoning close interrupts, and that shows in the state
    }

    private Duration maintain() {
        try {
            Duration pause = store.maintain(storeContext);
            boolean tooLong = pause.compareTo(MAINTAIN_RAREST) > 0;
            return tooLong ? MAINTAIN_RAREST : pause.compareTo(MAINTAIN_OFTENEST) < 0 ? MAINTAIN_OFTENEST : pause;
        } catch (ContextDoneException abandoned) {
            return MAINTAIN_AGAIN;
        } catch (FeedhubException failure) {
            LOG.log(System.Logger.Level.WARNING, "hub " + name + ": the store could not be maintained", failure);
            return MAINTAIN_AGAIN;
        }
    }

    private void closeFailedStore() {
        try {
            Thread.interrupted();
            store.close();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.WARNING, "hub " + name + ": the store could not be closed", failure);
        }
    }

    // ---- other threads

    /** Fails, and has the store give up what it is at; the thread ends when the store lets it. */
    void abandon(Throwable cause) {
        if (!lifecycle.failed(cause)) {
            return;
        }
        if (phase.getAndSet(Phase.ABANDONED) == Phase.ELSEWHERE) {
            endAll();
        }
        storeContext.close();
        lifecycle.hubThread().interrupt();
        logFailed(cause);
    }

    /** Ends everything with a cause, unless the hub has ended already; the hub's thread. */
    private void fail(Throwable cause) {
        boolean first = lifecycle.failed(cause);
        endAll();
        if (first) {
            logFailed(cause);
        }
    }

    private void endAll() {
        feed.close();
        channels.end(lifecycle::failure);
        indexed.fail();
        awaitingEnd.forEach(LockSupport::unpark);
    }

    private void logFailed(Throwable cause) {
        LOG.log(System.Logger.Level.ERROR, "hub " + name + " has failed", cause);
    }

    void closeFeed() {
        lifecycle.drain();
        feed.close();
        LockSupport.unpark(lifecycle.hubThread());
    }

    /** Trims on the hub's thread, waiting for it; what the wait is given up for may still happen. */
    long trim(Context ctx, Cursor before) throws InterruptedException {
        TrimRequest request = new TrimRequest(before);
        trims.add(request);
        LockSupport.unpark(lifecycle.hubThread());
        try {
            awaitEndOr(request::isDone, ctx);
        } finally {
            request.giveUp();
            trims.remove(request);
        }
        if (!request.isDone()) {
            throw lifecycle.failure();
        }
        return request.result();
    }

    /** Waits until the hub has ended. */
    void awaitEnd(Context ctx) throws InterruptedException {
        awaitEndOr(() -> false, ctx);
    }

    private void awaitEndOr(BooleanSupplier done, Context ctx) throws InterruptedException {
        awaitingEnd.add(Thread.currentThread());
        try (Waits wait = new Waits(ctx)) {
            for (wait.check(); !done.getAsBoolean() && !lifecycle.hasEnded(); wait.check()) {
                wait.park(this);
            }
        } finally {
            awaitingEnd.remove(Thread.currentThread());
        }
    }

    long batches() {
        return batches;
    }
}
