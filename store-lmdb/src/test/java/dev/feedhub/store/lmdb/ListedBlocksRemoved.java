package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.StoreConfig.Access;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;

/** That a test reached the index: blocks are listed in it, and entries of blocks that were removed are gone. */
final class ListedBlocksRemoved {
    private ListedBlocksRemoved() {}

    /**
     * Fails unless a store lists blocks, and no more those that were listed first.
     *
     * @param through the last position at which one of the entries that were written first may begin
     */
    static void check(Path folder, long through) {
        NavigableSet<BlockKey> starts = starts(folder);
        assertFalse(starts.isEmpty(), "the index lists no block");
        assertTrue(
                starts.first().position() > through,
                () -> "the index still has an entry that begins with block " + starts.first());
    }

    /** The first block of each entry of the index. */
    private static NavigableSet<BlockKey> starts(Path folder) {
        try (Environment environment =
                Environment.open(folder.resolve("store"), Access.READ, LmdbSettings.Durability.COMMIT, 1 << 30)) {
            return environment.read(txn -> {
                NavigableSet<BlockKey> starts = new TreeSet<>();
                try (TreeCursor index = txn.cursor(Tree.INDEX)) {
                    for (boolean more = index.first(); more; more = index.next()) {
                        byte[] key = index.key();
                        if (!IndexEntries.isEnd(key)) {
                            starts.add(LabelKey.block(key));
                        }
                    }
                }
                return starts;
            });
        }
    }
}
