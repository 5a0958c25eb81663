package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at every page of a snapshot: the main tree, the named trees, the free list. Each page is in use once or free, so the
 * walk ends on any input; no tree has more levels than its record says, and a record says 32 at most.
 *
 * <p>It goes on past damage. What is below a damaged page is lost to it, and then nothing is said of what cannot be known:
 * the counts of that tree, and the pages that are neither in use nor free.
 */
final class TreeWalk {
    private final Context ctx;
    private final Snapshot snapshot;
    private final Problems problems;
    private final PageUse used = new PageUse();
    private final Map<String, TreeRecord> named = new LinkedHashMap<>();

    TreeWalk(Context ctx, Snapshot snapshot, Problems problems) {
        this.ctx = ctx;
        this.snapshot = snapshot;
        this.problems = problems;
    }

    /**
     * The pages besides the two meta pages.
     *
     * @param used those of trees and their values
     * @param free those of the free list
     * @param lost those that are neither, which costs their space and nothing else; 0 where damage hides the answer
     */
    record Pages(long used, long free, long lost) {}

    /**
     * Walks all trees; first, in its order, the named ones of {@code visitors}.
     *
     * @param visitors who is given the entries of which tree
     */
    Pages run(Map<String, EntryVisitor> visitors) throws IOException {
        walk(WalkedTree.main(snapshot.meta().mainTree(), this::named));
        for (Map.Entry<String, EntryVisitor> visitor : visitors.entrySet()) {
            TreeRecord tree = named.remove(visitor.getKey());
            if (tree != null) {
                walk(WalkedTree.named(visitor.getKey(), tree, Optional.of(visitor.getValue())));
            }
        }
        for (Map.Entry<String, TreeRecord> tree : named.entrySet()) {
            walk(WalkedTree.named(tree.getKey(), tree.getValue(), Optional.empty()));
        }
        FreePages free = new FreePages(snapshot, used, problems);
        walk(WalkedTree.freeList(snapshot.meta().freeList(), free));
        return new Pages(used.size(), free.size(), problems.count() == 0 ? free.lost() : 0);
    }

    private void walk(WalkedTree tree) throws IOException {
        new TreeWalker(ctx, snapshot, used, problems, tree).run();
    }

    private void named(byte[] key, TreeRecord tree) {
        String name = new String(key, StandardCharsets.UTF_8);
        try {
            tree.checkNamed(WalkedTree.called(name), snapshot.meta().lastPage());
            named.put(name, tree);
        } catch (DamagedFileException e) {
            problems.add("" + e.getMessage());
        }
    }
}
