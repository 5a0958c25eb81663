package dev.feedhub;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone may have meant, by edit distance (Levenshtein 1966, in the two-row form of Wagner and Fischer 1974). */
final class NearestText {
    private NearestText() {}

    /** The candidate nearest to a text, unless more than half of it would have to change. */
    static Optional<String> to(String text, Collection<String> candidates) {
        if (text.length() > 200) {
            return Optional.empty();
        }
        return candidates.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(text, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(nearest -> distance(text, nearest) <= nearest.length() / 2);
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}
