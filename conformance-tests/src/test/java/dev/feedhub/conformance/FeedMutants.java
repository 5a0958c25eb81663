package dev.feedhub.conformance;

import java.util.List;

/** What a feed can get wrong. */
final class FeedMutants {
    static final List<EngineMutant> ALL = List.of(
            EngineMutant.of("calls itself full when it has taken an item, now and then", "F-1")
                    .where(
                            "BoundedFeed",
                            "return offer(encoded(label, data)) >= 0;",
                            "long number = offer(encoded(label, data)); return number >= 0 && number % 50 != 49;"),
            EngineMutant.of("takes small items first", "F-2", "F-1")
                    .where("BoundedFeed", "if (count > 0) {\n            ring.remove(count);", """
                            java.util.Arrays.sort(items, 0, count, java.util.Comparator.comparingLong(
                                    item -> ((PublishedItem<?>) item).bytes()));
                            if (count > 0) {
                                ring.remove(count);"""),
            EngineMutant.of("has room for three times its capacity", "F-3", "H-5")
                    .where("BoundedFeed", "new ItemRing<>(capacity)", "new ItemRing<>(2 * capacity)"),
            EngineMutant.of("adds an item though its publication was given up", "F-4", "F-5")
                    .where(
                            "BoundedFeed",
                            "room.leave(place, number >= 0);",
                            "room.leave(place, number >= 0); if (number < 0) givenUp.add(item);")
                    .where("BoundedFeed", "return count == items.length ? waiting : new Batch<>(items, count);", """
                            Object[] all = java.util.stream.Stream.concat(
                                            java.util.Arrays.stream(items, 0, count),
                                            count > 0 ? givenUp.stream() : java.util.stream.Stream.empty())
                                    .toArray();
                            if (count > 0) givenUp.clear();
                            return new Batch<>(all, all.length);""")
                    .where(
                            "BoundedFeed",
                            "private final int capacity;",
                            "private final int capacity; private final java.util.Queue<PublishedItem<T>> givenUp ="
                                    + " new java.util.concurrent.ConcurrentLinkedQueue<>();"),
            EngineMutant.of("panics when it is closed while somebody publishes", "F-5")
                    .where(
                            "BoundedFeed",
                            "lifecycle.requireRunning();\n            throw new ClosedException(\"the feed\");",
                            "throw new IllegalStateException(\"send on a closed feed\");"),
            EngineMutant.of("does not wake publishers when it is closed", "F-5", "F-3", "H-4")
                    .where("BoundedFeed", "ring.close();\n        room.call(Integer.MAX_VALUE);", "ring.close();"),
            EngineMutant.of("forgets what it has accepted when it is closed", "F-6", "F-5")
                    .where(
                            "HubLoop",
                            "while (!feed.isDrained() && ",
                            "while (lifecycle.state() == dev.feedhub.Hub.State.RUNNING && "),
            EngineMutant.of("stores nothing for what cannot be encoded", "F-7", "W-1")
                    .where("StoreIndexer", "throw new EncodeException(label, cause);", "return new byte[0];"),
            EngineMutant.of("lets the hub's thread wait for a receipt", "F-8")
                    .where("IndexedReceipt", "indexed.lifecycle().requireOtherThread(\"Receipt.await\");", ""),
            EngineMutant.of("compares the characters of a label with a limit in bytes", "F-9")
                    .where("StoreIndexer", "label.getBytes(StandardCharsets.UTF_8).length", "label.length()"),
            EngineMutant.of("ends a batch after the store's limit", "F-9")
                    .where("BoundedFeed", "bytes + waiting.get(count).bytes() <= batchBytes", "bytes <= batchBytes"),
            EngineMutant.of("decodes a page when it is read", "F-10")
                    .where(
                            "StoreHistory",
                            "return new StoredEntry<>(record, codec);",
                            "StoredEntry<T> entry = new StoredEntry<>(record, codec); entry.data(); return entry;"));

    private FeedMutants() {}
}
