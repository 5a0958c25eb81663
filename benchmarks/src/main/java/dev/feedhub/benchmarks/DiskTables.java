package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.ArrayList;
import java.util.List;

/** What it costs to make items durable. */
final class DiskTables {
    private DiskTables() {}

    static List<Table> all() {
        return List.of(
                append(1, 1, 0),
                append(100, 1.8, 0),
                append(1_000, 2, 0),
                append(10_000, 1.2, 0.75),
                longAppend(),
                durableDelivery());
    }

    /** With targets beside raw lmdbjava and a growing file; 0 is none. */
    private static Table append(int batch, double besideLmdb, double besideFile) {
        List<Target> targets = new ArrayList<>();
        targets.add(Target.faster(besideLmdb, "store", "lmdbjava"));
        if (besideFile > 0) {
            targets.add(Target.faster(besideFile, "store", "growing file"));
        }
        if (batch >= 100) {
            targets.add(Target.faster(1, "store", "Chronicle", "RocksDB"));
        }
        String setting = "batch=" + batch;
        return Table.ofRates(
                "append-" + batch,
                String.format("Append, durable on return, batches of %,d (thousand items a second)", batch),
                """
                Payloads of 256 bytes that do not compress, 20 labels of 16 bytes; one thread; each append returns when its batch is durable, and
                the next follows; a round of half a second begins a log. *Store*: the LMDB store through `Store.append` in its default mode, `commit`. *lmdbjava*: a `put` for each
                record, keys in order, a transaction for each batch, LMDB's default, which is durable; with `MDB_APPEND` LMDB is told that keys
                come in order. *Growing file*: the records of a batch in one write, then `FileChannel.force(false)`; *preallocated*: the same
                into a file of 512 MiB that was written before, over and over. *Chronicle*: Queue with `SyncMode.SYNC`, a document for each
                record, `sync()` for each batch. *RocksDB*: a `WriteBatch` for each batch, written with `sync`; default options. No peer has
                an index of labels, the store has.""",
                List.of(
                        own("store", DurableAppend.class, "log=store", setting),
                        peer("lmdbjava", DurableAppend.class, "log=lmdbjava", setting)
                                .with(Logs.LMDB_FLAGS),
                        peer("lmdbjava MDB_APPEND", DurableAppend.class, "log=lmdbjava-append", setting)
                                .with(Logs.LMDB_FLAGS),
                        peer("growing file", DurableAppend.class, "log=growing-file", setting),
                        peer("preallocated file", DurableAppend.class, "log=preallocated-file", setting),
                        peer("Chronicle", DurableAppend.class, "log=chronicle", setting)
                                .with(Logs.CHRONICLE_FLAGS),
                        peer("RocksDB", DurableAppend.class, "log=rocksdb", setting)),
                targets.toArray(Target[]::new));
    }

    private static Table longAppend() {
        return new Table(
                "long-append",
                "Append from 0 to 20 million, then with retention (last quarter's rate in percent of the second's)",
                """
                The LMDB store as above, batches of 10,000; rates in thousand items a second: millions 6 to 10 are the second quarter, 16 to 20 the
                last. Before, six GiB of memory that the last fork may have left go to the cache of another file. Then the store is opened again with
                a `maxEntries` of 20 million and given 10 million more; growth is that of its files from the first million on, when retention has
                begun.""",
                false,
                List.of(
                        Workload.VALUE,
                        LongAppend.EARLY,
                        LongAppend.LATE,
                        LongAppend.BYTES_PER_ITEM,
                        LongAppend.GROWTH),
                List.of(own("store", LongAppend.class, "items=20000000")),
                List.of(
                        Target.atLeast(85, "store"),
                        Target.atMost(275, "store").of(LongAppend.BYTES_PER_ITEM),
                        Target.atMost(1, "store").of(LongAppend.GROWTH)));
    }

    private static Table durableDelivery() {
        return new Table(
                "durable-delivery",
                "Publish, durable, delivered: flat out (thousand items a second)",
                """
                Payloads and labels as above, bytes that the codec copies; one publisher that never pauses, a hub with the LMDB store in its default
                mode, one listener of capacity 8,192 that takes one entry at a time. The feed holds 1,024 by default, or 8,192. *Append
                alone*: the store by itself, with batches as large as that hub's came to be. *One transaction per item*: the same hub with
                a feed of 1.""",
                false,
                List.of(Workload.VALUE, Taking.LOST, DurableDelivery.BATCH),
                List.of(
                        own("hub", DurableDelivery.class, "feed=1024"),
                        own("append alone", DurableDelivery.class, "feed=1024", "alone=true"),
                        own("hub with feed of 8192", DurableDelivery.class, "feed=8192"),
                        own("append alone as with 8192", DurableDelivery.class, "feed=8192", "alone=true"),
                        own("one transaction per item", DurableDelivery.class, "feed=1")),
                List.of(
                        Target.faster(0.8, "hub", "append alone"),
                        Target.faster(0.8, "hub with feed of 8192", "append alone as with 8192"),
                        Target.faster(200, "hub with feed of 8192", "one transaction per item"),
                        Target.atMost(0, "hub").of(Taking.LOST),
                        Target.atMost(0, "hub with feed of 8192").of(Taking.LOST)));
    }
}
