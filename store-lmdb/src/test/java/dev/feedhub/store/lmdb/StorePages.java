package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where in a data file the pages of each kind are. */
final class StorePages {
    static final int PAGE = 4_096;

    /** What a page is. */
    enum Kind {
        NEWEST_META,
        OLDER_META,
        MAIN_LEAF,
        LOG_BRANCH,
        LOG_LEAF,
        INDEX_BRANCH,
        INDEX_LEAF,
        EPOCHS_LEAF,
        FREE_LIST_LEAF,
        /** The first page of a block. */
        BLOCK
    }

    private final Snapshot snapshot;
    private final Map<Kind, List<Long>> pages = new EnumMap<>(Kind.class);

    private StorePages(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (Kind kind : Kind.values()) {
            pages.put(kind, new ArrayList<>());
        }
    }

    static Map<Kind, List<Long>> of(Path data) {
        try (PageFile file = PageFile.open(data)) {
            StorePages found =
                    new StorePages(new Snapshot(file, Metas.read(file).newest()));
            found.find();
            return found.pages;
        } catch (IOException | DamagedFileException e) {
            throw new AssertionError(e);
        }
    }

    private void find() throws IOException, DamagedFileException {
        MetaPage meta = snapshot.meta();
        add(Kind.NEWEST_META, meta.number());
        add(Kind.OLDER_META, 1 - meta.number());
        TreeLookup trees = new TreeLookup(snapshot);
        walk(meta.mainTree(), Kind.MAIN_LEAF, Kind.MAIN_LEAF);
        walk(trees.tree("log").orElseThrow(), Kind.LOG_BRANCH, Kind.LOG_LEAF);
        walk(trees.tree("index").orElseThrow(), Kind.INDEX_BRANCH, Kind.INDEX_LEAF);
        walk(trees.tree("epochs").orElseThrow(), Kind.EPOCHS_LEAF, Kind.EPOCHS_LEAF);
        walk(meta.freeList(), Kind.FREE_LIST_LEAF, Kind.FREE_LIST_LEAF);
    }

    private void walk(TreeRecord tree, Kind branch, Kind leaf) throws IOException, DamagedFileException {
        walk(tree.root(), tree.depth(), branch, leaf);
    }

    private void walk(long number, int levels, Kind branchKind, Kind leafKind)
            throws IOException, DamagedFileException {
        TreePage page = TreePage.read(snapshot, number, levels == 1);
        add(levels == 1 ? leafKind : branchKind, number);
        for (int node = 0; node < page.size(); node++) {
            if (levels > 1) {
                walk(page.child(node), levels - 1, branchKind, leafKind);
            } else if (leafKind == Kind.LOG_LEAF) {
                add(Kind.BLOCK, page.overflowPage(node));
            }
        }
    }

    private void add(Kind kind, long page) {
        pages.getOrDefault(kind, new ArrayList<>()).add(page);
    }
}
