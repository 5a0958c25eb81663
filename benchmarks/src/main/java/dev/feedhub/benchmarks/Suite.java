package dev.feedhub.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures tables. The rows of a table take turns, a fork each, so that what disturbs the machine disturbs all of them; a row whose forks
 * others disturbed is measured again, but no more often than twice as often as it should be.
 */
public final class Suite {
    private static final int FORKS = Integer.getInteger("feedhub.forks", 5);

    private final Forks forks;
    private final String origin;
    private final String jvm;
    private final String newJvm;

    private Suite(Forks forks, String origin, String jvm, String newJvm) {
        this.forks = forks;
        this.origin = origin;
        this.jvm = jvm;
        this.newJvm = newJvm;
    }

    /**
     * Measures, prints, and keeps what it measured if it is told where.
     *
     * @param args the java program of JDK 17 and that of JDK 25, a folder for the forks' files, what is measured (commit, machine), the versions
     *     of the two JVMs, the folder to keep the results in, or "" for none, then the names of tables; all tables if there are none
     * @throws IOException if a fork fails, or a result cannot be written
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Forks forks = new Forks(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        Suite suite = new Suite(forks, args[3], args[4], args[5]);
        String keep = args[6];
        List<String> names = List.of(args).subList(7, args.length);
        if (names.contains("--list")) {
            Tables.all().forEach(table -> System.out.println(table.name()));
            return;
        }
        List<Table> tables = chosen(names);
        for (Table table : tables) {
            RawResults results = suite.measure(table);
            new Report(table, results).lines().forEach(System.out::println);
            System.out.println();
            if (!keep.isEmpty()) {
                results.write(Path.of(keep), table);
                ResultsPage.write(Path.of(keep));
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
        return new RawResults(origin + ", JVM " + (table.rows().get(0).newJvm() ? newJvm : jvm), samples);
    }
}
