package dev.feedhub.store.lmdb;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of page numbers, in memory by how many are in it, whatever they are. */
final class PageUse {
    private static final int PART_BITS = 16;

    private final Map<Long, BitSet> parts = new HashMap<>();
    private long size;

    /** Adds a number; false if it was there. */
    boolean add(long number) {
        BitSet part = parts.computeIfAbsent(number >>> PART_BITS, key -> new BitSet());
        int bit = bitOf(number);
        if (part.get(bit)) {
            return false;
        }
        part.set(bit);
        size++;
        return true;
    }

    boolean contains(long number) {
        BitSet part = parts.get(number >>> PART_BITS);
        return part != null && part.get(bitOf(number));
    }

    long size() {
        return size;
    }

    /** How many numbers are {@code from} or more. */
    long sizeFrom(long from) {
        long partOfFrom = from >>> PART_BITS;
        long found = 0;
        for (Map.Entry<Long, BitSet> part : parts.entrySet()) {
            if (part.getKey() > partOfFrom) {
                found += part.getValue().cardinality();
            } else if (part.getKey() == partOfFrom) {
                found += part.getValue().stream()
                        .filter(bit -> bit >= bitOf(from))
                        .count();
            }
        }
        return found;
    }

    private static int bitOf(long number) {
        return (int) (number & (1 << PART_BITS) - 1);
    }
}
