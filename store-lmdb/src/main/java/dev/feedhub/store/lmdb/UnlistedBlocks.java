package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The blocks at the end of the log that are not in the index yet, but for the last, which may still change. For the writer only.
 *
 * <p>They are listed {@value #MOST} at a time: an entry of each label for so many blocks takes a small part of the room and of the time
 * that one for each block would, and whoever looks something up reads no more than so many blocks that he would not have to. They are
 * listed sooner where they have {@value #MANY_LABELS} different labels, as an append then writes an entry for each.
 */
final class UnlistedBlocks {
    static final int MOST = PostingList.MAX_BLOCKS;

    private static final int MANY_LABELS = 512;

    private final Deque<Sealed> blocks = new ArrayDeque<>();
    private final Map<String, List<BlockKey>> listsByLabel = new HashMap<>();
    private final List<BlockKey> listedAsMany = new ArrayList<>();

    /** A block, and its labels; or that it has more than it is listed under, or unknown ones. */
    private record Sealed(BlockKey key, List<String> labels, boolean many) {
        static Sealed of(BlockKey key, Collection<String> labels) {
            return LabelIndex.areMany(labels) ? many(key) : new Sealed(key, List.copyOf(labels), false);
        }

        static Sealed many(BlockKey key) {
            return new Sealed(key, List.of(), true);
        }
    }

    /**
     * The blocks before the last of the log that are not listed. That each is found, and where it belongs, is told from what all of them
     * take in the store.
     *
     * @throws DamagedBlockException if one is not; a block in its place whose header is damaged may have any label
     */
    static UnlistedBlocks read(Transaction txn, LogState state, BlockKey last) {
        Deque<Sealed> blocks = new ArrayDeque<>();
        BlockKey first = last;
        long offset = state.tail();
        try (TreeCursor log = txn.cursor(Tree.LOG)) {
            for (boolean more = log.last(); first.compareTo(state.unlisted()) > 0 && more; ) {
                more = log.previous();
                if (more) {
                    ByteBuffer block = log.value();
                    offset -= block.capacity();
                    first = BlockKey.decode(log.key());
                    blocks.addFirst(sealed(first, block, offset));
                }
            }
        }
        if (!first.equals(state.unlisted())) {
            throw new DamagedBlockException(state.unlisted(), "it is not in the index yet, and not found");
        }
        UnlistedBlocks unlisted = new UnlistedBlocks();
        blocks.forEach(unlisted::add);
        return unlisted;
    }

    private static Sealed sealed(BlockKey key, ByteBuffer buffer, long offset) {
        if (!Block.isHeadSound(buffer)) {
            return Sealed.many(key);
        }
        Block block = Block.decode(key, buffer);
        if (block.offset() != offset) {
            throw new DamagedBlockException(key, "it is not followed by the block that is found after it");
        }
        return Sealed.of(key, block.allLabels());
    }

    /** The first of them, or the last block of the log if there are none. */
    BlockKey first(BlockKey last) {
        Sealed first = blocks.peekFirst();
        return first == null ? last : first.key;
    }

    /** Adds the block that follows; when there are enough, all are put into the index. */
    void add(Transaction txn, BlockKey block, Collection<String> labels) {
        add(Sealed.of(block, labels));
        if (blocks.size() >= MOST || listsByLabel.size() >= MANY_LABELS) {
            list(txn);
        }
    }

    private void add(Sealed block) {
        blocks.addLast(block);
        for (String label : block.labels) {
            listsByLabel.computeIfAbsent(label, key -> new ArrayList<>()).add(block.key);
        }
        if (block.many) {
            listedAsMany.add(block.key);
        }
    }

    /** Forgets the first if it is this block, which was removed. */
    void forget(BlockKey block) {
        Sealed first = blocks.peekFirst();
        if (first == null || !first.key.equals(block)) {
            return;
        }
        blocks.removeFirst();
        for (String label : first.labels) {
            listsByLabel.computeIfPresent(label, (key, listed) -> {
                listed.remove(0);
                return listed.isEmpty() ? null : listed;
            });
        }
        if (first.many) {
            listedAsMany.remove(0);
        }
    }

    private void list(Transaction txn) {
        Map<byte[], List<BlockKey>> lists = new TreeMap<>(Arrays::compareUnsigned);
        listsByLabel.forEach(
                (label, listed) -> lists.merge(LabelKey.of(label).bytes(), listed, UnlistedBlocks::ofEither));
        if (!listedAsMany.isEmpty()) {
            lists.put(LabelKey.MANY.bytes(), listedAsMany);
        }
        try (IndexEntries entries = new IndexEntries(txn)) {
            lists.forEach((label, listed) ->
                    entries.insert(new LabelKey(label).entry(listed.get(0)), PostingList.encode(listed)));
        }
        blocks.clear();
        listsByLabel.clear();
        listedAsMany.clear();
    }

    /** The blocks of two labels that have one key. */
    private static List<BlockKey> ofEither(List<BlockKey> a, List<BlockKey> b) {
        NavigableSet<BlockKey> either = new TreeSet<>(a);
        either.addAll(b);
        return List.copyOf(either);
    }
}
