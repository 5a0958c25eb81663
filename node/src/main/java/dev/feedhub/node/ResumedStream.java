package dev.feedhub.node;

import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.FeedhubException;
import dev.feedhub.Hub;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Follows a stream, is cut off from it after {@value #CUT_AFTER} entries, stays away until {@value #AWAY_UNTIL} entries have been
 * indexed meanwhile or the run drains, and goes on from its cursor with another stream: to the end or, where it is to be resumed again,
 * until {@value #LEFT} of what it was behind are left. What it was behind counts as recovered.
 */
final class ResumedStream implements Runnable {
    static final int CUT_AFTER = 200;
    private static final int AWAY_UNTIL = 1_000;
    private static final int LEFT = 100;
    private static final int LIVE_ENTRIES = 256; // few, so that it falls behind and catches up again
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Hub<String> hub;
    private final Tally tally;
    private final Context live; // cancelled once the end is known
    private final CompletableFuture<Cursor> end; // the newest entry of the run
    private final boolean again;
    private volatile long behind = -1; // entries behind when it went on; -1 until then
    private long missed; // of those, the ones not yet taken
    private Cursor position = Cursor.ORIGIN;

    ResumedStream(Hub<String> hub, Tally tally, Context live, CompletableFuture<Cursor> end, boolean again) {
        this.hub = hub;
        this.tally = tally;
        this.live = live;
        this.end = end;
        this.again = again;
    }

    /** How many entries it was behind when it went on; empty if it was not cut off. */
    OptionalLong behind() {
        return behind < 0 ? OptionalLong.empty() : OptionalLong.of(behind);
    }

    @Override
    public void run() {
        try {
            follow(hub, StreamOptions.oldest(), CUT_AFTER);
            if (tally.delivered() >= CUT_AFTER) {
                stayAway();
                behind = goOn(hub);
                follow(hub, StreamOptions.after(position), again ? Math.max(0, behind - LEFT) : Long.MAX_VALUE);
            }
        } catch (FeedhubException | InterruptedException | ExecutionException failed) {
            tally.fail(String.valueOf(failed.getMessage()));
        }
    }

    /**
     * Goes on where it was cut off the second time, to the end of the run. On any thread, after {@link #run} has ended.
     *
     * @param reopened a hub over the same store
     * @return how many entries it was behind
     */
    long resumeAgain(Hub<String> reopened) {
        try {
            long missing = goOn(reopened);
            follow(reopened, StreamOptions.after(position), Long.MAX_VALUE);
            return missing;
        } catch (FeedhubException | InterruptedException failed) {
            tally.fail("after the store was opened again: " + failed.getMessage());
            return 0;
        }
    }

    private long goOn(Hub<String> from) {
        missed = from.history().count(Context.background(), Query.all().after(position));
        tally.note("cut off after " + tally.taken() + " entries at " + position + ", went on " + missed + " behind");
        return missed;
    }

    /** Takes a number of entries, or as many as there are until the end of the run. */
    private void follow(Hub<String> from, StreamOptions options, long most) throws InterruptedException {
        Context context = live;
        try (EventStream<String> stream = from.stream(options.capacity(LIVE_ENTRIES))) {
            long taken = 0;
            while (taken < most && !(end.isDone() && stream.position().compareTo(end.join()) >= 0)) {
                try {
                    taken += take(stream.next(context));
                } catch (CancelledException drained) {
                    context = Context.background().withTimeout(GRACE);
                }
            }
            position = stream.position();
        }
    }

    private int take(Signal<String> signal) {
        if (signal instanceof Signal.Event<String> event) {
            if (missed > 0) {
                missed--;
                tally.recover(event.entry());
            } else {
                tally.deliver(event.entry());
            }
            return 1;
        }
        if (signal instanceof Signal.Truncated<String> || signal instanceof Signal.Diverged<String>) {
            tally.note("the stream told " + signal);
        }
        return 0;
    }

    private void stayAway() throws InterruptedException, ExecutionException {
        while (hub.stats().indexed() < tally.delivered() + AWAY_UNTIL) {
            try {
                end.get(20, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException stillRunning) {
                // look again
            }
        }
    }
}
