package dev.feedhub.node;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines at blanks. */
final class WrappedText {
    private static final Pattern BLANKS = Pattern.compile(" +");

    private WrappedText() {}

    /**
     * The lines of a text; a word that is longer than a line has one of its own.
     *
     * @param width of a line, with the indent
     * @param indent put before each line
     */
    static List<String> lines(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : List.of(BLANKS.split(text, -1))) {
            if (line.length() > 0 && indent.length() + line.length() + 1 + word.length() > width) {
                lines.add(indent + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(indent + line);
        return lines;
    }
}
