package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.node.Finding.Kind;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Items are small numbers: the hash of each is itself, its label is even or odd. */
class SequenceCheckTest {
    private static final long EPOCH = 99;

    private final Journal journal = new Journal("input");

    @Test
    void equalSequencesHaveNoDifferences() {
        publish(1, 2, 3);
        assertEquals(Differences.NONE, got(1, 2, 3));
    }

    @Test
    void nothingPublishedAndNothingGotIsEqual() {
        assertEquals(Differences.NONE, got());
    }

    @Test
    void oneMissingIsOneGapNamedByTheEntryBeforeIt() {
        publish(1, 2, 3, 4);
        Differences differences = got(1, 2, 4);
        assertCounts(1, 0, differences);
        assertEquals(
                new Finding(Kind.MISSING, "input", 3, "odd", Optional.empty(), cursor(2)),
                differences.first().orElseThrow());
    }

    @Test
    void aMissingEntryHasTheCursorUnderWhichAnotherConsumerGotIt() {
        publish(1, 2, 3, 4);
        SequenceCheck check = check(LabelFilter.any(), 1, 2, 4);
        check(LabelFilter.any(), 1, 2, 3, 4);
        assertEquals(
                Optional.of(cursor(3)),
                check.differences().first().orElseThrow().cursor());
    }

    @Test
    void oneTwiceIsOneDuplicateNamedByItsCursor() {
        publish(1, 2, 3);
        Differences differences = got(1, 2, 2, 3);
        assertCounts(0, 1, differences);
        assertEquals(
                new Finding(Kind.DUPLICATE, "input", 0, "even", Optional.of(cursor(3)), cursor(2)),
                differences.first().orElseThrow());
    }

    @Test
    void oneOutOfItsPlaceIsAGapAndADuplicate() {
        publish(1, 2, 3, 4);
        Differences differences = got(1, 4, 2, 3);
        assertCounts(1, 1, differences);
        assertEquals(Kind.OUT_OF_ORDER, differences.first().orElseThrow().kind());
    }

    @Test
    void oneThatNobodyPublishedIsUnknown() {
        publish(1, 2);
        Differences differences = got(1, 2, 5);
        assertCounts(0, 1, differences);
        assertEquals(Kind.UNKNOWN, differences.first().orElseThrow().kind());
    }

    @Test
    void aTruncatedTailIsAGapForEachItem() {
        publish(1, 2, 3, 4, 5);
        Differences differences = got(1, 2);
        assertCounts(3, 0, differences);
        assertEquals(3, differences.first().orElseThrow().item());
    }

    @Test
    void gapAndDuplicateAreToldApart() {
        publish(1, 2, 3, 4, 5, 6);
        Differences differences = got(1, 3, 4, 4, 5, 6);
        assertCounts(1, 1, differences);
        assertEquals(2, differences.first().orElseThrow().item());
    }

    @Test
    void itemsThatOccurOftenAreCountedAsOftenAsTheyAreMissing() {
        publish(1, 2, 1, 2, 1, 2, 1, 2);
        assertCounts(1, 0, got(1, 2, 1, 1, 2, 1, 2));
        assertCounts(0, 1, got(1, 2, 1, 2, 2, 1, 2, 1, 2));
        assertCounts(2, 0, got(1, 2, 1, 2, 1, 2));
    }

    @Test
    void itemsTheConsumerDoesNotWantAreNotMissing() {
        publish(1, 2, 3, 4);
        assertEquals(Differences.NONE, check(LabelFilter.exactly("odd"), 1, 3).differences());
        assertCounts(1, 0, check(LabelFilter.exactly("odd"), 1).differences());
        assertCounts(0, 1, check(LabelFilter.exactly("odd"), 1, 2, 3).differences());
    }

    @Test
    void oneRunOfMissingItemsIsExactHoweverLong() {
        publish(IntStream.range(0, 10_000).toArray());
        Differences differences = got(
                IntStream.range(0, 10_000).filter(i -> i < 100 || i >= 9_000).toArray());
        assertCounts(8_900, 0, differences);
    }

    @Test
    void tooManyDifferencesAreALowerBoundAndSaySo() {
        publish(IntStream.range(0, 10_000).toArray());
        Differences everySecond =
                got(IntStream.range(0, 10_000).filter(i -> i % 2 == 0).toArray());
        assertFalse(everySecond.exact());
        assertEquals(5_000, everySecond.gaps());
        assertEquals(0, everySecond.duplicates());
        Differences reversed =
                got(IntStream.range(0, 10_000).map(i -> 9_999 - i).toArray());
        assertFalse(reversed.exact());
        assertTrue(reversed.gaps() > 500 && reversed.duplicates() > 500, reversed.toString());
    }

    private void publish(int... items) {
        IntStream.of(items).forEach(item -> journal.append(label(item), item));
    }

    private Differences got(int... items) {
        return check(LabelFilter.any(), items).differences();
    }

    private SequenceCheck check(LabelFilter filter, int... items) {
        SequenceCheck check = new SequenceCheck(journal, filter);
        IntStream.range(0, items.length).forEach(i -> check.accept(items[i], cursor(i + 1), label(items[i])));
        return check;
    }

    private static String label(int item) {
        return item % 2 == 0 ? "even" : "odd";
    }

    private static Cursor cursor(long position) {
        return new Cursor(position, EPOCH);
    }

    private static void assertCounts(long gaps, long duplicates, Differences differences) {
        assertTrue(differences.exact());
        assertEquals(gaps, differences.gaps(), differences.toString());
        assertEquals(duplicates, differences.duplicates(), differences.toString());
    }
}
