package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labels that are very many, or alike.
 *
 * <p>{@code -Dfeedhub.full=true} runs it with a million labels.
 */
@Tag("once")
@Timeout(600)
class ManyLabelsTest {
    private static final Context CTX = Context.background();
    private static final int BATCH = 1_000;

    /** So large that half of the labels are in more blocks than are listed at once. */
    private static final int PAYLOAD = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static ReadRequest request(LabelFilter filter) {
        return new ReadRequest(null, null, filter, false, 1_000_000, Long.MAX_VALUE);
    }

    private static List<Long> positions(Store store, LabelFilter filter) {
        RecordPage page = store.read(CTX, request(filter));
        assertEquals(page.records().size(), store.count(CTX, request(filter)), "count of " + filter);
        return page.records().stream().map(stored -> stored.cursor().position()).toList();
    }

    @Test
    void eachOfVeryManyLabelsIsFound() {
        int labels = FullSize.of(50_000, 1_000_000);
        List<Duration> tenths = new ArrayList<>();
        try (Store store = Stores.write(folder)) {
            long began = System.nanoTime();
            for (int first = 0; first < labels; first += BATCH) {
                store.append(CTX, records(first));
                if ((first + BATCH) % (labels / 10) == 0) {
                    tenths.add(Duration.ofNanos(System.nanoTime() - began));
                    began = System.nanoTime();
                }
            }
            assertFound(store, labels, 0);
        }
        System.out.println(labels + " labels were appended, each tenth in " + tenths);
        try (Store store = Stores.write(folder)) {
            assertFound(store, labels, 0);
            assertEquals(labels / 2, store.trim(CTX, labels / 2));
            assertFound(store, labels, labels / 2);
            ListedBlocksRemoved.check(folder, 1);
        }
    }

    /** Label {@code number} is that of position {@code number + 1}. */
    private static String label(int number) {
        return "tenant/%d/user/%07d".formatted(number % 10, number);
    }

    private static List<Record> records(int first) {
        return IntStream.range(first, first + BATCH)
                .mapToObj(number -> new Record(Instant.EPOCH, label(number), new byte[PAYLOAD]))
                .toList();
    }

    private static void assertFound(Store store, int labels, int floor) {
        for (int number : new int[] {0, 1, labels / 2 - 1, labels / 2, labels - BATCH, labels - 1}) {
            List<Long> expected = number < floor ? List.of() : List.of(number + 1L);
            assertEquals(expected, positions(store, LabelFilter.exactly(label(number))), "label " + number);
        }
        assertEquals(List.of(), positions(store, LabelFilter.exactly(label(labels))));
        assertEquals((labels - floor) / 10, store.count(CTX, request(LabelFilter.glob("tenant/3/*"))));
        int ten = labels - 100;
        List<Long> expected = IntStream.range(ten, ten + 10)
                .filter(number -> number % 10 == 3)
                .mapToObj(number -> number + 1L)
                .toList();
        String beginning = label(ten + 3).substring(0, label(ten + 3).length() - 1);
        assertEquals(expected, positions(store, LabelFilter.glob(beginning + "*")));
        assertEquals(labels - floor, store.count(CTX, request(LabelFilter.any())));
    }

    @Test
    void longLabelsThatBeginAlikeAreToldApart() {
        String beginning = "x".repeat(1_000);
        assertApart(IntStream.range(0, 300)
                .mapToObj(number -> beginning + "%024d".formatted(number))
                .toList());
    }

    @Test
    void labelsWithTheSameKeyInTheIndexAreToldApart() {
        List<String> pair = collision("collides/".repeat(8));
        assertNotEquals(pair.get(0), pair.get(1));
        assertArrayEquals(
                LabelKey.of(pair.get(0)).bytes(), LabelKey.of(pair.get(1)).bytes(), "the two share a key");
        assertApart(List.of(pair.get(0), pair.get(1), pair.get(0) + "x", "other"));
    }

    /** Two labels with the same beginning and the same checksum, of which there are some among a few hundred thousand. */
    private static List<String> collision(String beginning) {
        Map<Integer, String> byChecksum = new HashMap<>();
        for (int number = 0; ; number++) {
            String label = beginning + number * 2_654_435_761L;
            String other = byChecksum.putIfAbsent(
                    java.util.Arrays.hashCode(LabelKey.of(label).bytes()), label);
            if (other != null
                    && java.util.Arrays.equals(
                            LabelKey.of(label).bytes(), LabelKey.of(other).bytes())) {
                return List.of(other, label);
            }
        }
    }

    /** Appends records of many blocks with each label, and some without a neighbour of the same label, and finds them. */
    private void assertApart(List<String> labels) {
        int records = 3_000;
        try (Store store = Stores.write(folder)) {
            for (int first = 0; first < records; first += 100) {
                store.append(
                        CTX,
                        IntStream.range(first, first + 100)
                                .mapToObj(number ->
                                        new Record(Instant.EPOCH, labels.get(of(number, labels)), new byte[1_000]))
                                .toList());
            }
            store.trim(CTX, 500);
            for (int label = 0; label < labels.size(); label++) {
                int wanted = label;
                List<Long> expected = IntStream.range(500, records)
                        .filter(number -> of(number, labels) == wanted)
                        .mapToObj(number -> number + 1L)
                        .toList();
                assertEquals(expected, positions(store, LabelFilter.exactly(labels.get(label))), "label " + label);
            }
            String last = labels.get(labels.size() - 1);
            long both = IntStream.range(500, records)
                    .filter(number -> labels.get(of(number, labels))
                            .startsWith(labels.get(0).substring(0, 60)))
                    .count();
            assertEquals(
                    both,
                    store.count(CTX, request(LabelFilter.glob(labels.get(0).substring(0, 60) + "*"))));
            assertEquals(
                    records - 500 - positions(store, LabelFilter.exactly(last)).size(),
                    store.count(CTX, request(LabelFilter.any().except(LabelFilter.exactly(last)))));
        }
    }

    private static int of(int number, List<String> labels) {
        return number / 40 * 7 % labels.size();
    }
}
