package dev.feedhub.store.lmdb;

/** Is given the entries of a tree in the order of their keys; those below a damaged page are left out. */
@FunctionalInterface
interface EntryVisitor {
    void entry(byte[] key, byte[] value);
}
