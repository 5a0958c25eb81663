package dev.feedhub;

/**
 * A cursor does not belong to the history this store holds: its epoch is unknown here, or its position lies outside that
 * epoch. It came from another store, or from this one before it was wiped, restored from a backup, or lost its tail.
 */
public final class DivergedException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    private final transient Cursor cursor;
    private final transient Cursor floor;
    private final transient Cursor newest;

    /**
     * Says which cursor diverged.
     *
     * @param cursor the cursor that is not of this history
     * @param floor the newest position that was removed from this history
     * @param newest the newest position of this history
     */
    public DivergedException(Cursor cursor, Cursor floor, Cursor newest) {
        super(
                "cursor " + cursor + " is not of the history this store holds: floor is " + floor + ", newest is "
                        + newest,
                null);
        this.cursor = cursor;
        this.floor = floor;
        this.newest = newest;
    }

    /**
     * What is not of this history.
     *
     * @return the cursor that was given
     */
    public Cursor cursor() {
        return cursor;
    }

    /**
     * The newest position that retention has removed from this history.
     *
     * @return the floor; a query after it starts with the oldest entry there is
     */
    public Cursor floor() {
        return floor;
    }

    /**
     * The newest position of this history.
     *
     * @return the newest cursor
     */
    public Cursor newest() {
        return newest;
    }
}
