package dev.feedhub.store.lmdb;

/** A transaction of LMDB that reads: until it is closed, no page of what it sees is written over. */
interface SnapshotPin extends AutoCloseable {
    /** The id of the newest transaction that it sees. */
    long transactionId();

    @Override
    void close();
}
