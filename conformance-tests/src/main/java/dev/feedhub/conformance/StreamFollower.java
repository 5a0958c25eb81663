package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Follows the entries of a hub by streams, one after another, and checks each signal against what was published. */
final class StreamFollower {
    private final Hub<String> hub;
    private final UnaryOperator<StreamOptions> options;
    private final boolean consecutive;
    private final List<Cursor> expected = new ArrayList<>(); // published, wanted, in order
    private final List<String> notices = new ArrayList<>();
    private EventStream<String> stream;
    private Cursor removedThrough = Cursor.ORIGIN;
    private int next; // the first of expected that was neither taken nor told to be missing

    StreamFollower(Hub<String> hub, StreamOptions start, UnaryOperator<StreamOptions> options, boolean consecutive) {
        this.hub = hub;
        this.options = options;
        this.consecutive = consecutive;
        this.stream = hub.stream(options.apply(start));
    }

    EventStream<String> stream() {
        return stream;
    }

    List<String> notices() {
        return notices;
    }

    /** An entry that the stream has to give next but those it was told of before. */
    void expect(Cursor cursor) {
        expected.add(cursor);
    }

    /** Entries through a cursor were removed. */
    void removed(Cursor through) {
        removedThrough = through.position() > removedThrough.position() ? through : removedThrough;
    }

    boolean isFinished() {
        return next == expected.size();
    }

    /** Ends the stream, and goes on with another from its position. */
    void resume() {
        Cursor position = stream.position();
        stream.close();
        assertEquals(position, stream.position(), "position() after close");
        stream = hub.stream(options.apply(StreamOptions.after(position)));
    }

    void takeAll() throws InterruptedException {
        while (!isFinished()) {
            take();
        }
    }

    Signal<String> take() throws InterruptedException {
        Cursor before = stream.position();
        Signal<String> signal = stream.next(Task.patience());
        assertEquals(signal.cursor(), stream.position(), () -> "position() after " + signal);
        assertTrue(signal.cursor().position() >= before.position(), () -> signal + " goes back behind " + before);
        if (signal instanceof Signal.Event<String> event) {
            take(event);
        } else if (signal instanceof Signal.Truncated<String> truncated) {
            skip(truncated, before);
        } else {
            pass(signal);
        }
        return signal;
    }

    private void take(Signal.Event<String> event) {
        assertFalse(isFinished(), () -> event.entry().cursor() + " was given twice, or was never published");
        assertEquals(expected.get(next), event.cursor(), "the next entry");
        next++;
    }

    private void skip(Signal.Truncated<String> truncated, Cursor before) {
        notices.add("Truncated");
        assertTrue(
                truncated.cursor().position() <= removedThrough.position(),
                () -> truncated + ", though only entries through " + removedThrough + " were removed");
        assertEquals(consecutive, truncated.missed().isPresent(), () -> "missed() of " + truncated);
        truncated.missed().ifPresent(missed -> assertMissed(missed, truncated, before));
        while (!isFinished()
                && expected.get(next).position() <= truncated.cursor().position()) {
            next++;
        }
    }

    /** All from the first entry that was wanted and not taken; what lies before it the stream may have looked at already. */
    private void assertMissed(long missed, Signal.Truncated<String> truncated, Cursor before) {
        long end = truncated.cursor().position();
        long least = isFinished() ? 0 : Math.max(0, end + 1 - expected.get(next).position());
        assertTrue(
                least <= missed && missed <= end - before.position(),
                () -> truncated + " after " + before + ", where at least " + least + " are missing");
    }

    private void pass(Signal<String> notice) {
        notices.add(notice.getClass().getSimpleName());
        assertTrue(
                isFinished() || expected.get(next).position() > notice.cursor().position(),
                () -> notice + " passes over " + expected.get(next));
        if (notice instanceof Signal.CaughtUp) {
            assertTrue(isFinished(), () -> notice + " before " + expected.get(next) + " was given");
        }
    }
}
