package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.START;
import static dev.feedhub.store.memory.tests.MemoryStores.bound;
import static dev.feedhub.store.memory.tests.MemoryStores.positions;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A log of several chunks answers as a list of labels would, also where ranges, floors and batches cross the chunks' ends. */
class ChunkBoundaryTest {
    /** A batch whose label is each of so many in turn, a trim, and what to read then, in parts of what has been appended. */
    record Step(
            int batch, int labels, int trim, double from, double to, String glob, int maxRecords, int maxExamined) {}

    /** A record that fills a chunk. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final List<String> labels = new ArrayList<>(); // by position, from 1
    private long floor;

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> batches = Arbitraries.of(1, 5, 1_000, 1_023, 1_024, 1_025, 3_000);
        Arbitrary<Integer> trims = Arbitraries.of(0, 0, 1, 700, 1_024, 5_000);
        Arbitrary<Double> ends = Arbitraries.doubles().between(0, 1).ofScale(3);
        return Combinators.combine(
                        batches,
                        Arbitraries.of(1, 3, 100, 2_000),
                        trims,
                        ends,
                        ends,
                        Arbitraries.of("*", "l/1", "*7", "missing"),
                        Arbitraries.of(1_000_000, 1_000, 7),
                        Arbitraries.of(1_000_000, 3_000, 400))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 60)
    void s05_aLogOfSeveralChunksAnswersAsAListWould(@ForAll("steps") List<Step> steps) {
        labels.clear();
        floor = 0;
        try (Store store = MemoryStores.open()) {
            for (Step step : steps) {
                append(store, step);
                long trimmed = Math.min(floor + step.trim, labels.size()) - floor;
                assertEquals(trimmed, store.trim(CTX, floor + step.trim), () -> "trimmed at " + step);
                floor += trimmed;
                check(store, step);
            }
        }
    }

    private void append(Store store, Step step) {
        int first = labels.size() + 1;
        List<Record> batch = IntStream.range(first, first + step.batch)
                .mapToObj(position -> new Record(time(position), "l/" + position % step.labels, payload(position)))
                .toList();
        batch.forEach(record -> labels.add(record.label()));
        assertEquals(first, store.append(CTX, batch).at(0));
    }

    private static Instant time(long position) {
        return START.plusSeconds(position / 10);
    }

    private static byte[] payload(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    private void check(Store store, Step step) {
        long from = floor + 1 + (long) (step.from * (labels.size() - floor));
        long to = floor + (long) (step.to * (labels.size() - floor));
        LabelFilter filter = LabelFilter.glob(step.glob);
        List<Long> expected = new ArrayList<>();
        for (long position = from; position <= to; position++) {
            if (filter.matches(labels.get((int) position - 1))) {
                expected.add(position);
            }
        }
        ReadRequest request = new ReadRequest(
                bound(store, from - 1, false),
                bound(store, to, true),
                filter,
                false,
                step.maxRecords,
                step.maxExamined);
        ReadRequest reversed =
                new ReadRequest(request.lower(), request.upper(), filter, true, step.maxRecords, step.maxExamined);
        assertEquals(expected.size(), store.count(CTX, request), () -> "counted at " + step);
        assertEquals(expected, positions(store, request), () -> "read at " + step);
        List<Long> backwards = positions(store, reversed);
        Collections.reverse(backwards);
        assertEquals(expected, backwards, () -> "read newest first at " + step);
        store.read(CTX, request).records().forEach(this::checkRecord);
        checkTime(store, from);
    }

    private void checkRecord(StoredRecord stored) {
        long position = stored.cursor().position();
        assertEquals(labels.get((int) position - 1), stored.record().label());
        assertEquals(time(position), stored.record().time());
        assertEquals(
                ByteBuffer.wrap(payload(position)),
                ByteBuffer.wrap(stored.record().payload()));
    }

    private void checkTime(Store store, long position) {
        long first = Math.max(floor + 1, position / 10 * 10);
        assertEquals(
                first > labels.size() ? Optional.empty() : Optional.of(first),
                store.firstAtOrAfter(CTX, time(position)).map(Cursor::position),
                () -> "first at or after the time of " + position);
    }

    @Test
    void s05_rangesOfChunksOfOneRecordEach() {
        int records = 5;
        try (Store store = MemoryStores.open()) {
            store.append(CTX, MemoryStores.records(records, "large", CHUNK_BYTES));
            for (long from = 1; from <= records; from++) {
                for (long to = from; to <= records; to++) {
                    List<Long> range = LongStream.rangeClosed(from, to).boxed().toList();
                    Bound lower = bound(store, from - 1, false);
                    Bound upper = bound(store, to, true);
                    ReadRequest request = new ReadRequest(lower, upper, LabelFilter.any(), false, 10, Long.MAX_VALUE);
                    assertEquals(range, positions(store, request));
                    List<Long> backwards = new ArrayList<>(positions(
                            store, new ReadRequest(lower, upper, LabelFilter.any(), true, 10, Long.MAX_VALUE)));
                    Collections.reverse(backwards);
                    assertEquals(range, backwards);
                }
            }
        }
    }
}
