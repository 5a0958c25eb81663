package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.store.Positions;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig.Access;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Run in a child, which is recorded: makes a store, appends to it, and says what is durable. */
final class PowerLossChild {
    /** How many records each batch has. */
    static final int BATCH = 5;

    /** How many records retention keeps. */
    static final int KEPT = 150;

    private static final Context CTX = Context.background();
    private static final int SYNC_EVERY = 7;

    private PowerLossChild() {}

    /** Arguments: the folder of the store, its durability, how many batches, and whether it syncs before it says so. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        boolean commits = arguments[1].equals("commit");
        int batches = Integer.parseInt(arguments[2]);
        boolean honest = Boolean.parseBoolean(arguments[3]);
        Map<String, String> settings = Map.of(
                "feedhub.store.lmdb.durability", arguments[1], "feedhub.store.lmdb.maxEntries", Integer.toString(KEPT));
        try (Store store = Stores.open(folder, Access.WRITE, settings);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (int batch = 0; batch < batches; batch++) {
                Positions positions = SampleStore.append(store, 1 + batch * BATCH, BATCH);
                boolean synced = batch % SYNC_EVERY == SYNC_EVERY - 1;
                if (synced && !commits && honest) {
                    store.sync(CTX);
                }
                if (synced || commits) {
                    say(out, positions.last());
                }
            }
        }
    }

    /** In one call of the system. */
    private static void say(FileOutputStream out, Cursor durable) throws IOException {
        out.write((durable + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
