package dev.feedhub.store.lmdb;

/** A block, or another value of the log, is not what was written. */
final class DamagedBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedBlockException(String what) {
        super(what);
    }

    DamagedBlockException(BlockKey key, String what) {
        super("block " + key + ": " + what);
    }
}
