package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The blocks at the end of the log that are not in the index yet, but for the last, which may still change. For the writer only.
 *
 * <p>They are listed {@value #MOST} at a time: an entry of each label for so many blocks takes a small part of the room and of the time
 * that one for each block would, and whoever looks something up reads no more than so many blocks that he would not have to.
 */
final class UnlistedBlocks {
    static final int MOST = 16;

    private final Deque<Sealed> blocks = new ArrayDeque<>();

    private record Sealed(BlockKey key, Collection<LabelKey> labels) {}

    /**
     * The blocks before the last of the log that are not listed. That each is found, and where it belongs, is told from what all of them
     * take in the store.
     *
     * @throws DamagedBlockException if one is not; a block in its place whose header is damaged may have any label
     */
    static UnlistedBlocks read(Transaction txn, LogState state, BlockKey last) {
        UnlistedBlocks unlisted = new UnlistedBlocks();
        BlockKey first = last;
        long offset = state.tail();
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            for (boolean more = log.last(); first.compareTo(state.unlisted()) > 0 && more; ) {
                more = log.previous();
                if (more) {
                    ByteBuffer block = log.value();
                    offset -= block.capacity();
                    first = BlockKey.decode(log.key());
                    unlisted.blocks.addFirst(new Sealed(first, labels(first, block, offset)));
                }
            }
        }
        if (!first.equals(state.unlisted())) {
            throw new DamagedBlockException(state.unlisted(), "it is not in the index yet, and not found");
        }
        return unlisted;
    }

    private static Collection<LabelKey> labels(BlockKey key, ByteBuffer buffer, long offset) {
        if (!Block.isHeadSound(buffer)) {
            return List.of(LabelKey.MANY);
        }
        Block block = Block.decode(key, buffer);
        if (block.offset() != offset) {
            throw new DamagedBlockException(key, "it is not followed by the block that is found after it");
        }
        return LabelIndex.keys(block.allLabels());
    }

    /** The first of them, or the last block of the log if there are none. */
    BlockKey first(BlockKey last) {
        Sealed first = blocks.peekFirst();
        return first == null ? last : first.key;
    }

    /** Adds the block that follows; when there are enough, all are put into the index. */
    void add(Transaction txn, BlockKey block, Collection<String> labels) {
        blocks.addLast(new Sealed(block, LabelIndex.keys(labels)));
        if (blocks.size() >= MOST) {
            list(txn);
        }
    }

    /** Forgets the first if it is this block, which was removed. */
    void forget(BlockKey block) {
        Sealed first = blocks.peekFirst();
        if (first != null && first.key.equals(block)) {
            blocks.removeFirst();
        }
    }

    private void list(Transaction txn) {
        Map<byte[], List<BlockKey>> lists = new TreeMap<>(Arrays::compareUnsigned);
        for (Sealed block : blocks) {
            for (LabelKey label : block.labels) {
                lists.computeIfAbsent(label.bytes(), key -> new ArrayList<>()).add(block.key);
            }
        }
        try (IndexEntries entries = new IndexEntries(txn)) {
            lists.forEach((label, listed) ->
                    entries.insert(new LabelKey(label).entry(listed.get(0)), PostingList.encode(listed)));
        }
        blocks.clear();
    }
}
