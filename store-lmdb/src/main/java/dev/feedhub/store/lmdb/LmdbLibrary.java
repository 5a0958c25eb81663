package dev.feedhub.store.lmdb;

import dev.feedhub.StoreException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Meta;

/**
 * LMDB itself. lmdbjava finds it through the context class loader and unpacks it with a channel that an interrupt closes, and what
 * fails at that fails for the life of the JVM: so it is done once, on a thread of its own, which has this module's loader and which
 * nobody can interrupt.
 */
final class LmdbLibrary {
    /** What it failed with, or null. */
    private static final CompletableFuture<@Nullable Throwable> OUTCOME = begin();

    private LmdbLibrary() {}

    /**
     * Makes sure that LMDB is there.
     *
     * @throws StoreException if it is not
     */
    static void require() {
        Throwable failure = OUTCOME.join();
        if (failure != null) {
            throw new StoreException(StoreException.Outcome.NOT_STORED, message(failure), failure);
        }
    }

    private static CompletableFuture<@Nullable Throwable> begin() {
        CompletableFuture<@Nullable Throwable> outcome = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> outcome.complete(load()), "feedhub-lmdb-library", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(LmdbLibrary.class.getClassLoader());
        thread.start();
        return outcome;
    }

    private static @Nullable Throwable load() {
        try {
            Meta.version();
            return null;
        } catch (RuntimeException | Error failure) {
            return failure;
        }
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "LMDB cannot be loaded on " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ": "
                + cause
                + ". It comes for Linux and macOS on x86-64 and arm64 and for Windows on x86-64, and is unpacked into "
                + System.getProperty("lmdbjava.extract.dir", System.getProperty("java.io.tmpdir", ""))
                + "; -Dlmdbjava.extract.dir and -Djffi.extract.dir name a folder from which libraries may be loaded,"
                + " and -Dlmdbjava.native.lib an LMDB that is installed";
    }
}
