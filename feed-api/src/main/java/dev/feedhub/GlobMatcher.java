package dev.feedhub;

/**
 * Matches {@code *} globs without backtracking. The text before the first star must begin the label and the text after the
 * last star must end it; each text between two stars is searched from where the one before it ended, and the leftmost place is
 * as good as any later one, because the star that follows takes up whatever is left.
 */
final class GlobMatcher {
    private GlobMatcher() {}

    /** Whether a label matches a pattern with at least one star. */
    static boolean matches(String pattern, String label) {
        int star = pattern.indexOf('*');
        int lastStar = pattern.lastIndexOf('*');
        int tail = pattern.length() - lastStar - 1;
        if (label.length() < star + tail
                || !label.startsWith(pattern.substring(0, star))
                || !label.regionMatches(label.length() - tail, pattern, lastStar + 1, tail)) {
            return false;
        }
        int from = star;
        while (star < lastStar) {
            int next = pattern.indexOf('*', star + 1);
            String between = pattern.substring(star + 1, next);
            int found = label.indexOf(between, from);
            if (found < 0) {
                return false;
            }
            from = found + between.length();
            star = next;
        }
        return from <= label.length() - tail;
    }
}
