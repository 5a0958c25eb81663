package dev.feedhub.store.lmdb;

import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.lmdbjava.LmdbNativeException;

/**
 * LMDB's failures in Feedhub's words.
 *
 * @param folder of which store
 */
record LmdbFailures(Path folder) {
    static final int MDB_PANIC = -30_795;
    static final int MDB_READERS_FULL = -30_790;
    static final int MDB_MAP_FULL = -30_792;
    static final int MDB_MAP_RESIZED = -30_785;

    /** NOTFOUND, of a tree; PAGE_NOTFOUND, CORRUPTED, VERSION_MISMATCH, INVALID, CURSOR_FULL, PAGE_FULL, INCOMPATIBLE. */
    private static final Set<Integer> DAMAGE =
            Set.of(-30_798, -30_797, -30_796, -30_794, -30_793, -30_787, -30_786, -30_784);

    private static final String UNKNOWN_CODE = "Unknown result code ";

    /** Numbers of the operating system: Windows has its own. */
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final Set<Integer> NO_MEMORY = WINDOWS ? Set.of(8, 14, 1_455) : Set.of(12);
    private static final Set<Integer> NO_SPACE = WINDOWS ? Set.of(39, 112) : Set.of(5, 27, 28, 69, 122);
    private static final Set<Integer> NOT_ALLOWED = WINDOWS ? Set.of(5, 19) : Set.of(1, 13, 30);

    /** LMDB's number of a failure, or 0. */
    static int code(Throwable failure) {
        if (failure instanceof LmdbNativeException known) {
            return known.getResultCode();
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof IllegalArgumentException && message.startsWith(UNKNOWN_CODE)) {
            return Integer.parseInt(message.substring(UNKNOWN_CODE.length()));
        }
        return 0;
    }

    /** Whether there was no room for the map among the addresses. */
    static boolean noMemory(Throwable failure) {
        return NO_MEMORY.contains(code(failure));
    }

    /** That the store "cannot" do something, and nothing was stored. */
    StoreException notStored(String cannot, Throwable failure) {
        return new StoreException(Outcome.NOT_STORED, message(cannot, failure), failure);
    }

    /** That a commit may be on the disk or not. */
    StoreException unknown(Throwable failure) {
        return new StoreException(
                Outcome.UNKNOWN,
                "the store in " + folder
                        + " cannot tell whether its last commit is on the disk, and takes no other until it is"
                        + " opened anew: " + words(failure),
                failure);
    }

    private String message(String cannot, Throwable failure) {
        int code = code(failure);
        String words = words(failure);
        if (DAMAGE.contains(code)) {
            return "the store in " + folder + " is damaged: it cannot " + cannot + ": " + words;
        }
        return "the store in " + folder + " cannot " + cannot + help(code) + ": " + words;
    }

    private static String help(int code) {
        if (code == MDB_READERS_FULL) {
            return ", as too many processes read it";
        }
        if (NO_SPACE.contains(code)) {
            return ", perhaps because the disk is full";
        }
        if (NO_MEMORY.contains(code)) {
            return ", as there is no room for its map: set feedhub.store.lmdb.mapSize lower, or allow the process more"
                    + " address space";
        }
        return NOT_ALLOWED.contains(code) ? ", as the folder or its disk does not allow it" : "";
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
