package dev.feedhub.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a store, whatever they are. */
final class Folders {
    private Folders() {}

    /** Everything below a folder, the deepest first. */
    static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Path> files(Path folder) {
        return below(folder).stream().filter(Files::isRegularFile).toList();
    }

    static void copy(Path from, Path to) {
        try {
            for (Path file : files(from)) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void empty(Path folder) {
        try {
            for (Path file : below(folder)) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is in a folder: a hash of what each file holds by its name, "folder" for folders. */
    static SortedMap<String, String> contents(Path folder) {
        SortedMap<String, String> contents = new TreeMap<>();
        for (Path file : below(folder)) {
            contents.put(folder.relativize(file).toString(), Files.isDirectory(file) ? "folder" : hash(file));
        }
        return contents;
    }

    private static String hash(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return bytes.length + " bytes with hash " + Arrays.hashCode(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
