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
            lines.add(comparison(target) + (isMet(target) ? " met |" : " **not met** |"));
        }
    }

    /** A line for each target that is not met. */
    List<String> missedTargets() {
        return table.targets().stream()
                .filter(target -> !isMet(target))
                .map(target -> "| " + table.name() + " " + comparison(target))
                .toList();
    }

    private String comparison(Target target) {
        String compared = target.beside().isEmpty()
                ? target.row() + (target.figure().isEmpty() ? "" : ", " + target.figure())
                : String.format(
                        "%s of %s, beside %s%s",
                        target.cost() ? "cost" : "speed",
                        target.row(),
                        best(target.beside()),
                        target.beside().size() > 1
                                ? ", the best of " + target.beside().size()
                                : "");
        return String.format(
                "| %s | %s | %s %s |",
                compared,
                Spread.text(reached(target)),
                target.cost() ? "at most" : "at least",
                Spread.text(target.factor()));
    }

    private boolean isMet(Target target) {
        return target.isMet(reached(target));
    }

    private double reached(Target target) {
        String figure = target.figure().isEmpty() ? table.figures().get(0) : target.figure();
        double own = spread(target.row(), figure).median();
        return target.beside().isEmpty() ? own : target.ratio(own, median(best(target.beside())), table.lessIsBetter());
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
