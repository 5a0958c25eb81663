package dev.feedhub.store.lmdb;

import dev.feedhub.LabelFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which labels are in which blocks: an entry for each pair, in the order of labels, then of blocks. All blocks are in it but the
 * last, which may still change.
 *
 * <p>What it finds are candidates: every block with a wanted label, and now and then one without. It is its own dictionary, for all
 * entries of a label stand together, and one step goes from a label to the next.
 */
final class LabelIndex {
    /** A block with more labels is listed once, and is a candidate for every filter. */
    static final int MAX_LABELS = 64;

    /** How many labels a pattern may be compared with; if there are more, the log is read instead. */
    static final int MAX_EXPANSION = 1_000;

    private static final byte[] NOTHING = {};

    private LabelIndex() {}

    static void add(Transaction txn, BlockKey block, Collection<String> labels) {
        for (LabelKey key : keys(labels)) {
            txn.put(Tree.INDEX, key.entry(block), NOTHING);
        }
    }

    static void remove(Transaction txn, BlockKey block, Collection<String> labels) {
        for (LabelKey key : keys(labels)) {
            txn.delete(Tree.INDEX, key.entry(block));
        }
    }

    /** What a block with these labels is listed under. */
    static List<LabelKey> keys(Collection<String> labels) {
        return labels.size() > MAX_LABELS
                ? List.of(LabelKey.MANY)
                : labels.stream().map(LabelKey::of).toList();
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
        try (TreeCursor cursor = txn.cursor(Tree.INDEX)) {
            int looked = 0;
            boolean found = beginning.length == 0 ? cursor.first() : cursor.seek(beginning);
            while (found && startsWith(cursor.key(), beginning)) {
                if (++looked > MAX_EXPANSION) {
                    return false;
                }
                LabelKey key = LabelKey.ofEntry(cursor.key());
                if (mayMatch(glob, key) && !add(key, keys)) {
                    return false;
                }
                found = cursor.seek(key.entry(BlockKey.BEYOND));
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
