package dev.feedhub.node;

import java.util.ArrayList;
import java.util.List;

/** Lines text up in columns: the first to the left, the others to the right, none narrower than asked. */
final class TextTable {
    private final int narrowest;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param narrowest the least width of the columns after the first, with the blank between */
    TextTable(int narrowest) {
        this.narrowest = narrowest;
    }

    TextTable row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String padding = " ".repeat(width(column) - cell.length());
                line.append(column == 0 ? cell + padding : padding + cell);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        int widest = rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
        return column == 0 ? widest : Math.max(narrowest, widest + 1);
    }
}
