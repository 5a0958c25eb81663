package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.util.Optional;

/**
 * Both meta pages, sound each and beside the other. Transactions write them in turn, so the two ids follow each other; only a
 * file that nothing was written to has 0 in both.
 *
 * @param even meta page 0, of transactions with an even id
 * @param odd meta page 1, of transactions with an odd id
 */
record Metas(MetaPage even, MetaPage odd) {

    static Metas read(PageFile file) throws IOException, DamagedFileException {
        if (file.length() == 0) {
            throw new DamagedFileException("it is empty");
        }
        MetaPage even = MetaPage.read(file, 0, 0);
        MetaPage odd = MetaPage.read(file, 1, even.pageSize());
        Metas metas = new Metas(even, odd);
        metas.check();
        return metas;
    }

    /** The one that LMDB goes by. */
    MetaPage newest() {
        return even.transactionId() < odd.transactionId() ? odd : even;
    }

    /** The one that a transaction wrote, if it is still there. */
    Optional<MetaPage> of(long transactionId) {
        MetaPage meta = newest().transactionId() == transactionId ? newest() : other();
        return meta.transactionId() == transactionId ? Optional.of(meta) : Optional.empty();
    }

    private MetaPage other() {
        return newest().equals(even) ? odd : even;
    }

    private void check() throws DamagedFileException {
        long first = even.transactionId();
        long second = odd.transactionId();
        boolean unused = first == 0 && second == 0;
        boolean inTurn = first >= 0 && first % 2 == 0 && (second == first + 1 || (second == first - 1 && second > 0));
        if (!unused && !inTurn) {
            throw damaged("transactions " + Long.toUnsignedString(first) + " and " + Long.toUnsignedString(second)
                    + ", which do not follow each other");
        }
        if (even.pageSize() != odd.pageSize()) {
            throw damaged("pages of " + even.pageSize() + " and of " + odd.pageSize() + " bytes");
        }
        if (even.freeList().flags() != odd.freeList().flags()) {
            throw damaged("the flags " + even.freeList().flags() + " and "
                    + odd.freeList().flags());
        }
        long lastPage = newest().lastPage();
        if (other().lastPage() < 1
                || lastPage < other().lastPage()
                || lastPage > Long.MAX_VALUE / even.pageSize() - 1) {
            throw damaged("the last pages " + Long.toUnsignedString(even.lastPage()) + " and "
                    + Long.toUnsignedString(odd.lastPage()) + ", and a file never has fewer than before");
        }
        // The other's trees are nobody's: LMDB reads them no more, and a commit that failed may leave anything there.
        newest().checkTrees();
    }

    private static DamagedFileException damaged(String what) {
        return new DamagedFileException("a meta page (pages 0 and 1) is damaged: they name " + what);
    }
}
