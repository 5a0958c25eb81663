package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A tree and what to do with what is in it.
 *
 * @param name what a message calls it
 * @param record where it begins and what must be found
 * @param minKey the shortest key, in bytes
 * @param maxKey the longest key, in bytes
 * @param order of the keys
 * @param values is given the values; where there is none, large ones are not read
 * @param trees is given the records of trees; where there is none, none are allowed
 */
record WalkedTree(
        String name,
        TreeRecord record,
        int minKey,
        int maxKey,
        Comparator<byte[]> order,
        Optional<EntryVisitor> values,
        Optional<BiConsumer<byte[], TreeRecord>> trees) {
    /** As LMDB is built. */
    private static final int LONGEST_KEY = 511;

    static WalkedTree main(TreeRecord record, BiConsumer<byte[], TreeRecord> trees) {
        return new WalkedTree(
                MetaPage.MAIN_TREE,
                record,
                1,
                LONGEST_KEY,
                Arrays::compareUnsigned,
                Optional.empty(),
                Optional.of(trees));
    }

    static WalkedTree named(String name, TreeRecord record, Optional<EntryVisitor> values) {
        return new WalkedTree(called(name), record, 1, LONGEST_KEY, Arrays::compareUnsigned, values, Optional.empty());
    }

    /** The free list, whose keys are numbers in the byte order of this machine. */
    static WalkedTree freeList(TreeRecord record, EntryVisitor values) {
        Comparator<byte[]> order = (a, b) -> Long.compareUnsigned(number(a), number(b));
        return new WalkedTree(
                MetaPage.FREE_LIST, record, Long.BYTES, Long.BYTES, order, Optional.of(values), Optional.empty());
    }

    /** What a message calls a named tree. */
    static String called(String name) {
        return "the tree \"" + name + "\"";
    }

    /** A number in the byte order of this machine. */
    static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong();
    }

    boolean fits(byte[] key) {
        return key.length >= minKey && key.length <= maxKey;
    }
}
