package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.List;

/** What is in stores: reading it, catching up with it, opening it; and the whole path through a store in memory. */
final class StoreTables {
    private static final String ITEMS = "items=5000000";

    private StoreTables() {}

    static List<Table> all() {
        return List.of(scan(), sparse(), streams(), open(), memoryPath());
    }

    private static Table scan() {
        return Table.ofCosts(
                "scan",
                "Scan of 5 million entries (milliseconds)",
                """
                Payloads of 256 bytes, 20 labels of 16 bytes; all in the system's cache; each record becomes position, time, label and payload on the
                heap, and all of them are looked at. *Store*: the LMDB store through `History.scan`. *lmdbjava*: a record for each value, a
                cursor from first to last. *Chronicle*: Queue with a tailer. *Plain file*: read in pieces of a mebibyte.""",
                List.of(
                        own("store", HistoryScan.class, ITEMS),
                        peer("lmdbjava", PeerScan.class, "log=lmdbjava", ITEMS).with(Logs.LMDB_FLAGS),
                        peer("Chronicle", PeerScan.class, "log=chronicle", ITEMS)
                                .with(Logs.CHRONICLE_FLAGS),
                        peer("plain file", PeerScan.class, "log=growing-file", ITEMS)),
                Target.faster(2.5, "store", "lmdbjava"),
                Target.faster(1.2, "store", "Chronicle"),
                Target.faster(0.7, "store", "plain file"));
    }

    private static Table sparse() {
        return Table.ofCosts(
                "sparse",
                "5,000 entries of one label among 5 million (milliseconds)",
                """
                The LMDB store as above; every thousandth entry has the label. *Full scan*: all entries of the same store. Either of the two targets
                is aimed at, as a faster full scan makes the ratio smaller.""",
                List.of(
                        own("one label", HistoryScan.class, ITEMS, "sparse=true"),
                        own("full scan", HistoryScan.class, ITEMS)),
                Target.faster(20, "one label", "full scan"),
                Target.atMost(25, "one label"));
    }

    private static Table streams() {
        return new Table(
                "streams",
                "Streams that catch up together (thousand entries a second, all streams)",
                """
                Each from the oldest entry of an LMDB store as above, a thread for each, `drain` of up to 1,024, each entry decoded. Heap: what is in
                use after a collection, while all streams are halfway.""",
                false,
                List.of(Workload.VALUE, StreamsCatchUp.HEAP),
                List.of(
                        own("1 stream a million behind", StreamsCatchUp.class, "streams=1", "behind=1000000"),
                        own("100 streams a million behind", StreamsCatchUp.class, "streams=100", "behind=1000000"),
                        own("100 streams 100000 behind", StreamsCatchUp.class, "streams=100", "behind=100000")),
                List.of(Target.faster(0.7, "100 streams a million behind", "1 stream a million behind")));
    }

    private static Table open() {
        return new Table(
                "open",
                "Hub.open on stores of growing size (milliseconds)",
                """
                An LMDB store as above, in the system's cache; the hub is opened and closed. *Span*: a reader is opened, asked for its span and
                closed, which is what `feedhub span` does once its JVM is there.""",
                true,
                List.of(Workload.VALUE, Opening.SPAN, Opening.GIGABYTES),
                List.of(
                        own("10 thousand entries", Opening.class, "items=10000"),
                        own("4 million entries", Opening.class, "items=4000000"),
                        own("40 million entries", Opening.class, "items=40000000")),
                List.of(Target.costs(1.2, "40 million entries", "10 thousand entries")));
    }

    private static Table memoryPath() {
        return new Table(
                "memory-path",
                "Publisher, memory store, listener: the whole path (nanoseconds per item)",
                """
                One publisher, the default feed of 1,024, the default memory store, one listener of capacity 8,192 that takes one entry at a time.
                *One at a time*: the publisher waits for the receipt of an item before it publishes the next.""",
                true,
                List.of(Workload.VALUE, Taking.LOST),
                List.of(
                        own("hub", HubPipe.class, "publishers=1", "store=memory"),
                        own("one at a time", OneAtATime.class, "store=memory")),
                List.of(Target.faster(15, "hub", "one at a time")));
    }
}
