package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What filters want, when they are equal, and how large they may get; {@link LabelFilterPropertyTest} has the laws. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabelFilterTest {
    private static final LabelFilter A = LabelFilter.exactly("a");
    private static final LabelFilter B = LabelFilter.exactly("b");
    private static final LabelFilter C = LabelFilter.glob("c*");

    @ParameterizedTest
    @CsvSource({
        "consensus/*, consensus/event, true",
        "consensus/*, consensus/, true",
        "consensus/*, consensus, false",
        "consensus/*, consensus/a/b, true",
        "*/event, consensus/event, true",
        "*/event, /event, true",
        "*/event, event, false",
        "a*a, a, false",
        "a*a, aa, true",
        "ab*ba, aba, false",
        "a*b*c, abc, true",
        "a*b*c, acb, false",
        "*ab*ab*, abab, true",
        "*ab*ab*, aab, false",
        "*aa*aa*, aaa, false",
        "a*bc*bc, abcbc, true",
        "a*bc*bc, abc, false",
        "a.c*, abc, false",
        "a**b, ab, true"
    })
    void globWantsWhatItsStarsCanFill(String pattern, String label, boolean wanted) {
        assertEquals(wanted, LabelFilter.glob(pattern).matches(label));
    }

    @Test
    void aStarOfExactlyStandsForItself() {
        LabelFilter filter = LabelFilter.exactly("a*");
        assertTrue(filter.matches("a*"));
        assertFalse(filter.matches("ab"));
        assertFalse(filter.matches("a"));
    }

    @Test
    void theEmptyLabelIsWantedByNameOrByStars() {
        assertTrue(LabelFilter.any().matches(""));
        assertTrue(LabelFilter.glob("*").matches(""));
        assertTrue(LabelFilter.glob("").matches(""));
        assertTrue(LabelFilter.exactly("").matches(""));
        assertFalse(LabelFilter.exactly("").matches("a"));
        assertFalse(LabelFilter.glob("a*").matches(""));
    }

    @Test
    void anyOfNoneWantsNothing() {
        assertFalse(LabelFilter.anyOf().matches(""));
        assertFalse(LabelFilter.anyOf(List.of()).matches("a"));
        assertEquals(1, LabelFilter.anyOf().parts());
        assertEquals(1, LabelFilter.anyOf().depth());
    }

    @Test
    void exceptLeavesOut() {
        LabelFilter filter =
                LabelFilter.anyOf(A, C).except(LabelFilter.glob("*x")).except(LabelFilter.exactly("cy"));
        assertTrue(filter.matches("a"));
        assertTrue(filter.matches("c"));
        assertFalse(filter.matches("cx"));
        assertFalse(filter.matches("cy"));
        assertFalse(filter.matches("b"));
        assertFalse(A.except(LabelFilter.any()).matches("a"));
    }

    @Test
    void filtersMadeInTheSameWayAreEqual() {
        assertEquals(LabelFilter.any(), LabelFilter.any());
        assertEquals(LabelFilter.any(), LabelFilter.glob("**"));
        assertEquals(LabelFilter.exactly("a"), LabelFilter.glob("a"));
        assertEquals(LabelFilter.glob("a*b"), LabelFilter.glob("a***b"));
        assertEquals(LabelFilter.anyOf(A, B, C), LabelFilter.anyOf(List.of(C, B, A, B)));
        assertEquals(
                LabelFilter.anyOf(A, B, C).hashCode(),
                LabelFilter.anyOf(C, A, B).hashCode());
        assertEquals(A.except(C), LabelFilter.exactly("a").except(LabelFilter.glob("c*")));
        assertSame(A, LabelFilter.anyOf(A));
        assertEquals(A, LabelFilter.anyOf(A, A), "the same filter twice is that filter");
        assertNotEquals(A.except(C), C.except(A));
        assertNotEquals(LabelFilter.exactly("a*"), LabelFilter.glob("a*"));
    }

    @Test
    void textsDifferWhereFiltersDo() {
        LabelFilter two =
                LabelFilter.anyOf(LabelFilter.exactly("a"), LabelFilter.exactly("b"), LabelFilter.exactly("x"));
        LabelFilter one = LabelFilter.anyOf(
                LabelFilter.exactly("a), exactly(b"),
                LabelFilter.exactly("a\"), exactly(\"b"),
                LabelFilter.exactly("x"));
        assertNotEquals(two.toString(), one.toString());
        assertEquals(
                "(anyOf[exactly(\"a\"), glob(\"c*\")] except any)",
                LabelFilter.anyOf(C, A).except(LabelFilter.any()).toString());
        assertEquals("exactly(\"a\\\"b\\\\\")", LabelFilter.exactly("a\"b\\").toString());
    }

    @Test
    void laterChangesOfTheListDoNotReachTheFilter() {
        List<LabelFilter> filters = new ArrayList<>(List.of(A, B));
        LabelFilter filter = LabelFilter.anyOf(filters);
        filters.set(0, C);
        assertTrue(filter.matches("a"));
        LabelFilter.AnyOf any = (LabelFilter.AnyOf) filter;
        assertThrows(UnsupportedOperationException.class, () -> any.filters().remove(A));
    }

    @Test
    void patternsAreLimitedByCharacters() {
        String longest = "é".repeat(Label.MAX_BYTES);
        LabelFilter.exactly(longest);
        LabelFilter.glob(longest.substring(1) + "*");
        assertEquals(LabelFilter.any(), LabelFilter.glob("*".repeat(1_000_000)), "a run of stars counts as one");
        String shown = "\"" + "é".repeat(40) + "…\" of a label filter has 1025 characters; at most 1024 are allowed";
        assertRefused(shown, () -> LabelFilter.exactly(longest + "é"));
        assertRefused(shown, () -> LabelFilter.glob(longest + "é"));
        assertRefused(shown, () -> LabelFilter.glob(longest + "*"));
    }

    @Test
    void loneSurrogatesAreRefusedAsInLabels() {
        String message =
                "text of a label filter has a lone surrogate at index 1; allowed is text that UTF-8 can represent";
        assertRefused(message, () -> LabelFilter.exactly("a\ud83d"));
        assertRefused(message, () -> LabelFilter.glob("a\ud83d*"));
        assertRefused(message, () -> LabelFilter.glob("*\ude00"));
        assertTrue(LabelFilter.glob("*\ud83d\ude00").matches("\ud83d\ude00"));
    }

    @Test
    void aGlobWithoutStarIsNoGlob() {
        assertRefused(
                "pattern \"abc\" has no *; exactly one label is LabelFilter.exactly",
                () -> new LabelFilter.Glob("abc"));
        assertEquals("a*b", new LabelFilter.Glob("a**b").pattern());
    }

    @Test
    void depthIsLimited() {
        LabelFilter deep = A;
        for (int depth = 2; depth <= LabelFilter.MAX_DEPTH; depth++) {
            deep = deep.except(B);
            assertEquals(depth, deep.depth());
        }
        LabelFilter deepest = deep;
        String message = "a label filter nests 33 deep; at most 32 is allowed";
        assertRefused(message, () -> deepest.except(B));
        assertRefused(message, () -> A.except(deepest));
        assertRefused(message, () -> LabelFilter.anyOf(A, deepest));
        assertSame(deepest, LabelFilter.anyOf(deepest));
    }

    @Test
    void partsAreLimited() {
        LabelFilter largest = LabelFilter.anyOf(exactly(LabelFilter.MAX_PARTS - 1));
        assertEquals(LabelFilter.MAX_PARTS, largest.parts());
        assertEquals(2, largest.depth());
        assertRefused(
                "a label filter has 1001 parts; at most 1000 are allowed",
                () -> LabelFilter.anyOf(exactly(LabelFilter.MAX_PARTS)));
        assertRefused("a label filter has 1002 parts; at most 1000 are allowed", () -> largest.except(A));
        assertRefused("a label filter has 1002 parts; at most 1000 are allowed", () -> A.except(largest));
        List<LabelFilter> repeated = Collections.nCopies(100_000, A);
        assertEquals(A, LabelFilter.anyOf(repeated), "repeated filters count once");
    }

    /** Doubling a filter makes its parts grow, although each is the same object: as a tree it would be walked for ever. */
    @Test
    void sharedPartsCountEachTime() {
        LabelFilter[] filter = {A};
        assertThrows(IllegalArgumentException.class, () -> {
            while (true) {
                filter[0] = filter[0].except(filter[0]);
            }
        });
        assertTrue(filter[0].parts() > LabelFilter.MAX_PARTS / 2);
        assertEquals(9, filter[0].depth());
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> LabelFilter.exactly(null));
        assertThrows(NullPointerException.class, () -> LabelFilter.glob(null));
        assertThrows(NullPointerException.class, () -> A.except(null));
        assertThrows(NullPointerException.class, () -> LabelFilter.anyOf(Arrays.asList((LabelFilter) null)));
        assertThrows(NullPointerException.class, () -> LabelFilter.anyOf(A, null));
    }

    /** The worst for a matcher that backtracks: with 512 stars it would try more ways than there are atoms. */
    @Test
    void hostilePatternsAreMatchedInProportionToTheirSize() {
        String label = "a".repeat(Label.MAX_BYTES);
        LabelFilter hostile = LabelFilter.glob("a*".repeat(Label.MAX_BYTES / 2 - 1) + "b*");
        LabelFilter slowest = LabelFilter.glob("*" + "a".repeat(Label.MAX_BYTES / 2) + "b*");
        for (int i = 0; i < 1_000; i++) {
            assertFalse(hostile.matches(label));
            assertFalse(slowest.matches(label));
        }
        assertTrue(LabelFilter.glob("a*".repeat(Label.MAX_BYTES / 2)).matches(label));
    }

    private static List<LabelFilter> exactly(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> LabelFilter.exactly("label/" + i))
                .toList();
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
