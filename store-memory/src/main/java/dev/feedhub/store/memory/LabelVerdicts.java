package dev.feedhub.store.memory;

import dev.feedhub.LabelFilter;

/** Which labels of a chunk a filter wants; it is asked once for each. */
final class LabelVerdicts {
    /** How many labels are few enough to ask about all of them before looking at a record. */
    static final int FEW = 64;

    private static final byte UNKNOWN = 0;
    private static final byte WANTED = 1;
    private static final byte UNWANTED = 2;

    private final Chunk chunk;
    private final LabelFilter filter;
    private final byte[] verdicts;

    LabelVerdicts(Chunk chunk, LabelFilter filter) {
        this.chunk = chunk;
        this.filter = filter;
        this.verdicts = new byte[chunk.labelCount()];
    }

    boolean isKnown(int id) {
        return verdicts[id] != UNKNOWN;
    }

    boolean wants(int id) {
        if (!isKnown(id)) {
            verdicts[id] = filter.matches(chunk.label(id)) ? WANTED : UNWANTED;
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
}
