package dev.feedhub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures tables. The rows of a table take turns, a fork each, so that what disturbs the machine disturbs all of them; a row whose forks
 * others disturbed is measured again, but no more often than twice as often as it should be.
 */
public final class Suite {
    private static final int FORKS = Integer.getInteger("feedhub.forks", 5);

    private final Forks forks;
    private final String origin;

    private Suite(Forks forks, String origin) {
        this.forks = forks;
        this.origin = origin;
    }

    /**
     * Measures, prints, and keeps what it measured if it is told where.
     *
     * @param args the java program of JDK 17 and that of JDK 25, a folder for the forks' files, what is measured (commit, machine, JVM), the
     *     folder to keep the results in, or "" for none, then the names of tables; all tables if there are none
     * @throws IOException if a fork fails, or a result cannot be written
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Suite suite = new Suite(new Forks(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])), args[3]);
        List<String> names = List.of(args).subList(5, args.length);
        if (names.contains("--list")) {
            Tables.all().forEach(table -> System.out.println(table.name()));
            return;
        }
        List<Table> tables = chosen(names);
        for (Table table : tables) {
            RawResults results = suite.measure(table);
            new Report(table, results).lines().forEach(System.out::println);
            System.out.println();
            if (!args[4].isEmpty()) {
                results.write(Path.of(args[4]), table);
                writePage(Path.of(args[4]));
            }
        }
    }

    private static List<Table> chosen(List<String> names) {
        List<Table> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(Tables.all().stream()
                    .filter(table -> table.name().equals(name))
                    .findAny()
                    .orElseThrow(() -> new IllegalArgumentException("no table \"" + name + "\"; there are "
                            + Tables.all().stream().map(Table::name).toList())));
        }
        return chosen.isEmpty() ? Tables.all() : chosen;
    }

    private RawResults measure(Table table) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= 2 * FORKS; round++) {
            for (Row row : table.rows()) {
                boolean enough = samples.stream()
                                .filter(sample -> sample.row().equals(row.name()) && !sample.isDisturbed())
                                .count()
                        >= FORKS;
                if (!enough) {
                    Sample sample = forks.measure(row);
                    System.err.printf("%s %d: %s%n", table.name(), round, sample);
                    samples.add(sample);
                }
            }
        }
        return new RawResults(origin, samples);
    }

    /** Writes the page that shows all tables of which results are kept. */
    private static void writePage(Path folder) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("preface.md")));
        for (Table table : Tables.all()) {
            Optional<RawResults> results = RawResults.read(folder, table);
            if (results.isPresent()) {
                lines.add("");
                lines.addAll(new Report(table, results.get()).lines());
            }
        }
        Files.write(folder.resolveSibling("RESULTS.md"), lines);
    }
}
