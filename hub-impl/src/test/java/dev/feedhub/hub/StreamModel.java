package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.Signal;
import dev.feedhub.Signal.CaughtUp;
import dev.feedhub.Signal.Diverged;
import dev.feedhub.Signal.Event;
import dev.feedhub.Signal.FellBehind;
import dev.feedhub.Signal.Progress;
import dev.feedhub.Signal.Truncated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What a stream may tell its consumer, from: a list of all that was ever stored, how far the consumer was told, and
 * where floor, newest and dispatching are now and were when the call began.
 */
final class StreamModel implements SimulatedHub.OnDispatch {
    /** An entry, whether or not it was removed. */
    record Item(Cursor cursor, boolean wanted, String label, Instant time) {}

    /** Where everything is at a moment; the floor may be of an entry that is in no list. */
    private record Moment(Cursor floor, int stored, int begun, int dispatched) {}

    private final boolean live;
    private final boolean everythingWanted;
    private final int step;
    private final int capacity;

    private final List<Item> items = new ArrayList<>();
    private Moment present = new Moment(Cursor.ORIGIN, 0, 0, 0);
    private Moment since = present; // of the first call that could have met what is told next
    private boolean patienceExhausted;

    private Cursor told = Cursor.ORIGIN; // all wanted through here were given, or told to be missing
    private Cursor seen = Cursor.ORIGIN; // position(), as it was last seen
    private @Nullable Cursor foreignStart;
    private boolean caughtUp;

    /** For a stream that has a listener, or only reads, whose filter wants every label, or not, of positions a distance apart. */
    StreamModel(boolean live, boolean everythingWanted, int step, int capacity) {
        this.live = live;
        this.everythingWanted = everythingWanted;
        this.step = step;
        this.capacity = capacity;
    }

    // ---- what happens to hub and store

    void stored(Item item) {
        items.add(item);
        present = new Moment(present.floor, items.size(), present.begun, present.dispatched);
    }

    @Override
    public void begun() {
        present = new Moment(present.floor, present.stored, items.size(), present.dispatched);
    }

    @Override
    public void dispatched() {
        present = new Moment(present.floor, present.stored, present.begun, items.size());
    }

    void trimmed(Cursor floor) {
        present = new Moment(floor, present.stored, present.begun, present.dispatched);
    }

    /** All there is and was, in the history that there is. */
    List<Item> history() {
        return List.copyOf(items);
    }

    /** A store is opened with this history, but what comes after a cursor. */
    void reopened(List<Item> history, Cursor floor, Cursor newest) {
        items.clear();
        items.addAll(history);
        items.removeIf(item -> item.cursor.position() > newest.position());
        present = new Moment(floor, items.size(), items.size(), items.size());
    }

    // ---- what the consumer does

    /** A stream was made that starts after a cursor. */
    void started(Cursor start) {
        told = start;
        seen = start;
        foreignStart = isOfHistory(start) ? null : start;
        caughtUp = false;
        since = present;
    }

    void requireStartsNow(Cursor start) {
        long least = last(live ? since.dispatched : since.stored);
        assertTrue(
                least <= start.position() && start.position() <= last(present.stored),
                () -> "R-1: a stream from now on that starts after " + start);
    }

    void requireStartsWithOldest(Cursor start) {
        assertTrue(
                since.floor.position() <= start.position() && start.position() <= present.floor.position(),
                () -> "R-1: a stream from the oldest on that starts after " + start);
    }

    void requireStartsAt(Instant time, Cursor start) {
        for (Item item : items.subList(0, since.stored)) {
            long position = item.cursor.position();
            boolean ofStream = position > start.position();
            assertTrue(
                    ofStream != item.time.isBefore(time) || position <= present.floor.position(),
                    () -> "R-1: a stream from " + time + " on that starts after " + start + ", and " + item);
        }
    }

    /** Also in the gap after the newest of its epoch: nothing that the history does not have can have been taken there. */
    private boolean isOfHistory(Cursor cursor) {
        LongSummaryStatistics positions = items.stream()
                .filter(item -> item.cursor.epoch() == cursor.epoch())
                .mapToLong(item -> item.cursor.position())
                .summaryStatistics();
        return cursor.equals(Cursor.ORIGIN)
                || (positions.getMin() <= cursor.position() && cursor.position() < positions.getMax() + step);
    }

    /** A call begins; what an earlier one has met may still have to be told. */
    void begin(boolean nothingMet) {
        since = nothingMet ? present : since;
        patienceExhausted = false;
    }

    void patienceExhausted() {
        patienceExhausted = true;
    }

    /** Somebody looks at {@code position()}. */
    void positionSeen(Cursor position) {
        assertTrue(position.position() >= seen.position(), () -> "R-1: position() goes back from " + seen);
        if (foreignStart != null) {
            assertEquals(foreignStart, position, "S-6: position() before Diverged was taken");
        } else {
            assertNoneWanted("R-1: position()", position);
        }
        seen = position;
    }

