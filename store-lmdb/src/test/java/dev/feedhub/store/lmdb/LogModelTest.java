package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Logs of many blocks, whose records are cut and whose labels are in the index, beside a list: whatever is appended, removed,
 * reopened and asked for, both answer the same.
 */
@Tag("once")
@Timeout(120)
class LogModelTest {
    private static final Context CTX = Context.background();
    private static final int ROUNDS = FullSize.of(40, 400);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final List<StoredRecord> model = new ArrayList<>(); // all records ever appended
    private int floor;

    @ParameterizedTest
    @EnumSource
    void aLogAnswersAsAListWould(Labels labels) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Store store = Stores.write(folder);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String what = "seed " + seed + ", round " + round + ", labels " + labels + ": ";
                switch (random.nextInt(6)) {
                    case 0 -> trim(store, random, what);
                    case 1 -> {
                        store.close();
                        store = Stores.write(folder);
                    }
                    default -> append(store, random, labels);
                }
                for (int question = 0; question < 4; question++) {
                    ask(store, random, labels, what);
                }
            }
        } finally {
            store.close();
        }
    }

    private void append(Store store, Random random, Labels labels) {
        Instant time = Instant.ofEpochSecond(1_700_000_000L + model.size() / 50, random.nextInt(3));
        List<Record> batch = IntStream.range(0, 1 + random.nextInt(400))
                .mapToObj(i -> new Record(newest(time), labels.next(random), payload(random)))
                .toList();
        Positions positions = store.append(CTX, batch);
        for (int i = 0; i < batch.size(); i++) {
            model.add(new StoredRecord(new Cursor(positions.at(i), positions.epoch()), batch.get(i)));
        }
    }

    private Instant newest(Instant time) {
        Instant newest = model.isEmpty()
                ? Instant.MIN
                : model.get(model.size() - 1).record().time();
        return time.isBefore(newest) ? newest : time;
    }

    private static byte @Nullable [] payload(Random random) {
        int kind = random.nextInt(100);
        if (kind < 5) {
            return null;
        }
        int most = kind < 50 ? 40 : kind < 90 ? 1_500 : kind < 99 ? 20_000 : 200_000;
        byte[] payload = new byte[random.nextInt(most)];
        random.nextBytes(payload);
        return payload;
    }

    private void trim(Store store, Random random, String what) {
        int through = random.nextInt(10) == 0 ? model.size() : floor + random.nextInt(model.size() - floor + 1);
        assertEquals(through - floor, store.trim(CTX, through), what + "trim");
        floor = through;
    }

    private void ask(Store store, Random random, Labels labels, String what) {
        LabelFilter filter = labels.filter(random);
        boolean descending = random.nextBoolean();
        int first = floor + 1 + random.nextInt(model.size() - floor + 1);
        int last = random.nextBoolean() ? model.size() : Math.max(floor, random.nextInt(model.size() + 1));
        Query.@Nullable Bound lower = first > model.size() || random.nextBoolean() ? null : bound(first);
        Query.@Nullable Bound upper = last <= floor || last == model.size() ? null : bound(last);
        ReadRequest request =
                new ReadRequest(lower, upper, filter, descending, 1 + random.nextInt(500), 1 + random.nextInt(200_000));
        List<StoredRecord> expected = new ArrayList<>();
        for (int i = lower == null ? floor : first - 1; i < (upper == null ? model.size() : last); i++) {
            if (filter.matches(model.get(i).record().label())) {
                expected.add(model.get(i));
            }
        }
        assertEquals(expected.size(), store.count(CTX, request), what + "count of " + request);
        if (descending) {
            Collections.reverse(expected);
        }
        assertSame(expected, readAll(store, request), what + request);
    }

    private Query.Bound bound(int position) {
        return new Query.Bound(model.get(position - 1).cursor(), true);
    }

    private static List<StoredRecord> readAll(Store store, ReadRequest request) {
        List<StoredRecord> read = new ArrayList<>();
        ReadRequest rest = request;
        while (true) {
            RecordPage page = store.read(CTX, rest);
            read.addAll(page.records());
            if (page.atEnd()) {
                return read;
            }
            Query.Bound beyond = new Query.Bound(page.through(), false);
            rest = new ReadRequest(
                    request.descending() ? request.lower() : beyond,
                    request.descending() ? beyond : request.upper(),
                    request.filter(),
                    request.descending(),
                    request.maxRecords(),
                    request.maxExamined());
        }
    }

    private static void assertSame(List<StoredRecord> expected, List<StoredRecord> read, String what) {
        assertEquals(
                expected.stream().map(StoredRecord::cursor).toList(),
                read.stream().map(StoredRecord::cursor).toList(),
                what);
        for (int i = 0; i < read.size(); i++) {
            Record wanted = expected.get(i).record();
            Record got = read.get(i).record();
            assertEquals(wanted.label(), got.label(), what);
            assertEquals(wanted.time(), got.time(), what);
            assertArrayEquals(
                    wanted.payload(),
                    got.payload(),
                    what + " at " + expected.get(i).cursor());
        }
    }
}
