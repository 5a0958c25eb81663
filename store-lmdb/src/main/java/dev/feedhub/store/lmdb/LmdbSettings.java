package dev.feedhub.store.lmdb;

import dev.feedhub.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of a store in a folder. */
final class LmdbSettings {
    static final Setting<Path> PATH = Setting.path(
            "feedhub.store.lmdb.path",
            null,
            "The folder of the store; made if it does not exist. Not on a network drive.");

    static final Setting<Durability> DURABILITY = Setting.choice(
            "feedhub.store.lmdb.durability",
            Durability.COMMIT,
            "commit: what append returned survives a power failure. meta: a power failure may undo the last appends,"
                    + " whole ones, and never damages what is older.");

    static final Setting<Long> MAP_SIZE = Setting.bytes(
            "feedhub.store.lmdb.mapSize",
            defaultMapSize(),
            1 << 20,
            1L << 46,
            "How much address space to reserve; no disk or memory. The store grows it when it is used up.");

    static final Setting<Long> MAX_ENTRIES = Setting.number(
            "feedhub.store.lmdb.maxEntries",
            Long.MAX_VALUE,
            1,
            Long.MAX_VALUE,
            "How many of the newest entries the store keeps, and at most a block of older ones.");

    static final Setting<Long> MAX_BYTES = Setting.bytes(
            "feedhub.store.lmdb.maxBytes",
            Long.toString(Long.MAX_VALUE),
            1,
            Long.MAX_VALUE,
            "How many bytes of the newest entries the store keeps, and at most a block of older ones.");

    static final Setting<Duration> MAX_AGE = Setting.duration(
            "feedhub.store.lmdb.maxAge",
            "36500d",
            Duration.ofMillis(1),
            Duration.ofDays(36_500),
            "How long the store keeps an entry, at least; the block it is in follows.");

    static final List<Setting<?>> ALL = List.of(PATH, DURABILITY, MAP_SIZE, MAX_ENTRIES, MAX_BYTES, MAX_AGE);

    private LmdbSettings() {}

    /** What an append that returned has survived. */
    enum Durability {
        /** A power failure. */
        COMMIT,
        /** The end of the process. */
        META
    }

    private static String defaultMapSize() {
        boolean windows =
                System.getProperty("os.name", "").startsWith("Windows"); // its files are as large as their map
        return windows ? "256MiB" : "1TiB";
    }
}
