package dev.feedhub.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A table's results as Markdown. */
final class Report {
    private final Table table;
    private final RawResults results;

    Report(Table table, RawResults results) {
        this.table = table;
        this.results = results;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("## " + table.title());
        lines.add("");
        lines.add(table.setting());
        lines.add("");
        lines.add(results.origin() + ".");
        lines.add("");
        addFigures(lines);
        if (!table.targets().isEmpty()) {
            lines.add("");
            addTargets(lines);
        }
        return lines;
    }

    private void addFigures(List<String> lines) {
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (String figure : table.figures()) {
            head.append(figure.equals(Workload.VALUE) ? " median" : " " + figure)
                    .append(" | least | most | of all forks |");
            rule.append("---:|---:|---:|---:|");
        }
        lines.add(head + " forks |");
        lines.add(rule + "---:|");
        for (Row row : table.rows()) {
            StringBuilder line = new StringBuilder("| ")
                    .append(row.own() ? "**" + row.name() + "**" : row.name())
                    .append(" |");
            Spread spread = spread(row.name(), table.figures().get(0));
            for (String figure : table.figures()) {
                Spread each = spread(row.name(), figure);
                line.append(String.format(
                        " %s | %s | %s | %s |",
                        Spread.text(each.median()),
                        Spread.text(each.least()),
                        Spread.text(each.most()),
                        Spread.text(each.medianOfAll())));
            }
            lines.add(line + String.format(" %d of %d |", spread.kept(), spread.all()));
        }
    }

    private void addTargets(List<String> lines) {
        lines.add("| compared | is | target | |");
        lines.add("|---|---:|---:|---|");
        for (Target target : table.targets()) {
            String figure = target.figure().isEmpty() ? table.figures().get(0) : target.figure();
            double own = spread(target.row(), figure).median();
            String compared = target.row() + (target.figure().isEmpty() ? "" : ", " + figure);
            double ratio = own;
            if (!target.beside().isEmpty()) {
                String peer = best(target.beside());
                ratio = target.ratio(own, median(peer), table.lessIsBetter());
                compared = String.format(
                        "%s of %s, beside %s%s",
                        target.cost() ? "cost" : "speed",
                        target.row(),
                        peer,
                        target.beside().size() > 1
                                ? ", the best of " + target.beside().size()
                                : "");
            }
            lines.add(String.format(
                    "| %s | %s | %s %s | %s |",
                    compared,
                    Spread.text(ratio),
                    target.cost() ? "at most" : "at least",
                    Spread.text(target.factor()),
                    target.isMet(ratio) ? "met" : "**not met**"));
        }
    }

    private String best(List<String> names) {
        Comparator<String> order = Comparator.comparingDouble(this::median);
        return names.stream()
                .min(table.lessIsBetter() ? order : order.reversed())
                .orElseThrow();
    }

    private double median(String row) {
        return spread(row, table.figures().get(0)).median();
    }

    private Spread spread(String row, String figure) {
        return Spread.of(results.samples(), row, figure);
    }
}
