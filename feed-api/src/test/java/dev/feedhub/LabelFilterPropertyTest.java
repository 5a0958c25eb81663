package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of filters, against a matcher too simple to be wrong. */
class LabelFilterPropertyTest {
    @Property(tries = 5_000)
    void globWantsWhatTheReferenceWants(@ForAll("patterns") String pattern, @ForAll("labels") String label) {
        assertEquals(reference(pattern, 0, label, 0), LabelFilter.glob(pattern).matches(label));
    }

    /** Labels made from the pattern, so that half the answers are yes. */
    @Property(tries = 5_000)
    void globWantsEveryFillingOfItsStars(
            @ForAll("patterns") String pattern, @ForAll List<@From("labels") String> fillings) {
        StringBuilder label = new StringBuilder();
        int star = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                label.append(fillings.isEmpty() ? "" : fillings.get(star++ % fillings.size()));
            } else {
                label.append(c);
            }
        }
        assertTrue(LabelFilter.glob(pattern).matches(label.toString()), () -> pattern + " and " + label);
    }

    @Property
    void combinationsWantWhatTheirPartsDo(
            @ForAll("filters") LabelFilter a, @ForAll("filters") LabelFilter b, @ForAll("labels") String label) {
        assertEquals(
                a.matches(label) || b.matches(label), LabelFilter.anyOf(a, b).matches(label));
        assertEquals(a.matches(label) && !b.matches(label), a.except(b).matches(label));
    }

    @Property
    void anyOfIsTheSameInEveryOrderAndWithRepetitions(
            @ForAll("filters") LabelFilter a,
            @ForAll("filters") LabelFilter b,
            @ForAll("filters") LabelFilter c,
            @ForAll Random random) {
        List<LabelFilter> shuffled = new ArrayList<>(List.of(a, b, c, a));
        Collections.shuffle(shuffled, random);
        LabelFilter one = LabelFilter.anyOf(a, b, c);
        LabelFilter other = LabelFilter.anyOf(shuffled);
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertEquals(one.toString(), other.toString());
    }

    @Property
    void textsAreEqualWhereFiltersAre(@ForAll("filters") LabelFilter a, @ForAll("filters") LabelFilter b) {
        assertEquals(a.equals(b), a.toString().equals(b.toString()), () -> a + " and " + b);
    }

    @Property
    void aFilterIsAsDeepAndLargeAsItsParts(@ForAll("filters") LabelFilter a, @ForAll("filters") LabelFilter b) {
        assertEquals(1 + Math.max(a.depth(), b.depth()), a.except(b).depth());
        assertEquals(1 + a.parts() + b.parts(), a.except(b).parts());
    }

    private static boolean reference(String pattern, int p, String label, int l) {
        if (p == pattern.length()) {
            return l == label.length();
        }
        if (pattern.charAt(p) == '*') {
            return reference(pattern, p + 1, label, l) || (l < label.length() && reference(pattern, p, label, l + 1));
        }
        return l < label.length() && pattern.charAt(p) == label.charAt(l) && reference(pattern, p + 1, label, l + 1);
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars('a', 'b', '/', '*').ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.strings().withChars('a', 'b', '/', '*').ofMaxLength(10);
    }

    @Provide
    Arbitrary<LabelFilter> filters() {
        Arbitrary<LabelFilter> leaves = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab\"\\(), ").ofMaxLength(2).map(LabelFilter::exactly),
                patterns().map(LabelFilter::glob),
                Arbitraries.just(LabelFilter.any()));
        return Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> Combinators.combine(leaves, leaves).as((a, b) -> LabelFilter.anyOf(a, b)),
                () -> Combinators.combine(leaves, leaves).as(LabelFilter::except));
    }
}
