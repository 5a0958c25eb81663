package dev.feedhub;

import java.util.OptionalLong;

/**
 * What a stream gives: an {@link Event}, or a {@link Notice} of what happened to the stream itself.
 *
 * @param <T> the type of the data
 */
public sealed interface Signal<T> {
    /**
     * From where to go on after this signal: {@code StreamOptions.after(cursor())} repeats nothing and misses nothing.
     *
     * @return the resume cursor
     * @rule R-1
     */
    Cursor cursor();

    /**
     * A matching entry.
     *
     * @param entry the entry
     * @param <T> the type of the data
     */
    record Event<T>(Entry<T> entry) implements Signal<T> {
        @Override
        public Cursor cursor() {
            return entry.cursor();
        }
    }

    /**
     * Something that happened to the stream.
     *
     * @param <T> the type of the data
     */
    sealed interface Notice<T> extends Signal<T> {}

    /**
     * Entries were removed by retention before the stream could read them. It goes on with the oldest entry it can still get.
     *
     * @param cursor what the stream goes on after
     * @param floor the newest position that retention has removed
     * @param missed how many entries, of any label, the stream had not looked at through {@code cursor}; empty where the store's
     *     positions are not consecutive
     * @param <T> the type of the data
     * @rule R-3
     */
    record Truncated<T>(Cursor cursor, Cursor floor, OptionalLong missed) implements Notice<T> {}

    /**
     * The cursor that the stream was to start after is not of this history. It goes on with the oldest entry the store holds.
     *
     * @param cursor the floor, which the stream goes on after
     * @param start the cursor that is not of this history
     * @param <T> the type of the data
     * @rule S-6
     */
    record Diverged<T>(Cursor cursor, Cursor start) implements Notice<T> {}

    /**
     * The consumer has taken everything that was there when this was sent. Sent once when the stream first gets there, and
     * again each time it does so after having fallen behind.
     *
     * @param cursor the resume cursor
     * @param <T> the type of the data
     * @rule R-4
     */
    record CaughtUp<T>(Cursor cursor) implements Notice<T> {}

    /**
     * More live entries came than the stream keeps. It reads them from the store.
     *
     * @param cursor the resume cursor
     * @param entries how many matching entries it reads from the store
     * @param <T> the type of the data
     * @rule R-2
     */
    record FellBehind<T>(Cursor cursor, long entries) implements Notice<T> {}

    /**
     * No matching entry came for the interval of {@link StreamOptions#progressEvery}.
     *
     * @param cursor the resume cursor, which moves over entries that do not match
     * @param <T> the type of the data
     * @rule R-5
     */
    record Progress<T>(Cursor cursor) implements Notice<T> {}
}
