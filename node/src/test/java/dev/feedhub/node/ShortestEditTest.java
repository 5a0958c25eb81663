package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortestEditTest {
    @Test
    void equalSequencesNeedNothing() {
        assertEdit(new long[] {1, 2, 3}, new long[] {1, 2, 3}, BitSet.valueOf(new long[0]), new BitSet());
    }

    @Test
    void namesWhatIsMissingAndWhatIsSurplus() {
        assertEdit(new long[] {1, 2, 3, 4}, new long[] {1, 3, 3, 4}, bits(1), bits(1));
        assertEdit(new long[] {1, 2, 3}, new long[0], bits(0, 1, 2), bits());
        assertEdit(new long[0], new long[] {7, 7}, bits(), bits(0, 1));
    }

    @Test
    void givesUpBeyondTheLimit() {
        assertEquals(Optional.empty(), ShortestEdit.between(new long[] {1, 2, 3}, new long[] {4}, 3));
        assertEquals(
                3,
                ShortestEdit.between(new long[] {1, 2, 3}, new long[] {4}, 4)
                        .orElseThrow()
                        .missing()
                        .cardinality());
    }

    @Test
    void explainsEveryDifferenceWithTheFewestChanges() {
        Random random = new Random(20_240_611);
        for (int round = 0; round < 3_000; round++) {
            long[] wanted = random.longs(random.nextInt(12), 0, 4).toArray(); // few values: many occur more than once
            long[] got = random.longs(random.nextInt(12), 0, 4).toArray();
            ShortestEdit edit = ShortestEdit.between(wanted, got, 100).orElseThrow();
            assertArrayEquals(without(wanted, edit.missing()), without(got, edit.surplus()));
            int longest = longestCommonSubsequence(wanted, got);
            assertEquals(wanted.length - longest, edit.missing().cardinality());
            assertEquals(got.length - longest, edit.surplus().cardinality());
        }
    }

    private static void assertEdit(long[] wanted, long[] got, BitSet missing, BitSet surplus) {
        ShortestEdit edit = ShortestEdit.between(wanted, got, 100).orElseThrow();
        assertArrayEquals(without(wanted, edit.missing()), without(got, edit.surplus()));
        assertEquals(missing, edit.missing());
        assertEquals(surplus.cardinality(), edit.surplus().cardinality());
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        IntStream.of(set).forEach(bits::set);
        return bits;
    }

    private static long[] without(long[] sequence, BitSet removed) {
        return IntStream.range(0, sequence.length)
                .filter(i -> !removed.get(i))
                .mapToLong(i -> sequence[i])
                .toArray();
    }

    private static int longestCommonSubsequence(long[] a, long[] b) {
        int[][] longest = new int[a.length + 1][b.length + 1];
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                longest[i][j] = a[i - 1] == b[j - 1]
                        ? longest[i - 1][j - 1] + 1
                        : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return longest[a.length][b.length];
    }
}
