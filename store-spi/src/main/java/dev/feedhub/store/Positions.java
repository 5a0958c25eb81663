package dev.feedhub.store;

import dev.feedhub.Cursor;
import java.util.Objects;
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
     * @param first the first of them, at least 1
     * @param count how many, at least 1
     * @return the positions
     * @throws IllegalArgumentException if one of both is less than 1, or the last position would be beyond {@link Long#MAX_VALUE}
     */
    public static Positions consecutive(long epoch, long first, int count) {
        if (first < 1 || count < 1 || first > Long.MAX_VALUE - (count - 1)) {
            throw new IllegalArgumentException(count + " positions from " + first + " on: at least 1, from 1 to "
                    + Long.MAX_VALUE + ", are allowed");
        }
        return new Positions(epoch, first, null, count);
    }

    /**
     * Any positions.
     *
     * @param epoch the epoch they were written under
     * @param positions one for each record, strictly increasing from at least 1, at least one; not copied
     * @return the positions
     * @throws IllegalArgumentException if there are none, or they do not increase
     */
    public static Positions of(long epoch, long... positions) {
        if (positions.length == 0) {
            throw new IllegalArgumentException("no positions: at least 1 is allowed");
        }
        long before = 0;
        for (long position : positions) {
            if (position <= before) {
                throw new IllegalArgumentException(
                        "position " + position + " of a batch after " + before + ": more than that is allowed");
            }
            before = position;
        }
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
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public long at(int index) {
        return each == null ? first + Objects.checkIndex(index, count) : each[index];
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
