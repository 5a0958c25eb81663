package dev.feedhub.store.lmdb;

import dev.feedhub.StoreException;
import java.nio.file.Path;

/**
 * The right to open a folder in this JVM, which one class loader's copy of these classes has at a time. LMDB must not be opened twice
 * in a process, and whoever closes a lock file loses what others in the process hold of it. System properties are what all class
 * loaders share.
 */
final class ProcessClaim implements AutoCloseable {
    private static final String PREFIX = "dev.feedhub.store.lmdb.open:";

    private final String key;
    private final String owner;

    private ProcessClaim(String key, String owner) {
        this.key = key;
        this.owner = owner;
    }

    /**
     * Claims a folder.
     *
     * @throws StoreException if another class loader has it
     */
    static ProcessClaim of(Path folder) {
        ClassLoader loader = ProcessClaim.class.getClassLoader();
        String owner = loader.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(loader));
        ProcessClaim claim = new ProcessClaim(PREFIX + folder, owner);
        Object other = System.getProperties().putIfAbsent(claim.key, owner);
        if (other != null) {
            throw new StoreException(
                    StoreException.Outcome.NOT_STORED,
                    "the store in " + folder
                            + " is open already in this process, "
                            + ProcessHandle.current().pid()
                            + ", by the Feedhub of another class loader, " + other
                            + ": have one Feedhub in the process, or close the store there",
                    null);
        }
        return claim;
    }

    @Override
    public void close() {
        System.getProperties().remove(key, owner);
    }
}
