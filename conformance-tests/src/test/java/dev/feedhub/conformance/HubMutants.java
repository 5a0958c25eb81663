package dev.feedhub.conformance;

import java.util.List;

/** What a hub can get wrong. */
final class HubMutants {
    static final List<EngineMutant> ALL = List.of(
            EngineMutant.of(
                            "hands a batch out while the store is still at it",
                            "H-1",
                            "F-1",
                            "F-2",
                            "F-8",
                            "F-9",
                            "F-10",
                            "H-4",
                            "H-7",
                            "L-8",
                            "L-9",
                            "P-2",
                            "R-1",
                            "R-2",
                            "R-3",
                            "R-4",
                            "R-5",
                            "R-7",
                            "R-9",
                            "S-5",
                            "S-6",
                            "S-12",
                            "S-16",
                            "W-2")
                    .where("StoreIndexer", "Positions positions = retry.append(ctx, store, records);", """
                            if (appending != null) appending.join();
                            dev.feedhub.Cursor newest = store.span(ctx).newest();
                            List<Record> copy = List.copyOf(records);
                            Positions positions = newest.position() == 0
                                    ? retry.append(ctx, store, records)
                                    : Positions.consecutive(newest.epoch(), newest.position() + 1, copy.size());
                            if (newest.position() > 0) {
                                appending = java.util.concurrent.CompletableFuture.runAsync(() -> {
                                    Thread.yield();
                                    store.append(ctx, copy);
                                });
                            }""")
                    .where(
                            "StoreIndexer",
                            "private final AppendRetry retry;",
                            "private final AppendRetry retry;"
                                    + " private java.util.concurrent.CompletableFuture<Void> appending;"),
            EngineMutant.of("waits for who is in its sink", "H-2")
                    .where(
                            "BroadcastChannel",
                            "touched = false;\n",
                            "touched = false; synchronized (this) { begin += 0; }\n")
                    .where(
                            "ChannelListener",
                            "sink.accept(entry, lostBefore);",
                            "synchronized (channel) { sink.accept(entry, lostBefore); }"),
            EngineMutant.of("gives every third listener a channel of its own", "H-3")
                    .where(
                            "ChannelSet",
                            "Powers.atLeast(options.capacity())",
                            "Powers.atLeast(options.capacity()) << (listeners % 3)"),
            EngineMutant.of("gives up a batch that was not stored", "H-4")
                    .where("AppendRetry", "requireNotStored(first);", "if (first != null) throw first;"),
            EngineMutant.of("drains again when its feed is closed after its end", "H-5", "F-5", "L-7", "W-1")
                    .where(
                            "HubLifecycle",
                            "move(EnumSet.of(State.RUNNING), ",
                            "move(EnumSet.of(State.RUNNING, State.STOPPED), "),
            EngineMutant.of("leaves a listener open that is made after its end", "H-6")
                    .where("ChannelSet", "if (ended != null) {", "if (ended != null && listeners < 0) {"),
            EngineMutant.of("has a thread without its name", "H-7")
                    .where("SingleWriterHub", "\"feedhub-\" + name", "\"feedhub\""),
            EngineMutant.of("follows a clock that goes back", "H-8")
                    .where("BatchClock", "newest = behind ? newest : now;", "newest = now;"));

    private HubMutants() {}
}
