package dev.feedhub.node;

import dev.feedhub.CancelledException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.FeedhubException;
import dev.feedhub.History;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import dev.feedhub.TruncatedException;
import java.time.Duration;

/**
 * Takes from a listener until the run drains, then what is still queued; what it lost it reads back from the store by range: after
 * the entry before and before the one that came next.
 */
final class CheckedListener implements Runnable {
    private static final int BATCH = 256;

    private final Listener<String> listener;
    private final History<String> history;
    private final Tally tally;
    private final Duration pause; // after each entry: zero, or what makes it slow
    private final Context live; // cancelled once everything published is with the listeners
    private Cursor last;

    CheckedListener(Listener<String> listener, History<String> history, Tally tally, Duration pause, Context live) {
        this.listener = listener;
        this.history = history;
        this.tally = tally;
        this.pause = pause;
        this.live = live;
        this.last = listener.registeredAfter();
    }

    @Override
    public void run() {
        try (listener) {
            follow();
            while (listener.drain(BATCH, this::take) > 0) {
                // until the queue is empty
            }
            tally.lossesInAll(listener.lost());
        } catch (FeedhubException | InterruptedException failed) {
            tally.fail(String.valueOf(failed.getMessage()));
        }
    }

    private void follow() throws InterruptedException {
        try {
            while (true) {
                Delivery<String> delivery = listener.next(live);
                take(delivery.entry(), delivery.lost());
                if (pause.isZero()) {
                    listener.drain(BATCH, this::take);
                } else {
                    Thread.sleep(pause.toMillis());
                }
            }
        } catch (CancelledException drained) {
            // what is queued comes next
        }
    }

    private void take(Entry<String> entry, long lostBefore) {
        if (lostBefore > 0) {
            tally.loss(lostBefore, recover(last, entry.cursor()), last, entry.cursor());
        }
        tally.deliver(entry);
        last = entry.cursor();
    }

    /** How many entries the store has in the range; what retention has removed of it is missing in that number. */
    private long recover(Cursor after, Cursor before) {
        long[] found = {0};
        Cursor from = after;
        while (from.compareTo(before) < 0) {
            try {
                Query lost = Query.all().after(from).before(before).matching(listener.filter());
                history.scan(Context.background(), lost, entry -> {
                    tally.recover(entry);
                    found[0]++;
                    return true;
                });
                break;
            } catch (TruncatedException removed) {
                tally.note("retention removed what it lost, up to " + removed.floor());
                from = removed.floor();
            }
        }
        return found[0];
    }
}
