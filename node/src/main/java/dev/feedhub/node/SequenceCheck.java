package dev.feedhub.node;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares what a consumer got of one source with the journal of that source.
 *
 * <p>As long as both agree it remembers nothing but its place in the journal. From the first entry that differs on it keeps what
 * comes; at the end it takes off what agrees again there, and asks {@link ShortestEdit} for the fewest changes that explain the
 * rest: an item to add is a gap, an entry to remove came once too often. An entry that came elsewhere than in its place is therefore
 * one gap and one entry too many. Beyond {@value #MOST_CHANGES} changes it compares how often each hash occurs instead, which the
 * true numbers can only exceed, and says so.
 *
 * <p>One thread at a time. {@link #differences()} is called once the source has ended.
 */
final class SequenceCheck {
    private static final int MOST_CHANGES = 1_000;

    private record Got(long hash, Cursor cursor, String label) {}

    private final Journal journal;
    private final LabelFilter filter;
    private final Map<String, Boolean> wanted = new HashMap<>();
    private final List<Got> rest = new ArrayList<>(); // from the first entry that differs on
    private Cursor last = Cursor.ORIGIN; // of the entries that agree
    private int next; // index of the journal after those

    SequenceCheck(Journal journal, LabelFilter filter) {
        this.journal = journal;
        this.filter = filter;
    }

    /** Takes the next entry that the consumer got. */
    void accept(long hash, Cursor cursor, String label) {
        if (rest.isEmpty()) {
            int end = journal.size();
            while (next < end && !wants(next)) {
                next++;
            }
            if (next < end && journal.hash(next) == hash) {
                journal.met(next++, cursor);
                last = cursor;
                return;
            }
        }
        rest.add(new Got(hash, cursor, label));
    }

    /** What differs. Asked again after the checks of other consumers it may name cursors unknown before. */
    Differences differences() {
        int[] items = IntStream.range(next, journal.size()).filter(this::wants).toArray();
        int tail = 0;
        int shorter = Math.min(items.length, rest.size());
        while (tail < shorter
                && journal.hash(items[items.length - 1 - tail]) == rest.get(rest.size() - 1 - tail).hash) {
            journal.met(items[items.length - 1 - tail], rest.get(rest.size() - 1 - tail).cursor);
            tail++;
        }
        long[] expected = IntStream.range(0, items.length - tail)
                .mapToLong(i -> journal.hash(items[i]))
                .toArray();
        long[] got =
                rest.stream().limit(rest.size() - tail).mapToLong(Got::hash).toArray();
        if (expected.length == 0 && got.length == 0) {
            return Differences.NONE;
        }
        return ShortestEdit.between(expected, got, MOST_CHANGES)
                .map(edit -> exact(edit, items, expected, got))
                .orElseGet(() -> atLeast(items, expected, got));
    }

    private Differences exact(ShortestEdit edit, int[] items, long[] expected, long[] got) {
        Set<Long> missing = new HashSet<>();
        edit.missing().stream().forEach(i -> missing.add(expected[i]));
        Cursor before = last;
        Optional<Finding> first = Optional.empty();
        int i = 0;
        int j = 0;
        while (i < expected.length || j < got.length) {
            boolean gap = edit.missing().get(i);
            if (!gap && !edit.surplus().get(j)) {
                before = rest.get(j).cursor;
                journal.met(items[i++], rest.get(j++).cursor);
            } else {
                if (first.isEmpty()) {
                    first = Optional.of(gap ? missing(items[i], before) : surplus(rest.get(j), before, missing));
                }
                i += gap ? 1 : 0;
                j += gap ? 0 : 1;
            }
        }
        return new Differences(edit.missing().cardinality(), edit.surplus().cardinality(), true, first);
    }

    private Differences atLeast(int[] items, long[] expected, long[] got) {
        Map<Long, Long> open = new HashMap<>();
        for (long hash : expected) {
            open.merge(hash, 1L, Long::sum);
        }
        for (long hash : got) {
            open.merge(hash, -1L, Long::sum);
        }
        long gaps = open.values().stream().filter(n -> n > 0).mapToLong(n -> n).sum();
        long fewest = (MOST_CHANGES + 1L + expected.length - got.length + 1) / 2; // gaps + surplus exceed the limit
        gaps = Math.max(gaps, fewest);
        boolean gap = got.length == 0 || (expected.length > 0 && open.getOrDefault(expected[0], 0L) > 0);
        Finding first = gap ? missing(items[0], last) : surplus(rest.get(0), last, Set.of());
        return new Differences(gaps, gaps - expected.length + got.length, false, Optional.of(first));
    }

    private Finding missing(int index, Cursor after) {
        return new Finding(
                Finding.Kind.MISSING, journal.source(), index + 1, journal.label(index), journal.cursor(index), after);
    }

    private Finding surplus(Got entry, Cursor after, Set<Long> missing) {
        Finding.Kind kind = missing.contains(entry.hash)
                ? Finding.Kind.OUT_OF_ORDER
                : published(entry.hash) ? Finding.Kind.DUPLICATE : Finding.Kind.UNKNOWN;
        return new Finding(kind, journal.source(), 0, entry.label, Optional.of(entry.cursor), after);
    }

    private boolean published(long hash) {
        return IntStream.range(0, journal.size()).anyMatch(i -> journal.hash(i) == hash);
    }

    private boolean wants(int index) {
        return wanted.computeIfAbsent(journal.label(index), filter::matches);
    }
}
