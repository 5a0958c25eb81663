package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/WRITING-A-STORE.md} shows is in the files it names. */
class WorkedStoreTest {
    private static final Pattern SHOWN = Pattern.compile("(?s)\\]\\(\\.\\./(examples/[^)]+)\\)\n\n```\\w+\n(.*?)\n```");

    @Test
    void thePageShowsWhatIsInTheFiles() throws IOException {
        Path root = Sources.ofRepository().root();
        String page = Files.readString(root.resolve("docs/WRITING-A-STORE.md"));
        SortedSet<Path> shown = new TreeSet<>();
        Matcher block = SHOWN.matcher(page);
        while (block.find()) {
            Path file = root.resolve(block.group(1));
            shown.add(file);
            assertTrue(
                    Collections.indexOfSubList(lines(Files.readString(file)), lines(block.group(2))) >= 0,
                    () -> file + " has not what docs/WRITING-A-STORE.md shows of it: " + block.group(2));
        }
        assertEquals(files(root.resolve("examples/mvstore-store")), shown, "files that are shown");
    }

    private static List<String> lines(String text) {
        return new ArrayList<>(text.lines().map(String::strip).toList());
    }

    private static SortedSet<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new TreeSet<>(files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("target"))
                            && !file.getFileName().toString().startsWith("."))
                    .toList());
        }
    }
}
