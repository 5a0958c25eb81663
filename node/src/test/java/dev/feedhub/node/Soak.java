package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Everybody at once on one hub: publishers, stuck listeners, listeners that come and go, slow streams, calls that are cancelled. */
final class Soak implements AutoCloseable {
    private static final int PUBLISHERS = 2;
    private static final int STUCK = 50;
    private static final int STREAMS = 3;
    private static final int LABELS = 8;
    private static final String PAYLOAD = "soak".repeat(50);

    private final Hub<String> hub;
    private final long seed;
    private final Cancellable running = Context.background().withCancel();
    private final List<Listener<String>> stuck = new ArrayList<>();
    private final List<CompletableFuture<Void>> parties = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Held for reading by whoever publishes, and for writing at a quiet point. */
    private final ReadWriteLock publishing = new ReentrantReadWriteLock(true);

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong streamed = new AtomicLong();

    /** What somebody does until the context is done. */
    private interface Party {
        void act(Random random) throws InterruptedException;
    }

    /** Begins. The hub is a new one. */
    Soak(Hub<String> hub, long seed) {
        this.hub = hub;
        this.seed = seed;
        for (int i = 0; i < STUCK; i++) {
            stuck.add(hub.listen(ListenOptions.any().capacity(64)));
        }
        for (int i = 0; i < PUBLISHERS; i++) {
            start(this::publish);
        }
        for (int i = 0; i < STREAMS; i++) {
            EventStream<String> stream = hub.stream(StreamOptions.oldest().capacity(256));
            Cursor[] last = {Cursor.ORIGIN};
            start(random -> last[0] = follow(stream, last[0], random));
        }
        start(this::comeAndGo);
        start(this::giveUp);
    }

    private void start(Party party) {
        Random random = new Random(seed + parties.size());
        parties.add(CompletableFuture.runAsync(
                () -> {
                    try {
                        while (!running.isDone()) {
                            party.act(random);
                        }
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                threads));
    }

    private void publish(Random random) throws InterruptedException {
        publishing.readLock().lock();
        try {
            for (int i = 0; i < 50; i++) {
                hub.feed().publish(Context.background(), label(random), PAYLOAD);
                published.incrementAndGet();
            }
        } finally {
            publishing.readLock().unlock();
        }
    }

    /** Takes a signal of a stream, which is the one after what was taken, or tells how many are missing. */
    private Cursor follow(EventStream<String> stream, Cursor last, Random random) throws InterruptedException {
        if (random.nextInt(200) == 0) {
            LockSupport.parkNanos(random.nextInt(20_000_000));
        }
        Signal<String> signal;
        try {
            signal = stream.next(Context.background().withTimeout(Duration.ofMillis(50)));
        } catch (ContextDoneException nothing) {
            return last;
        }
        if (signal instanceof Signal.Event<String> event) {
            assertEquals(last.position() + 1, event.cursor().position());
            streamed.incrementAndGet();
        } else if (signal instanceof Signal.Truncated<String> gone) {
            assertEquals(
                    last.position() + gone.missed().orElseThrow(), gone.cursor().position());
        } else {
            assertEquals(last.position(), signal.cursor().position(), signal::toString);
        }
        return signal.cursor();
    }

    private void comeAndGo(Random random) throws InterruptedException {
        LabelFilter filter = random.nextBoolean()
                ? LabelFilter.exactly(label(random))
                : LabelFilter.glob("*/" + opened.get() % 1_000 + "*");
        try (Listener<String> listener =
                hub.listen(ListenOptions.any().matching(filter).capacity(1 << random.nextInt(10)))) {
            opened.incrementAndGet();
            if (random.nextInt(10) == 0) {
                listener.next(Context.background().withTimeout(Duration.ofMillis(2)));
            }
        } catch (ContextDoneException nothing) {
            // it leaves
        }
    }

    /** Calls whose context ends before, while, or just after they wait. */
    private void giveUp(Random random) throws InterruptedException {
        Context ctx = Context.background().withTimeout(Duration.ofNanos(random.nextInt(200_000)));
        publishing.readLock().lock();
        try {
            hub.feed().publish(ctx, label(random), PAYLOAD);
            published.incrementAndGet();
        } catch (ContextDoneException givenUp) {
            cancelled.incrementAndGet();
        } finally {
            publishing.readLock().unlock();
        }
        LockSupport.parkNanos(100_000);
    }

    private static String label(Random random) {
        return "soak/" + random.nextInt(LABELS);
    }

    /** Stops the publishers for a moment, and does the sums. */
    void balance(long kept) throws InterruptedException {
        parties.stream().filter(CompletableFuture::isDone).forEach(CompletableFuture::join);
        publishing.writeLock().lock();
        try {
            Cursor newest = hub.flush(Context.background().withTimeout(Duration.ofMinutes(1)));
            long all = published.get();
            assertEquals(all, newest.position());
            assertEquals(all, hub.stats().accepted());
            assertEquals(all, hub.stats().indexed());
            for (Listener<String> listener : stuck) {
                assertEquals(all, listener.lost() + listener.queued());
            }
            long stored = hub.history().count(Context.background(), Query.all());
            assertTrue(stored <= all && stored >= Math.min(all, kept), () -> stored + " of " + all + " are stored");
            assertTrue(hub.stats().listeners() <= STUCK + 2 * STREAMS + 1, () -> "" + hub.stats());
        } finally {
            publishing.writeLock().unlock();
        }
    }

    long opened() {
        return opened.get();
    }

    @Override
    public String toString() {
        return String.format(
                "%,d published, %,d listeners opened and closed, %,d calls given up, %,d entries streamed",
                published.get(), opened.get(), cancelled.get(), streamed.get());
    }

    /** Ends all parties, and fails if one did. */
    @Override
    public void close() {
        running.close();
        threads.shutdown();
        CompletableFuture.allOf(parties.toArray(CompletableFuture[]::new)).join();
    }
}
