package dev.feedhub;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Keeps a filter small enough that walking it is cheap, and gives sets of filters one form. */
final class FilterLimits {
    /** What a glob takes as one star. */
    static final Pattern STARS = Pattern.compile("\\*+");

    private FilterLimits() {}

    /** Half a surrogate pair would match half a character, which no store sees that keeps labels in UTF-8. */
    static void checkText(String text) {
        if (text.length() > Label.MAX_BYTES) {
            throw new IllegalArgumentException(QuotedText.of(text, 40) + " of a label filter has " + text.length()
                    + " characters; at most " + Label.MAX_BYTES + " are allowed");
        }
        int surrogate = Label.loneSurrogate(text);
        if (surrogate >= 0) {
            throw new IllegalArgumentException("text of a label filter has a lone surrogate at index " + surrogate
                    + "; allowed is text that UTF-8 can represent");
        }
    }

    static void checkStar(String pattern) {
        if (pattern.indexOf('*') < 0) {
            throw new IllegalArgumentException(
                    "pattern " + QuotedText.of(pattern, 40) + " has no *; exactly one label is LabelFilter.exactly");
        }
    }

    static void check(List<LabelFilter> filters) {
        if (depth(filters) > LabelFilter.MAX_DEPTH) {
            throw new IllegalArgumentException("a label filter nests " + depth(filters) + " deep; at most "
                    + LabelFilter.MAX_DEPTH + " is allowed");
        }
        long parts = 1 + filters.stream().mapToLong(LabelFilter::parts).sum();
        if (parts > LabelFilter.MAX_PARTS) {
            throw new IllegalArgumentException(
                    "a label filter has " + parts + " parts; at most " + LabelFilter.MAX_PARTS + " are allowed");
        }
    }

    /** Each filter once, in the order of their texts, which differ where the filters do. */
    static List<LabelFilter> canonical(List<LabelFilter> filters) {
        return filters.stream()
                .distinct()
                .sorted(Comparator.comparing(LabelFilter::toString))
                .toList();
    }

    static int parts(List<LabelFilter> filters) {
        return 1 + filters.stream().mapToInt(LabelFilter::parts).sum();
    }

    static int depth(List<LabelFilter> filters) {
        return 1 + filters.stream().mapToInt(LabelFilter::depth).max().orElse(0);
    }
}
