package dev.feedhub;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a stream starts and what it wants. A value; each method that is not a start returns a changed copy.
 *
 * @param start where it starts
 * @param filter the labels it wants
 * @param capacity how many live entries it keeps while the consumer is busy, from 1 to {@value ListenOptions#MAX_CAPACITY};
 *     when there are more it reads from the store again
 * @param progressEvery how often it tells that it is idle; more than zero
 */
public record StreamOptions(Start start, LabelFilter filter, int capacity, Duration progressEvery) {
    /** Where a stream starts. */
    public sealed interface Start {}

    /** With the oldest entry there is. */
    public record Oldest() implements Start {}

    /** With the first entry indexed after the stream was made. */
    public record Now() implements Start {}

    /**
     * With the entry that follows a cursor.
     *
     * @param cursor the cursor
     */
    public record After(Cursor cursor) implements Start {
        /**
         * Checks that there is a cursor.
         *
         * @param cursor the cursor
         */
        public After {
            Objects.requireNonNull(cursor, "cursor");
        }
    }

    /**
     * With the oldest entry that is not older than a time.
     *
     * @param time the time
     */
    public record At(Instant time) implements Start {
        /**
         * Checks that there is a time.
         *
         * @param time the time
         */
        public At {
            Objects.requireNonNull(time, "time");
        }
    }

    /**
     * Checks capacity and interval.
     *
     * @param start where it starts
     * @param filter the labels it wants
     * @param capacity how many live entries it keeps while the consumer is busy
     * @param progressEvery how often it tells that it is idle
     * @throws IllegalArgumentException if one is out of range
     */
    public StreamOptions {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(progressEvery, "progressEvery");
        ListenOptions.checkCapacity(capacity, "a stream");
        if (progressEvery.isNegative() || progressEvery.isZero()) {
            throw new IllegalArgumentException(
                    "progressEvery " + progressEvery + " of a stream: more than zero is allowed");
        }
    }

    private static StreamOptions starting(Start start) {
        return new StreamOptions(start, LabelFilter.any(), 1_024, Duration.ofSeconds(10));
    }

    /**
     * A stream of everything that is there and everything to come.
     *
     * @return every label, 1,024 live entries, progress every ten seconds
     */
    public static StreamOptions oldest() {
        return starting(new Oldest());
    }

    /**
     * A stream of everything to come.
     *
     * @return every label, 1,024 live entries, progress every ten seconds
     */
    public static StreamOptions now() {
        return starting(new Now());
    }

    /**
     * A stream that goes on where another ended.
     *
     * @param cursor the last entry that was taken, or {@link EventStream#position()}
     * @return every label, 1,024 live entries, progress every ten seconds
     */
    public static StreamOptions after(Cursor cursor) {
        return starting(new After(cursor));
    }

    /**
     * A stream from a time on.
     *
     * @param time the time; where every entry is older, also where it has not come yet, the stream starts with the next entry
     * @return every label, 1,024 live entries, progress every ten seconds
     */
    public static StreamOptions at(Instant time) {
        return starting(new At(time));
    }

    /**
     * Only labels that a filter wants.
     *
     * @param filter the filter
     * @return the changed copy
     */
    public StreamOptions matching(LabelFilter filter) {
        return new StreamOptions(start, filter, capacity, progressEvery);
    }

    /**
     * Keeps so many live entries.
     *
     * @param capacity from 1 to {@value ListenOptions#MAX_CAPACITY}
     * @return the changed copy
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public StreamOptions capacity(int capacity) {
        return new StreamOptions(start, filter, capacity, progressEvery);
    }

    /**
     * Tells of progress so often while idle.
     *
     * @param interval more than zero
     * @return the changed copy
     * @throws IllegalArgumentException if the interval is zero or less
     */
    public StreamOptions progressEvery(Duration interval) {
        return new StreamOptions(start, filter, capacity, interval);
    }
}
