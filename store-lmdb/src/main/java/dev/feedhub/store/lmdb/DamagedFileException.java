package dev.feedhub.store.lmdb;

/** The data file does not hold what LMDB writes. The message says what and where, and does not name the file. */
final class DamagedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String message) {
        super(message);
    }
}
