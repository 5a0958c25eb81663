package dev.feedhub.store.lmdb;

/** What a call ends with when the map has to be made anew; it is caught where that is done, and needs no trace. */
final class MapOutgrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether it has to be larger. */
    private final boolean larger;

    MapOutgrown(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
        larger = LmdbFailures.code(cause) != LmdbFailures.MDB_PANIC;
    }

    boolean larger() {
        return larger;
    }
}
