package dev.feedhub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page that shows all results that are kept: a preface, the targets that are not met with the reasons, then the tables. */
final class ResultsPage {
    private ResultsPage() {}

    /** Writes it beside the folder of the results, which also has the two parts that are written by hand. */
    static void write(Path folder) throws IOException {
        List<String> missed = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        for (Table table : Tables.all()) {
            Optional<RawResults> results = RawResults.read(folder, table);
            if (results.isPresent()) {
                Report report = new Report(table, results.get());
                missed.addAll(report.missedTargets());
                tables.add("");
                tables.addAll(report.lines());
            }
        }
        List<String> page = new ArrayList<>(Files.readAllLines(folder.resolve("preface.md")));
        if (!missed.isEmpty()) {
            page.addAll(List.of(
                    "", "## What is not reached", "", "| table | compared | is | target |", "|---|---|---:|---:|"));
            page.addAll(missed);
            page.add("");
            page.addAll(Files.readAllLines(folder.resolve("limits.md")));
        }
        page.addAll(tables);
        Files.write(folder.resolveSibling("RESULTS.md"), page);
    }
}
