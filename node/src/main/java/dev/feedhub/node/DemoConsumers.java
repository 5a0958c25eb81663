package dev.feedhub.node;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.FeedhubException;
import dev.feedhub.History;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The demo's four consumers, each on a thread of its own: prompt, slow, filtered, resumed. All begin before anything is published. */
final class DemoConsumers {
    /** Where the slow one is in the results. */
    static final int SLOW = 1;

    private static final int PROMPT_QUEUE = 1 << 13;
    private static final int SLOW_QUEUE = 16;
    private static final Duration SLOW_PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Journals journals;
    private final Cancellable live = Context.background().withCancel();
    private final CompletableFuture<Cursor> end = new CompletableFuture<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Tally slow;
    private final ResumedStream resumed;

    /** @param again whether the stream is to be cut off a second time, for {@link #resumeAgain} */
    DemoConsumers(Hub<String> hub, Journals journals, LabelFilter filter, boolean again) {
        this.journals = journals;
        listener(hub, "prompt", ListenOptions.any().capacity(PROMPT_QUEUE), Duration.ZERO);
        this.slow = listener(hub, "slow", ListenOptions.any().capacity(SLOW_QUEUE), SLOW_PAUSE);
        listener(hub, "filtered", ListenOptions.any().capacity(PROMPT_QUEUE).matching(filter), Duration.ZERO);
        Tally tally = tally("resumed", LabelFilter.any());
        this.resumed = new ResumedStream(hub, tally, live, end, again);
        thread(tally, resumed);
    }

    private Tally listener(Hub<String> hub, String name, ListenOptions options, Duration pause) {
        Tally tally = tally(name, options.filter());
        thread(tally, new CheckedListener(hub.listen(options), hub.history(), tally, pause, live));
        return tally;
    }

    private Tally tally(String name, LabelFilter filter) {
        Tally tally = new Tally(name, filter, journals);
        tallies.add(tally);
        return tally;
    }

    private void thread(Tally tally, Runnable work) {
        Thread thread = new Thread(work, "feedhub-demo-" + tally.name());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, cause) -> tally.fail(cause.toString()));
        threads.add(thread);
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** How many entries the slow one has lost so far. */
    long lostBySlow() {
        return slow.lost();
    }

    /** How many entries the stream was behind when it was resumed. */
    OptionalLong behind() {
        return resumed.behind();
    }

    /** Lets the consumers take what is left, up to the newest entry, and waits for them to end. */
    void drain(Cursor newest, List<String> failures) throws InterruptedException {
        end.complete(newest);
        live.close();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
            if (thread.isAlive()) {
                failures.add(thread.getName() + " did not end within " + PATIENCE.toSeconds() + " s of the end");
            }
        }
    }

    /**
     * Has the stream take the rest from the hub that was opened anew.
     *
     * @return how many entries it was behind
     */
    long resumeAgain(Hub<String> hub) {
        return resumed.resumeAgain(hub);
    }

    List<ConsumerResult> results(History<String> history, List<String> failures) {
        tallies.forEach(Tally::compare); // first all, so that what one missed can be named after another
        return tallies.stream()
                .map(tally -> tally.result(indexed(history, tally.filter(), failures)))
                .toList();
    }

    private static long indexed(History<String> history, LabelFilter filter, List<String> failures) {
        try {
            return history.count(Context.background(), Query.all().matching(filter));
        } catch (FeedhubException failed) {
            failures.add("the store cannot be read: " + failed.getMessage());
            return 0;
        }
    }
}
