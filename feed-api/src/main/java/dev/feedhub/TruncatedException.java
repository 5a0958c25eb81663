package dev.feedhub;

/**
 * A query starts at entries that retention has removed: they were there, and are gone. Whoever asks decides where to go
 * on; the oldest entry still there is the first after {@link #floor()}.
 */
public final class TruncatedException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    private final transient Cursor start;
    private final transient Cursor floor;
    private final transient Cursor newest;

    /**
     * Says what is gone.
     *
     * @param start where the query was to start
     * @param floor the newest position that was removed
     * @param newest the newest position of the store
     */
    public TruncatedException(Cursor start, Cursor floor, Cursor newest) {
        super(
                "entries from " + start + " on were removed by retention: floor is " + floor + ", newest is " + newest,
                null);
        this.start = start;
        this.floor = floor;
        this.newest = newest;
    }

    /**
     * Where the query was to start.
     *
     * @return the cursor it was given
     */
    public Cursor start() {
        return start;
    }

    /**
     * The newest position that retention has removed.
     *
     * @return the floor; a query after it starts with the oldest entry that is left
     */
    public Cursor floor() {
        return floor;
    }

    /**
     * The newest position of the store.
     *
     * @return the newest cursor, equal to the floor where nothing is left
     */
    public Cursor newest() {
        return newest;
    }
}
