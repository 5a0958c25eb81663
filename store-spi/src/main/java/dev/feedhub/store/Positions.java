package dev.feedhub.store;

import dev.feedhub.Cursor;
import org.jspecify.annotations.Nullable;

/** The positions that a batch was given, in the order of the batch, strictly increasing. */
public final class Positions {
    private final long epoch;
    private final long first;
    private final long @Nullable [] each; // null where consecutive from first
    private final int count;

    private Positions(long epoch, long first, long @Nullable [] each, int count) {
        this.epoch = epoch;
        this.first = first;
        this.each = each;
        this.count = count;
    }

    /**
     * Positions without holes.
     *
     * @param epoch the epoch they were written under
     * @param first the first of them
     * @param count how many, at least 1
     * @return the positions
     */
    public static Positions consecutive(long epoch, long first, int count) {
        return new Positions(epoch, first, null, count);
    }

    /**
     * Any positions.
     *
     * @param epoch the epoch they were written under
     * @param positions one for each record, strictly increasing, at least one; not copied
     * @return the positions
     */
    public static Positions of(long epoch, long... positions) {
        return new Positions(epoch, positions[0], positions, positions.length);
    }

    /**
     * The epoch they were written under.
     *
     * @return the epoch
     */
    public long epoch() {
        return epoch;
    }

    /**
     * How many there are.
     *
     * @return at least 1
     */
    public int count() {
        return count;
    }

    /**
     * One of them.
     *
     * @param index its place in the batch, from 0
     * @return the position
     */
    public long at(int index) {
        return each == null ? first + index : each[index];
    }

    /**
     * The last of them.
     *
     * @return the cursor of the batch's last record
     */
    public Cursor last() {
        return new Cursor(at(count - 1), epoch);
    }
}
