package dev.feedhub.store.lmdb;

import dev.feedhub.LabelFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which labels are in which blocks: for each label entries that list its blocks, in the order of labels, then of blocks. All blocks are
 * in it but the {@linkplain UnlistedBlocks newest}.
 *
 * <p>What it finds are candidates: every block with a wanted label, and now and then one without. It is its own dictionary, for all
 * entries of a label stand together, and one step goes from a label to the next.
 */
final class LabelIndex {
    /** A block with more labels is listed once, and is a candidate for every filter. */
    static final int MAX_LABELS = 64;

    /** How many labels a pattern may be compared with; if there are more, the log is read instead. */
    static final int MAX_EXPANSION = 1_000;

    private LabelIndex() {}

    static boolean areMany(Collection<String> labels) {
        return labels.size() > MAX_LABELS;
    }

    /** What a block with these labels is listed under; two long labels may have one key. */
    static Collection<LabelKey> keys(Collection<String> labels) {
        if (areMany(labels)) {
            return List.of(LabelKey.MANY);
        }
        Map<byte[], LabelKey> keys = new TreeMap<>(Arrays::compareUnsigned);
        for (String label : labels) {
            LabelKey key = LabelKey.of(label);
            keys.put(key.bytes(), key);
        }
        return keys.values();
    }

    /** Removes the entries that list no block after one with these labels, which is removed. */
    static void remove(Transaction txn, BlockKey block, Collection<String> labels) {
        try (IndexEntries entries = new IndexEntries(txn)) {
            for (LabelKey label : keys(labels)) {
                IndexEntries.Entry entry = listing(entries, label, block);
                List<BlockKey> listed = entry.blocks();
                if (!listed.contains(block)) {
                    throw notListed(block);
                }
                if (listed.get(listed.size() - 1).equals(block)) {
                    entries.remove(entry.key());
                }
            }
        }
    }

    private static IndexEntries.Entry listing(IndexEntries entries, LabelKey label, BlockKey block) {
        byte[] wanted = label.entry(block);
        IndexEntries.Gap gap = entries.around(wanted);
        if (Arrays.equals(gap.after().key(), wanted)) {
            return gap.after();
        }
        if (!label.isOf(gap.before())) {
            throw notListed(block);
        }
        return entries.entry(gap.before());
    }

    private static DamagedBlockException notListed(BlockKey block) {
        return new DamagedBlockException(block, "the index does not list it under each of its labels");
    }

    /** What the blocks with wanted labels are listed under; empty where it is better to read the log. */
    static Optional<List<LabelKey>> lookup(Transaction txn, LabelFilter filter) {
        List<LabelKey> keys = new ArrayList<>();
        keys.add(LabelKey.MANY);
        return expand(txn, filter, keys) ? Optional.of(keys) : Optional.empty();
    }

    private static boolean expand(Transaction txn, LabelFilter filter, List<LabelKey> keys) {
        if (filter instanceof LabelFilter.Exactly exactly) {
            return add(LabelKey.of(exactly.label()), keys);
        }
        if (filter instanceof LabelFilter.Glob glob) {
            return expandGlob(txn, glob, keys);
        }
        if (filter instanceof LabelFilter.Except except) {
            return expand(txn, except.wanted(), keys);
        }
        if (filter instanceof LabelFilter.AnyOf anyOf) {
            for (LabelFilter part : anyOf.filters()) {
                if (!expand(txn, part, keys)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    private static boolean expandGlob(Transaction txn, LabelFilter.Glob glob, List<LabelKey> keys) {
        byte[] beginning =
                LabelKey.beginning(glob.pattern().substring(0, glob.pattern().indexOf('*')));
        try (IndexEntries entries = new IndexEntries(txn)) {
            int looked = 0;
            byte[] entry = entries.around(beginning).after().key();
            while (!IndexEntries.isEnd(entry) && startsWith(entry, beginning)) {
                if (++looked > MAX_EXPANSION) {
                    return false;
                }
                LabelKey key = LabelKey.ofEntry(entry);
                if (mayMatch(glob, key) && !add(key, keys)) {
                    return false;
                }
                entry = entries.around(key.entry(BlockKey.BEYOND)).after().key();
            }
            return true;
        }
    }

    private static boolean mayMatch(LabelFilter.Glob glob, LabelKey key) {
        if (key.isMany()) {
            return false; // it is among the keys already
        }
        String label = key.label();
        return label == null || glob.matches(label);
    }

    private static boolean add(LabelKey key, List<LabelKey> keys) {
        keys.add(key);
        return keys.size() <= MAX_EXPANSION;
    }

    private static boolean startsWith(byte[] entry, byte[] beginning) {
        if (entry.length < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (entry[i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
