package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.EventStream;
import dev.feedhub.Signal;

/** Takes from a stream of entries that are numbered without a gap, and checks that each comes once or is told to be missing. */
final class NumberFollower {
    private final EventStream<String> stream;
    private int next;
    private boolean anyNext; // how many were missing is not known
    private int notices;
    private long floor;

    /** Follows a stream whose first entry has a number. */
    NumberFollower(EventStream<String> stream, int first) {
        this.stream = stream;
        this.next = first;
    }

    EventStream<String> stream() {
        return stream;
    }

    /** How often it was told that entries are missing. */
    int truncations() {
        return notices;
    }

    /** The floor it was told last. */
    long floor() {
        return floor;
    }

    NumberFollower takeThrough(int last) throws InterruptedException {
        while (next <= last) {
            take();
        }
        return this;
    }

    private void take() throws InterruptedException {
        Signal<String> signal = stream.next(Task.patience());
        if (signal instanceof Signal.Event<String> event) {
            int number = Integer.parseInt(Items.data(event.entry()));
            assertTrue(
                    number == next || (anyNext && number > next),
                    () -> "number " + next + " is next, but it gave " + number);
            anyNext = false;
            next = number + 1;
        } else if (signal instanceof Signal.Truncated<String> truncated) {
            notices++;
            floor = truncated.floor().position();
            assertTrue(truncated.cursor().position() <= floor, () -> truncated + " goes on above the floor");
            anyNext = truncated.missed().isEmpty();
            next += (int) truncated.missed().orElse(0);
        } else {
            assertTrue(
                    !(signal instanceof Signal.Diverged), () -> "it gave " + signal + ", number " + next + " is next");
        }
    }
}
