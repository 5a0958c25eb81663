package dev.feedhub.store.lmdb;

import dev.feedhub.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks one tree. It has ended when each of its pages was read once, or is below a damaged one. */
final class TreeWalker {
    private static final int P_OVERFLOW = 0x04;

    private final Context ctx;
    private final Snapshot snapshot;
    private final PageUse used;
    private final Problems problems;
    private final WalkedTree tree;
    private long branchPages;
    private long leafPages;
    private long overflowPages;
    private long entries;
    private boolean complete = true;
    private byte @Nullable [] newestKey;

    TreeWalker(Context ctx, Snapshot snapshot, PageUse used, Problems problems, WalkedTree tree) {
        this.ctx = ctx;
        this.snapshot = snapshot;
        this.used = used;
        this.problems = problems;
        this.tree = tree;
    }

    void run() throws IOException {
        TreeRecord record = tree.record();
        if (!record.isEmpty()) {
            page(record.root(), record.depth() - 1, null, null);
        }
        if (complete) {
            compare("branch pages", record.branchPages(), branchPages);
            compare("leaf pages", record.leafPages(), leafPages);
            compare("overflow pages", record.overflowPages(), overflowPages);
            compare("entries", record.entries(), entries);
        }
    }

    /** Walks a page {@code below} levels above the leaves, whose keys are {@code from} or more and less than {@code before}. */
    private void page(long number, int below, byte @Nullable [] from, byte @Nullable [] before) throws IOException {
        ctx.check();
        try {
            snapshot.requireInRange(number);
            claim(number);
            TreePage page = TreePage.read(snapshot, number, below == 0);
            if (below == 0) {
                leaf(number, page, from, before);
            } else {
                branch(number, page, below, from, before);
            }
        } catch (DamagedFileException e) {
            lose(e.getMessage());
        }
    }

    private void branch(long number, TreePage page, int below, byte @Nullable [] from, byte @Nullable [] before)
            throws IOException {
        branchPages++;
        boolean ordered = true;
        byte[] previous = from;
        for (int node = 1; node < page.size(); node++) { // the first key means nothing
            byte[] key = page.key(node);
            ordered &= tree.fits(key)
                    && (previous == null || tree.order().compare(previous, key) < 0)
                    && (before == null || tree.order().compare(key, before) < 0);
            if (!tree.fits(key)) {
                break;
            }
            previous = key;
        }
        if (!ordered) {
            report(snapshot.where(number) + ", a branch, has keys out of order or of a wrong length");
        }
        for (int node = 0; node < page.size(); node++) {
            byte[] first = node == 0 ? from : page.key(node);
            byte[] next = node + 1 < page.size() ? page.key(node + 1) : before;
            page(page.child(node), below - 1, ordered ? first : null, ordered ? next : null);
        }
    }

    private void leaf(long number, TreePage page, byte @Nullable [] from, byte @Nullable [] before) throws IOException {
        leafPages++;
        boolean ordered = true;
        for (int node = 0; node < page.size(); node++) {
            entries++;
            byte[] key = page.key(node);
            if (!tree.fits(key)) {
                ordered = false;
                complete = false;
                continue;
            }
            ordered &= (newestKey == null || tree.order().compare(newestKey, key) < 0)
                    && (from == null || tree.order().compare(from, key) <= 0)
                    && (before == null || tree.order().compare(key, before) < 0);
            newestKey = key;
            entry(number, page, node, key);
        }
        if (!ordered) {
            report(snapshot.where(number) + ", a leaf, has keys out of order or of a wrong length");
        }
    }

    private void entry(long number, TreePage page, int node, byte[] key) throws IOException {
        try {
            if (page.isTree(node)) {
                tree.trees()
                        .orElseThrow(() -> new DamagedFileException(
                                snapshot.where(number) + ", a leaf, holds a tree where a value belongs"))
                        .accept(key, page.tree(node));
            } else if (page.isBig(node)) {
                big(page.overflowPage(node), page.dataLength(node), key);
            } else if (tree.values().isPresent()) {
                tree.values().get().entry(key, page.data(node));
            }
        } catch (DamagedFileException e) {
            lose(e.getMessage());
        }
    }

    /** A value in a run of overflow pages, which may have more than it needs. */
    private void big(long first, long length, byte[] key) throws IOException, DamagedFileException {
        var header = snapshot.header(first);
        long run = PageHeader.runLength(header);
        long needed = (PageHeader.BYTES - 1 + length) / snapshot.meta().pageSize() + 1;
        if (PageHeader.flags(header) != P_OVERFLOW || run < needed || length > Integer.MAX_VALUE - PageHeader.BYTES) {
            throw new DamagedFileException(snapshot.where(first) + " should begin a value of " + length
                    + " bytes, and is of the kind " + PageHeader.flags(header) + " with " + run + " pages");
        }
        long last = first + run - 1;
        snapshot.requireHeld(last);
        for (long page = first; page <= last; page++) {
            claim(page);
        }
        overflowPages += run;
        if (tree.values().isPresent()) {
            tree.values().get().entry(key, snapshot.behindHeader(first, (int) length));
        }
    }

    private void claim(long number) throws DamagedFileException {
        if (!used.add(number)) {
            throw new DamagedFileException(snapshot.where(number) + " is in use twice");
        }
    }

    private void compare(String what, long said, long found) {
        if (said != found) {
            report("its record says " + said + " " + what + ", and there are " + found);
        }
    }

    private void lose(@Nullable String what) {
        complete = false;
        report(what);
    }

    private void report(@Nullable String what) {
        problems.add(tree.name() + ": " + what);
    }
}
