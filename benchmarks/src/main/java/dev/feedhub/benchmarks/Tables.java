package dev.feedhub.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** All tables, in the order of the page. */
final class Tables {
    private Tables() {}

    static List<Table> all() {
        return Stream.of(
                        PipeTables.all(),
                        FanOutTables.all(),
                        DeliveryTables.all(),
                        CostTables.all(),
                        DiskTables.all(),
                        StoreTables.all(),
                        HttpTables.all())
                .flatMap(List::stream)
                .toList();
    }
}
