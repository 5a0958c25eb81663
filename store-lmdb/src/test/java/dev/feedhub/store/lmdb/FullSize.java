package dev.feedhub.store.lmdb;

/** Whether tests run with the sizes that the store is made for, or with small ones that show the same. */
final class FullSize {
    private static final boolean WANTED = Boolean.getBoolean("feedhub.full");

    private FullSize() {}

    /** A size of a test: {@code -Dfeedhub.full=true} asks for the second. */
    static int of(int small, int full) {
        return WANTED ? full : small;
    }
}
