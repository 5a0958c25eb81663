package dev.feedhub.store.lmdb;

import java.nio.file.Path;

/** What a process did to a disk, or said to the world, in the order in which the system saw it. */
sealed interface DiskEvent {
    /**
     * Bytes were written.
     *
     * @param durable whether they were on the disk when the call returned
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Written(Path file, long offset, byte[] bytes, boolean durable) implements DiskEvent {}

    /** What was written to a file before is on the disk; of a folder, the names in it are. */
    record Synced(Path path) implements DiskEvent {}

    /** An empty file, or a folder, was made, or opened where it was there. */
    record Made(Path path, boolean folder) implements DiskEvent {}

    record Renamed(Path from, Path to) implements DiskEvent {}

    record Removed(Path path) implements DiskEvent {}

    /** The process told a line, which whoever heard it may rely on. */
    record Said(String line) implements DiskEvent {}
}
