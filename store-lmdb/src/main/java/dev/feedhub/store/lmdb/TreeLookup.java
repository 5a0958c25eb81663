package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Finds single entries of the main tree, reading one page of each level. */
final class TreeLookup {
    private final Snapshot snapshot;

    TreeLookup(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The record of a named tree. */
    Optional<TreeRecord> tree(String name) throws IOException, DamagedFileException {
        Optional<Found> found = find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!found.get().page().isTree(found.get().node())) {
            throw new DamagedFileException("\"" + name + "\" in the main tree is a value, not a tree");
        }
        return Optional.of(found.get().page().tree(found.get().node()));
    }

    /** The value of a key, which must be short enough to stand in a leaf. */
    Optional<byte[]> value(String name) throws IOException, DamagedFileException {
        Optional<Found> found = find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        TreePage page = found.get().page();
        int node = found.get().node();
        if (page.isTree(node) || page.isBig(node)) {
            throw new DamagedFileException("\"" + name + "\" in the main tree is a tree or a large value");
        }
        return Optional.of(page.data(node));
    }

    private Optional<Found> find(String name) throws IOException, DamagedFileException {
        TreeRecord tree = snapshot.meta().mainTree();
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        long number = tree.root();
        for (int below = tree.depth() - 1; below > 0; below--) {
            TreePage page = TreePage.read(snapshot, number, false);
            int node = 0; // its key means nothing: all that is less than the second's is below it
            while (node + 1 < page.size() && Arrays.compareUnsigned(page.key(node + 1), key) <= 0) {
                node++;
            }
            number = page.child(node);
        }
        if (tree.isEmpty()) {
            return Optional.empty();
        }
        TreePage leaf = TreePage.read(snapshot, number, true);
        for (int node = 0; node < leaf.size(); node++) {
            if (Arrays.equals(leaf.key(node), key)) {
                return Optional.of(new Found(leaf, node));
            }
        }
        return Optional.empty();
    }

    private record Found(TreePage page, int node) {}
}
