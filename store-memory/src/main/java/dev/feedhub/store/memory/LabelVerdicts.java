package dev.feedhub.store.memory;

import dev.feedhub.LabelFilter;

/** Which labels of a chunk a filter wants; it is asked once for each, and what is asked in vain is added up. */
final class LabelVerdicts {
    /** How many labels are few enough to ask about all of them before looking at a record. */
    static final int FEW = 64;

    private static final byte UNKNOWN = 0;
    private static final byte WANTED = 1;
    private static final byte UNWANTED = 2;

    private final Chunk chunk;
    private final LabelFilter filter;
    private final byte[] verdicts;
    private long cost;

    LabelVerdicts(Chunk chunk, LabelFilter filter) {
        this.chunk = chunk;
        this.filter = filter;
        this.verdicts = new byte[chunk.labelCount()];
    }

    boolean wants(int id) {
        if (verdicts[id] == UNKNOWN) {
            String label = chunk.label(id);
            boolean wanted = filter.matches(label);
            verdicts[id] = wanted ? WANTED : UNWANTED;
            cost += wanted ? 0 : Chunk.ID_BYTES + label.length();
        }
        return verdicts[id] == WANTED;
    }

    boolean wantsNone() {
        for (int id = 0; id < verdicts.length; id++) {
            if (wants(id)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of the labels found unwanted since this was called before. */
    long takeCost() {
        long taken = cost;
        cost = 0;
        return taken;
    }
}
