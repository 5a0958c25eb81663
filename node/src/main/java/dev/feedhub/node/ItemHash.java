package dev.feedhub.node;

import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of an item: the eight-byte step and the avalanche of XXH64 (Yann Collet, xxHash specification 0.1.1, sections
 * "Consume remaining input" and "Final mix"), over UTF-16 units, four to a word. The length of each text is mixed in before it,
 * so that label and payload cannot run into each other, nor a missing payload be taken for an empty one.
 */
final class ItemHash {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private ItemHash() {}

    static long of(String label, @Nullable String data) {
        return avalanche(mixIn(mixIn(P5, label), data));
    }

    private static long mixIn(long hash, @Nullable String text) {
        if (text == null) {
            return step(hash, -1);
        }
        int length = text.length();
        long mixed = step(hash, length);
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            mixed = step(
                    mixed,
                    text.charAt(i)
                            | (long) text.charAt(i + 1) << 16
                            | (long) text.charAt(i + 2) << 32
                            | (long) text.charAt(i + 3) << 48);
        }
        long rest = 0;
        for (int i = whole; i < length; i++) {
            rest = rest << 16 | text.charAt(i);
        }
        return whole == length ? mixed : step(mixed, rest);
    }

    private static long step(long hash, long word) {
        long mixed = Long.rotateLeft(word * P2, 31) * P1;
        return Long.rotateLeft(hash ^ mixed, 27) * P1 + P4;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ hash >>> 33) * P2;
        mixed = (mixed ^ mixed >>> 29) * P3;
        return mixed ^ mixed >>> 32;
    }
}
