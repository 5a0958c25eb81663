package dev.feedhub.node;

import dev.feedhub.node.Source.SourceResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The report at the end: what each source published, how each consumer fared, and the sums. Sources are rows, consumers are columns, so
 * that it fits a terminal of 60 columns.
 */
final class ReportTable {
    private static final int NARROWEST_TERMINAL = 60;
    private static final int COLUMN = 9;

    private ReportTable() {}

    /** The lines of the report; the last one says how many gaps, duplicates and unexplained losses there were. */
    static List<String> lines(RunResult run) {
        List<String> lines = new ArrayList<>(sources(run).lines());
        lines.add("");
        lines.addAll(consumers(run).lines());
        lines.add("");
        run.reopened().ifPresent(after -> {
            lines.addAll(store(after).lines());
            lines.add("");
        });
        int notes = lines.size();
        run.sources().forEach(source -> source.notes().forEach(note -> wrap(note, lines)));
        run.consumers().forEach(consumer -> consumer.notes().forEach(note -> wrap(note, lines)));
        if (run.removed() > 0) {
            lines.add("store: retention removed " + run.removed() + " entries");
        }
        if (lines.size() > notes) {
            lines.add("");
        }
        lines.add("gaps " + run.gaps() + "  duplicates " + run.duplicates() + "  unexplained losses "
                + run.unexplained());
        return lines;
    }

    private static TextTable sources(RunResult run) {
        TextTable table = new TextTable(COLUMN).row(List.of("source", "published", "refused", "items/s"));
        for (SourceResult source : run.sources()) {
            table.row(List.of(
                    source.name(),
                    Long.toString(source.published()),
                    Long.toString(source.refused()),
                    rate(source.published(), source.nanos())));
        }
        return table;
    }

    private static TextTable consumers(RunResult run) {
        TextTable table = new TextTable(COLUMN);
        table.row(Stream.of(Stream.of("consumer"), run.consumers().stream().map(ConsumerResult::name), Stream.of("all"))
                .flatMap(cells -> cells)
                .toList());
        row(table, run, "published", ConsumerResult::published, run.published());
        row(table, run, "indexed", ConsumerResult::indexed, run.indexed());
        row(table, run, "delivered", ConsumerResult::delivered);
        row(table, run, "lost", ConsumerResult::lost);
        row(table, run, "recovered", ConsumerResult::recovered);
        row(table, run, "gaps", ConsumerResult::gaps);
        row(table, run, "duplicates", ConsumerResult::duplicates);
        row(table, run, "unexplained", ConsumerResult::unexplained);
        List<String> rates = new ArrayList<>(List.of("items/s"));
        run.consumers().forEach(consumer -> rates.add(rate(consumer.taken(), run.nanos())));
        rates.add(rate(run.consumers().stream().mapToLong(ConsumerResult::taken).sum(), run.nanos()));
        return table.row(rates);
    }

    private static TextTable store(Reopened after) {
        return new TextTable(COLUMN)
                .row(List.of("store", "entries", "bytes on disk", "bytes/entry"))
                .row(List.of(
                        after.store(),
                        Long.toString(after.entries()),
                        Long.toString(after.bytes()),
                        after.entries() == 0
                                ? "-"
                                : Long.toString(Math.round((double) after.bytes() / after.entries()))));
    }

    private static void row(TextTable table, RunResult run, String name, ToLongFunction<ConsumerResult> value) {
        row(table, run, name, value, run.consumers().stream().mapToLong(value).sum());
    }

    private static void row(
            TextTable table, RunResult run, String name, ToLongFunction<ConsumerResult> value, long overall) {
        List<String> cells = new ArrayList<>(List.of(name));
        run.consumers().forEach(consumer -> cells.add(Long.toString(value.applyAsLong(consumer))));
        cells.add(Long.toString(overall));
        table.row(cells);
    }

    private static void wrap(String text, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= NARROWEST_TERMINAL
                    && !line.toString().isBlank()) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(' ');
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
    }

    private static String rate(long items, long nanos) {
        return nanos <= 0 ? "-" : Long.toString(Math.round(items * 1e9 / nanos));
    }
}
