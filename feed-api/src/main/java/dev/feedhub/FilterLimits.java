package dev.feedhub;

import java.util.Comparator;
import java.util.List;

/** Keeps a filter small enough that walking it is cheap, and gives sets of filters one form. */
final class FilterLimits {
    private FilterLimits() {}

    static void checkPattern(String pattern) {
        if (pattern.length() > Label.MAX_BYTES) {
            throw new IllegalArgumentException("pattern \"" + pattern.substring(0, 40) + "…\" has " + pattern.length()
                    + " characters; at most " + Label.MAX_BYTES + " are allowed");
        }
    }

    static void check(List<LabelFilter> filters) {
        if (depth(filters) > LabelFilter.MAX_DEPTH) {
            throw new IllegalArgumentException("a label filter nests " + depth(filters) + " deep; at most "
                    + LabelFilter.MAX_DEPTH + " is allowed");
        }
        if (parts(filters) > LabelFilter.MAX_PARTS) {
            throw new IllegalArgumentException("a label filter has " + parts(filters) + " parts; at most "
                    + LabelFilter.MAX_PARTS + " are allowed");
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
