package dev.feedhub.store.lmdb;

import dev.feedhub.StoreException;
import java.nio.file.Path;

/** What can be told of a data file before LMDB maps it. */
final class Preflight {
    /** LMDB's least page. */
    private static final int LEAST_PAGE = 4_096;

    private Preflight() {}

    /**
     * Checks that LMDB can map a file.
     *
     * @throws StoreException if it is damaged
     */
    static void check(Path dataFile) {
        long length = dataFile.toFile().length();
        if (length < 2 * LEAST_PAGE) {
            throw new StoreException(
                    StoreException.Outcome.NOT_STORED,
                    "the store in " + dataFile.getParent() + " is damaged: " + dataFile.getFileName() + " has " + length
                            + " bytes, and two pages of at least " + LEAST_PAGE + " belong there",
                    null);
        }
    }
}
