package dev.feedhub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The raw results of a table, kept in a file {@code NAME.csv}: a comment that tells of what they are, then a line for each fork in the
 * order of the measurements: row, share of others, figures as {@code name=value}.
 */
record RawResults(String origin, List<Sample> samples) {
    private static final String COMMENT = "# ";

    static Path file(Path folder, Table table) {
        return folder.resolve(table.name() + ".csv");
    }

    void write(Path folder, Table table) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(COMMENT + origin);
        for (Sample sample : samples) {
            StringBuilder line =
                    new StringBuilder(sample.row()).append(String.format(Locale.ROOT, ",%.3f", sample.others()));
            sample.figures().forEach((name, value) -> line.append(String.format(Locale.ROOT, ",%s=%.4g", name, value)));
            lines.add(line.toString());
        }
        Files.createDirectories(folder);
        Files.write(file(folder, table), lines);
    }

    /** The results that were kept; empty if there are none. */
    static Optional<RawResults> read(Path folder, Table table) throws IOException {
        Path file = file(folder, table);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        List<Sample> samples = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = List.of(line.split(",", -1));
            Map<String, Double> figures = new LinkedHashMap<>();
            Parameters.of(fields.subList(2, fields.size()))
                    .values()
                    .forEach((name, value) -> figures.put(name, Double.valueOf(value)));
            samples.add(new Sample(fields.get(0), Double.parseDouble(fields.get(1)), figures));
        }
        return Optional.of(new RawResults(lines.get(0).substring(COMMENT.length()), samples));
    }
}
