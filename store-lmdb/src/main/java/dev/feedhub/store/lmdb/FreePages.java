package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The pages that the free list names. Each of its values are those that one transaction freed: their number, and their
 * numbers in descending order, 8 bytes each; what follows them means nothing.
 */
final class FreePages implements EntryVisitor {
    private final Snapshot snapshot;
    private final PageUse used;
    private final Problems problems;
    private final PageUse free = new PageUse();

    FreePages(Snapshot snapshot, PageUse used, Problems problems) {
        this.snapshot = snapshot;
        this.used = used;
        this.problems = problems;
    }

    @Override
    public void entry(byte[] key, byte[] value) {
        long transaction = WalkedTree.number(key);
        if (transaction < 1 || transaction > snapshot.meta().transactionId()) {
            report(transaction, "1 to " + snapshot.meta().transactionId() + " are possible");
        }
        ByteBuffer numbers = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        long count = numbers.remaining() < Long.BYTES ? -1 : numbers.getLong();
        if (count < 0 || count > numbers.remaining() / Long.BYTES) {
            report(transaction, "it does not hold as many pages as it says, which is " + Long.toUnsignedString(count));
            return;
        }
        long previous = Long.MAX_VALUE;
        for (long i = 0; i < count; i++) {
            long page = numbers.getLong();
            add(transaction, page, previous);
            previous = page;
        }
    }

    private void add(long transaction, long page, long previous) {
        if (page < MetaPage.COUNT || page > snapshot.meta().lastPage() || page >= previous) {
            report(
                    transaction,
                    "it names page " + Long.toUnsignedString(page) + ", which is out of range or out of order");
        } else if (used.contains(page)) {
            report(transaction, "it names " + snapshot.where(page) + ", which is in use");
        } else if (!free.add(page)) {
            report(transaction, "it names " + snapshot.where(page) + ", which it names already");
        }
    }

    /** How many pages are free. */
    long size() {
        return free.size();
    }

    /** Pages that are neither in use nor free; each that the file does not even hold is a problem. */
    long lost() throws IOException {
        long lastPage = snapshot.meta().lastPage();
        long heldPages = snapshot.file().length() / snapshot.meta().pageSize();
        long missing = Math.max(0, lastPage + 1 - heldPages);
        if (missing > free.sizeFrom(heldPages)) {
            problems.add("the file is cut, or its meta page is damaged: it holds " + heldPages
                    + " pages, its last should be " + lastPage + ", and not all pages between are free");
        }
        return lastPage + 1 - MetaPage.COUNT - used.size() - free.size();
    }

    private void report(long transaction, String what) {
        problems.add(MetaPage.FREE_LIST + ", transaction " + Long.toUnsignedString(transaction) + ": " + what);
    }
}
