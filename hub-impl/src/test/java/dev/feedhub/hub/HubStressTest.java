package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.Receipt;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hub through its API: 8 publishers that now and then give up, 64 listeners of random filters, capacities and speeds, some never
 * taken from, some stuck in their sink, some closed and made again, and three streams. Every so often publishers and takers
 * pause, and the books must balance.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubStressTest {
    private static final boolean FULL = Boolean.getBoolean("feedhub.full");
    private static final long SEED = Long.getLong("feedhub.seed", System.nanoTime() & 0xffffff);
    private static final int PUBLISHERS = 8;
    private static final int ROUNDS = FULL ? 40 : 5;
    private static final int PER_ROUND = (FULL ? 10_000_000 : 60_000) / PUBLISHERS / ROUNDS; // of each publisher
    private static final int STEADY = 40;
    private static final int UNTAKEN = 8;
    private static final int STUCK = 4;
    private static final int FLEETING = 12;
    private static final int PUBLISHER_SHIFT = 32;
    private static final long NUMBER_MASK = (1L << PUBLISHER_SHIFT) - 1;
    private static final Context FOREVER = Context.background();
    private static final Duration PATIENCE = Duration.ofMillis(2);
    private static final List<LabelFilter> FILTERS = List.of(
            LabelFilter.any(),
            LabelFilter.glob("a/*"),
            LabelFilter.exactly("c"),
            LabelFilter.anyOf(LabelFilter.glob("b/*"), LabelFilter.exactly("c")),
            LabelFilter.any().except(LabelFilter.glob("*/1")));

    private final LedgerStore ledger = new LedgerStore(PUBLISHERS * ROUNDS * PER_ROUND);
    private final Hub<Long> hub = Hub.open(
            FakeProvider.config(ledger).set(HubConfig.FEED_CAPACITY, 256).build(), LedgerStore.CODEC);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> takers = new ArrayList<>();
    private volatile boolean ending;

    /** A listener, its books, and the lock that whoever takes holds meanwhile. */
    private static final class Taker {
        final Listener<Long> listener;
        final LedgerAudit audit;
        final ReentrantLock taking = new ReentrantLock();

        Taker(LedgerStore ledger, Listener<Long> listener) {
            this.listener = listener;
            this.audit = LedgerAudit.of(ledger, listener);
        }
    }

    private interface Body {
        void run(Random random) throws Exception;
    }

    private Thread start(String name, int id, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run(new Random(SEED * 1_000 + id));
                    } catch (Throwable thrown) {
                        failure.compareAndSet(null, thrown);
                    }
                },
                name + " " + id);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void requireNoFailure() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("with -Dfeedhub.seed=" + SEED + ": " + thrown.getMessage(), thrown);
        }
    }

    @Test
    void l03_theBooksBalanceAtEveryQuietPoint() throws Exception {
        long start = System.nanoTime();
        System.out.println("HubStressTest: -Dfeedhub.seed=" + SEED);
        Random random = new Random(SEED);
        List<Taker> steady = open(STEADY, random);
        List<Taker> untaken = open(UNTAKEN, random);
        List<Taker> stuck = open(STUCK, random);
        for (int i = 0; i < STEADY; i++) {
            Taker taker = steady.get(i);
            takers.add(start("steady", 100 + i, own -> takeOften(taker, own)));
        }
        for (int i = 0; i < STUCK; i++) {
            Taker taker = stuck.get(i);
            takers.add(start("stuck", 200 + i, own -> getStuck(taker)));
        }
        for (int i = 0; i < FLEETING; i++) {
            takers.add(start("fleeting", 300 + i, this::comeAndGo));
        }
        takers.add(start("fast stream", 400, own -> follow(LabelFilter.any(), 4_096, 0, own)));
        takers.add(start("slow stream", 401, own -> follow(FILTERS.get(1), 16, 3, own)));
        takers.add(start("resumed stream", 402, own -> follow(FILTERS.get(4), 64, 1, own)));

        List<Taker> audited = new ArrayList<>(steady);
        audited.addAll(untaken);
        for (int round = 0; round < ROUNDS; round++) {
            publishRound(round);
            hub.flush(FOREVER);
            audited.forEach(taker -> taker.taking.lock()); // a quiet point
            try {
                audited.forEach(taker ->
                        taker.audit.requireExact(taker.listener, ledger.newest().position()));
            } finally {
                audited.forEach(taker -> taker.taking.unlock());
            }
            requireNoFailure();
        }
        finish(audited, stuck);
        if (FULL) {
            System.out.printf(
                    "evidence: 8 publishers, 64 listeners, 3 streams | %,d items, %d quiet points | seed %d | %d s | every item once,"
                            + " taken or counted as lost%n",
                    ledger.newest().position(), ROUNDS, SEED, (System.nanoTime() - start) / 1_000_000_000L);
        }
    }

    private List<Taker> open(int count, Random random) {
        List<Taker> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(new Taker(ledger, hub.listen(options(random))));
        }
        return opened;
    }

    private static ListenOptions options(Random random) {
        int capacity = 1 + random.nextInt(1 << random.nextInt(12));
        return ListenOptions.any()
                .matching(FILTERS.get(random.nextInt(FILTERS.size())))
                .capacity(capacity);
    }

    // ---- publishers

    private void publishRound(int round) throws Exception {
        List<Thread> publishers = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            int publisher = i;
            publishers.add(start("publisher " + i + " of round", round, own -> publish(publisher, round, own)));
        }
        for (Thread each : publishers) {
            each.join();
        }
        requireNoFailure();
    }

    private void publish(int publisher, int round, Random random) throws Exception {
        for (int i = 0; i < PER_ROUND; i++) {
            long number = (long) publisher << PUBLISHER_SHIFT | (long) round * PER_ROUND + i;
            String label = LedgerStore.LABELS.get(random.nextInt(LedgerStore.LABELS.size()));
            int way = random.nextInt(256);
            if (way == 0) {
                Receipt receipt = hub.feed().submit(FOREVER, label, number);
                assertEquals(number, ledger.number(receipt.await(FOREVER).position()), "F-1: at its receipt's cursor");
            } else if (way > 16 || !publishedInTime(label, number, way)) {
                hub.feed().publish(FOREVER, label, number);
            }
        }
    }

    private boolean publishedInTime(String label, long number, int micros) throws InterruptedException {
        try {
            hub.feed().publish(FOREVER.withTimeout(Duration.ofNanos(1_000L * micros)), label, number);
            return true;
        } catch (DeadlineExceededException givenUp) {
            return false;
        }
    }

    // ---- takers

    private void takeOften(Taker taker, Random random) throws InterruptedException {
        int pace = random.nextInt(5);
        while (!ending) {
            taker.taking.lock();
            try {
                takeOnce(taker.listener, taker.audit, random);
            } finally {
                taker.taking.unlock();
            }
            pause(pace, random);
        }
    }

    private static void takeOnce(Listener<Long> listener, LedgerAudit audit, Random random)
            throws InterruptedException {
        if (random.nextBoolean()) {
            listener.drain(1 + random.nextInt(100), audit);
            return;
        }
        try {
            var next = listener.next(FOREVER.withTimeout(PATIENCE));
            audit.accept(next.entry(), next.lost());
        } catch (DeadlineExceededException nothing) {
            // Whoever holds the lock for long would keep the quiet point waiting.
        }
    }

    private static void pause(int pace, Random random) {
        if (pace > 0) {
            LockSupport.parkNanos((long) (Math.pow(10, 2 + pace) * random.nextDouble()));
        }
    }

    private void getStuck(Taker taker) {
        int[] given = new int[1];
        while (taker.audit.taken() == 0) {
            taker.listener.drain(Integer.MAX_VALUE, (entry, lost) -> {
                taker.audit.accept(entry, lost);
                if (given[0]++ == 0) {
                    awaitEnd();
                }
            });
            pause(1, new Random(given[0]));
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Makes listeners, of filters that are known and that are new, takes a little, closes them, and takes the rest. */
    private void comeAndGo(Random random) throws InterruptedException {
        while (!ending) {
            ListenOptions options = options(random);
            LabelFilter other = LabelFilter.exactly("none" + random.nextInt());
            boolean known = random.nextBoolean();
            Listener<Long> listener =
                    hub.listen(known ? options : options.matching(LabelFilter.anyOf(options.filter(), other)));
            long newest = ledger.newest().position(); // what is published from here on comes after it
            assertTrue(
                    listener.registeredAfter().position() <= newest,
                    () -> "L-9: " + listener + " begins after " + listener.registeredAfter() + ", later than "
                            + newest);
            LedgerAudit audit = LedgerAudit.of(ledger, listener);
            for (int takes = random.nextInt(20); takes > 0; takes--) {
                takeOnce(listener, audit, random);
            }
            listener.close();
            try {
                while (true) {
                    listener.drain(1_000, audit);
                }
            } catch (ClosedException drained) {
                audit.requireExact(listener, audit.last()); // the newest is never the one that is lost
            }
            pause(random.nextInt(5), random);
        }
    }

    // ---- streams

    /** Follows from the oldest entry on; at the end, all there is must have come. */
    private void follow(LabelFilter filter, int capacity, int pace, Random random) throws InterruptedException {
        StreamOptions options =
                StreamOptions.oldest().matching(filter).capacity(capacity).progressEvery(PATIENCE);
        LedgerAudit audit = new LedgerAudit(ledger, filter, 0, "a stream of " + filter);
        EventStream<Long> stream = hub.stream(options);
        while (!ending || stream.position().position() < ledger.newest().position()) {
            Signal<Long> signal = stream.next(FOREVER);
            if (signal instanceof Signal.Event<Long> event) {
                audit.accept(event.entry(), 0);
            } else {
                assertTrue(
                        signal instanceof Signal.CaughtUp
                                || signal instanceof Signal.FellBehind
                                || signal instanceof Signal.Progress,
                        () -> "R-1: " + signal);
            }
            if (!ending && random.nextInt(200) == 0) {
                pause(pace, random);
            }
            if (pace == 1 && random.nextInt(5_000) == 0) {
                stream.close();
                stream = hub.stream(
                        new StreamOptions(new StreamOptions.After(signal.cursor()), filter, capacity, PATIENCE));
            }
        }
        stream.close();
        audit.requireComplete(ledger.newest().position());
    }

    // ---- the end

    private void finish(List<Taker> audited, List<Taker> stuck) throws InterruptedException {
        ending = true;
        end.countDown();
        for (Thread each : takers) {
            each.join();
        }
        requireNoFailure();
        List<Taker> all = new ArrayList<>(audited);
        all.addAll(stuck);
        for (Taker each : all) {
            while (each.listener.drain(Integer.MAX_VALUE, each.audit) > 0) {}
            each.audit.requireExact(each.listener, ledger.newest().position());
        }
        long[] next = new long[PUBLISHERS];
        for (long position = 1; position <= ledger.newest().position(); position++) {
            long number = ledger.number(position);
            long expected = next[(int) (number >>> PUBLISHER_SHIFT)]++;
            assertEquals(expected, number & NUMBER_MASK, "F-1, F-2, F-4: at position " + position);
        }
        assertEquals((long) PUBLISHERS * ROUNDS * PER_ROUND, ledger.newest().position(), "F-1, F-4");
        assertEquals(STEADY + UNTAKEN + STUCK, hub.stats().listeners());
        hub.close();
    }
}
