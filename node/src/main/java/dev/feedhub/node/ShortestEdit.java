package dev.feedhub.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The fewest changes that turn one sequence into another: which elements of the first are missing in the second, and which of the
 * second are surplus. Exact, also where elements occur more than once: the greedy algorithm of Eugene W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations", Algorithmica 1 (1986), figure 2, with the trace kept.
 *
 * <p>It works in time proportional to the lengths times the number of changes, and gives up beyond a limit of them, unless one of the
 * sequences is empty.
 *
 * @param missing indexes of the first sequence
 * @param surplus indexes of the second sequence
 */
record ShortestEdit(BitSet missing, BitSet surplus) {
    /** Empty where more than {@code limit} changes are needed. */
    static Optional<ShortestEdit> between(long[] wanted, long[] got, int limit) {
        if (wanted.length == 0 || got.length == 0) {
            return Optional.of(new ShortestEdit(first(wanted.length), first(got.length)));
        }
        int most = Math.min(limit, wanted.length + got.length);
        int[] furthest = new int[2 * most + 3]; // on diagonal k = x - y, at k + middle: the largest x reached
        int middle = most + 1;
        List<int[]> trace = new ArrayList<>(); // the state before each round: its diagonals -d .. d
        for (int d = 0; d <= most; d++) {
            trace.add(Arrays.copyOfRange(furthest, middle - d - 1, middle + d + 2));
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
                int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                int y = x - k;
                while (x < wanted.length && y < got.length && wanted[x] == got[y]) {
                    x++;
                    y++;
                }
                furthest[middle + k] = x;
                if (x >= wanted.length && y >= got.length) {
                    return Optional.of(traceBack(trace, wanted.length, got.length));
                }
            }
        }
        return Optional.empty();
    }

    private static BitSet first(int count) {
        BitSet set = new BitSet();
        set.set(0, count);
        return set;
    }

    private static ShortestEdit traceBack(List<int[]> trace, int wanted, int got) {
        ShortestEdit edit = new ShortestEdit(new BitSet(), new BitSet());
        int x = wanted;
        int y = got;
        for (int d = trace.size() - 1; d > 0; d--) {
            int[] before = trace.get(d);
            int middle = d + 1;
            int k = x - y;
            boolean down = k == -d || (k != d && before[middle + k - 1] < before[middle + k + 1]);
            x = before[middle + (down ? k + 1 : k - 1)];
            y = x - (down ? k + 1 : k - 1);
            if (down) {
                edit.surplus.set(y);
            } else {
                edit.missing.set(x);
            }
        }
        return edit;
    }
}
