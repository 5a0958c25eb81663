package dev.feedhub.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDBException;

/** The logs by the names that rows have for them, and the flags that they need. */
final class Logs {
    /** For lmdbjava's fastest buffers. */
    static final List<String> LMDB_FLAGS =
            List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");

    /** As its documentation lists them. */
    static final List<String> CHRONICLE_FLAGS = List.of(
            "-Dchronicle.analytics.disable=true",
            "-Dslf4j.internal.verbosity=ERROR",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED");

    private Logs() {}

    static DurableLog open(String name, Path folder) throws IOException, RocksDBException {
        return switch (name) {
            case "store" -> StoreLog.open(folder);
            case "rocksdb" -> RocksLog.open(folder);
            default -> openPeer(name, folder);
        };
    }

    /** One that can be scanned. */
    static PeerLog openPeer(String name, Path folder) throws IOException {
        return switch (name) {
            case "lmdbjava" -> LmdbLog.open(folder);
            case "lmdbjava-append" -> LmdbLog.openToAppend(folder);
            case "growing-file" -> FileLog.growing(folder);
            case "preallocated-file" -> FileLog.preallocated(folder);
            case "chronicle" -> ChronicleLog.open(folder);
            default -> throw new IllegalArgumentException("no log \"" + name + "\"");
        };
    }
}
