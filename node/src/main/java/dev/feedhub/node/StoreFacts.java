package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.History;
import dev.feedhub.Page;
import dev.feedhub.Query;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of a store by looking at its ends and its files. */
final class StoreFacts {
    private StoreFacts() {}

    static Facts of(Context ctx, History<byte[]> history, Optional<Path> folder) {
        Page<byte[]> first = history.read(ctx, Query.all().limit(1));
        Optional<Entry<byte[]>> oldest = first.entries().stream().findFirst();
        Optional<Entry<byte[]>> newest = history.read(ctx, Query.all().limit(1).newestFirst()).entries().stream()
                .findFirst();
        long entries = history.count(ctx, Query.all());
        Facts facts = new Facts()
                .add("floor", given(first.floor()))
                .add("oldest", oldest.map(Entry::cursor))
                .add("newest", given(first.newest()))
                .add("oldest time", oldest.map(Entry::time))
                .add("newest time", newest.map(Entry::time))
                .add("entries", entries);
        folder.map(StoreFacts::bytes).ifPresent(bytes -> {
            facts.add("bytes on disk", bytes);
            facts.add("bytes per entry", entries == 0 ? Optional.empty() : Optional.of(bytes / entries));
        });
        return facts;
    }

    /** Empty where it is before the first entry. */
    static Optional<Cursor> given(Cursor cursor) {
        return cursor.equals(Cursor.ORIGIN) ? Optional.empty() : Optional.of(cursor);
    }

    /** How many bytes the files of a folder have. */
    static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
