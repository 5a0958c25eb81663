package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Entry;
import dev.feedhub.EntrySink;
import dev.feedhub.LabelFilter;
import dev.feedhub.Listener;

/** Compares what a consumer is given with what is in the ledger, entry by entry. One thread at a time. */
final class LedgerAudit implements EntrySink<Long> {
    private final LedgerStore ledger;
    private final boolean[] wanted;
    private final String who;

    private long last; // the position of the entry given last, or where the consumer began
    private long taken;
    private long lost;
    private long countedThrough; // see matching
    private long counted;

    LedgerAudit(LedgerStore ledger, LabelFilter filter, long begin, String who) {
        this.ledger = ledger;
        this.wanted = LedgerStore.wanted(filter);
        this.who = who;
        this.last = begin;
        this.countedThrough = begin;
    }

    static LedgerAudit of(LedgerStore ledger, Listener<Long> listener) {
        long begin = listener.registeredAfter().position();
        return new LedgerAudit(ledger, listener.filter(), begin, listener + " after " + begin);
    }

    @Override
    public void accept(Entry<Long> entry, long lostBefore) {
        long position = entry.cursor().position();
        long between = ledger.countBetween(wanted, last, position);
        if (position <= last
                || between != lostBefore
                || !entry.label().equals(ledger.label(position))
                || entry.data() == null
                || entry.data() != ledger.number(position)) {
            throw new AssertionError("L-1, L-8, R-1: " + who + " was given " + entry + " with a loss of " + lostBefore
                    + " after position " + last + ", between which " + between + " match");
        }
        last = position;
        taken++;
        lost += lostBefore;
    }

    long last() {
        return last;
    }

    long taken() {
        return taken;
    }

    /** At a quiet point, or after the listener was closed and drained: then with the last position it was given. */
    void requireExact(Listener<Long> listener, long newest) {
        assertEquals(
                matching(newest),
                taken + listener.lost() + listener.queued(),
                () -> "L-3: " + who + " through " + newest);
        if (listener.queued() == 0) {
            assertEquals(listener.lost(), lost, () -> "L-4: " + who);
        }
    }

    /** How many match since the beginning. */
    private long matching(long newest) {
        counted += ledger.countBetween(wanted, countedThrough, newest + 1);
        countedThrough = newest;
        return counted;
    }

    /** At the end of a stream that has said that it looked at everything. */
    void requireComplete(long newest) {
        assertEquals(0, ledger.countBetween(wanted, last, newest + 1), () -> "R-1: " + who + " missed after " + last);
    }
}