    void took(Signal<String> signal, Cursor position) {
        assertEquals(signal.cursor(), position, () -> "R-1: position() after " + signal);
        assertTrue(
                position.position() >= told.position() || signal instanceof Diverged,
                () -> "R-1: " + signal + " goes back behind " + told);
        if (foreignStart != null) {
            assertTrue(signal instanceof Diverged, () -> "S-6: " + signal + " though the start has diverged");
        }
        if (signal instanceof Event<String> event) {
            event(event.entry());
        } else if (signal instanceof Truncated<String> truncated) {
            truncated(truncated);
        } else if (signal instanceof Diverged<String> diverged) {
            diverged(diverged);
        } else if (signal instanceof CaughtUp<String> notice) {
            caughtUp(notice);
        } else if (signal instanceof FellBehind<String> fell) {
            fellBehind(fell);
        } else if (signal instanceof Progress<String> progress) {
            progress(progress);
        }
        told = position;
        seen = position;
    }

    /** An entry that is given as an event, or to a sink. */
    void event(Entry<String> entry) {
        assertEquals(null, foreignStart, () -> "S-6: " + entry + " though the start has diverged");
        Item next = nextWanted();
        assertTrue(next != null, () -> "R-1: " + entry + " was given before or is not there");
        assertEquals(next == null ? null : next.cursor, entry.cursor(), "R-1: the next entry");
        assertEquals(next == null ? null : next.label, entry.label(), "R-1: the label of " + entry);
        told = entry.cursor();
    }

    private void truncated(Truncated<String> truncated) {
        long floor = truncated.floor().position();
        assertTrue(
                since.floor.position() <= floor && floor <= present.floor.position() && floor > told.position(),
                () -> "R-3: " + truncated + " after " + told + ", floor " + since.floor + " to " + present.floor);
        assertTrue(truncated.cursor().position() <= floor, () -> "R-3: " + truncated + " goes on after the floor");
        assertEquals(step == 1, truncated.missed().isPresent(), () -> "R-3: missed() of " + truncated);
        Item next = nextWanted();
        long end = truncated.cursor().position();
        long least = next == null ? 1 : Math.max(1, end + 1 - next.cursor.position());
        long most = end - told.position();
        truncated
                .missed()
                .ifPresent(missed -> assertTrue(
                        missed <= most && missed >= (everythingWanted ? most : least),
                        () -> "R-3: " + truncated + " after " + told));
    }

    private void diverged(Diverged<String> diverged) {
        assertEquals(foreignStart, diverged.start(), "S-6: the cursor that has diverged");
        long cursor = diverged.cursor().position();
        assertTrue(
                since.floor.position() <= cursor && cursor <= present.floor.position(),
                () -> "S-6: " + diverged + ", floor " + since.floor + " to " + present.floor);
        foreignStart = null;
    }

    private void caughtUp(CaughtUp<String> notice) {
        assertFalse(caughtUp, () -> "R-4: " + notice + " for the second time");
        assertNoneWanted("R-4: CaughtUp", notice.cursor());
        assertTrue(notice.cursor().position() >= last(since.stored), () -> "R-4: " + notice + " before the newest");
        caughtUp = true;
    }

    private void fellBehind(FellBehind<String> fell) {
        assertTrue(live, "R-2: nobody drops what is only read");
        assertNoneWanted("R-2: FellBehind", fell.cursor());
        long least = Math.max(1, wantedSinceTold(since.dispatched) - capacity);
        long most = wantedSinceTold(present.begun) - capacity;
        assertTrue(
                least <= fell.entries() && fell.entries() <= most,
                () -> "R-2: " + fell + ", where " + least + " to " + most + " entries were dropped");
        caughtUp = false;
    }

    private void progress(Progress<String> progress) {
        assertTrue(caughtUp, () -> "R-5: " + progress + " of a stream that is behind");
        assertTrue(patienceExhausted, () -> "R-5: " + progress + " before its time");
        assertNoneWanted("R-5: Progress", progress.cursor());
        assertTrue(
                progress.cursor().position() >= last(live ? since.dispatched : since.stored),
                () -> "R-5: " + progress + " has not moved over what does not match");
    }

    private void assertNoneWanted(String what, Cursor through) {
        Item next = nextWanted();
        assertTrue(
                next == null || next.cursor.position() > through.position(),
                () -> what + " " + through + " passes over what was not given");
    }

    private long last(int count) {
        return count == 0 ? 0 : items.get(count - 1).cursor.position();
    }

    private @Nullable Item nextWanted() {
        return items.stream()
                .filter(item -> item.wanted && item.cursor.position() > told.position())
                .findFirst()
                .orElse(null);
    }

    private long wantedSinceTold(int count) {
        return items.subList(0, count).stream()
                .filter(item -> item.wanted && item.cursor.position() > told.position())
                .count();
    }

    /** Whether the live entries that the consumer has not taken, if any, must be given before an end is told. */
    boolean isOwedLiveEntries() {
        long owed = wantedSinceTold(since.dispatched);
        return live && caughtUp && owed > 0 && wantedSinceTold(present.begun) <= capacity;
    }

    /** Whether the consumer has taken all there is, or was told that it is missing. */
    boolean isSettled() {
        return foreignStart == null && caughtUp && nextWanted() == null;
    }

    Cursor told() {
        return told;
    }

    int size() {
        return items.size();
    }
}
