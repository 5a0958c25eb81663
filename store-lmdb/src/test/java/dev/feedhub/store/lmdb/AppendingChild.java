package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Run in a child, which is recorded or killed: appends to a store, and tells cursors. Small batches, which mostly write the last
 * block again, alternate with large ones, which begin blocks, list some now and then, and remove listed ones.
 */
final class AppendingChild {
    /** How many records retention keeps: 11 fill a block, so there are more blocks than are ever unlisted, and it removes listed ones. */
    static final int KEPT = 14 * UnlistedBlocks.MOST;

    private static final int SMALL_BATCH = 5;
    private static final Context CTX = Context.background();
    private static final int SYNC_EVERY = 7;

    private AppendingChild() {}

    /** Which cursors it tells. */
    enum Tells {
        /** The last of each append, when that has returned. */
        APPENDED,
        /** The last one when the store is synced, now and then. */
        SYNCED,
        /** As if the store were synced, and it is not. */
        SYNCED_FALSELY
    }

    /** The settings of a store with a durability. */
    static Map<String, String> settings(String durability) {
        return Map.of(
                "feedhub.store.lmdb.durability", durability, "feedhub.store.lmdb.maxEntries", Integer.toString(KEPT));
    }

    /** Whether a position is the last of a batch, where each other batch has {@code large} records. */
    static boolean isEndOfBatch(long position, int large) {
        long into = position % (large + SMALL_BATCH);
        return into == 0 || into == large;
    }

    /** Arguments: the folder of the store, its durability, how many batches, how many records each other has, and what it tells. */
    public static void main(String[] arguments) throws IOException {
        int batches = Integer.parseInt(arguments[2]);
        int large = Integer.parseInt(arguments[3]);
        Tells tells = Tells.valueOf(arguments[4]);
        try (Store store = Stores.open(Path.of(arguments[0]), Access.WRITE, settings(arguments[1]));
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (int batch = 1; batch <= batches; batch++) {
                int next = (int) store.span(CTX).newest().position() + 1;
                int size = (next - 1) % (large + SMALL_BATCH) == 0 ? large : SMALL_BATCH;
                Cursor last = SampleStore.append(store, next, size).last();
                boolean due = tells == Tells.APPENDED || batch % SYNC_EVERY == 0;
                if (due && tells == Tells.SYNCED) {
                    store.sync(CTX);
                }
                if (due) {
                    out.write((last + "\n").getBytes(StandardCharsets.UTF_8)); // in one call of the system
                }
            }
        }
    }
}
