package dev.feedhub.store.memory.tests;

import static dev.feedhub.store.memory.tests.MemoryStores.ALL;
import static dev.feedhub.store.memory.tests.MemoryStores.CTX;
import static dev.feedhub.store.memory.tests.MemoryStores.START;
import static dev.feedhub.store.memory.tests.MemoryStores.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.LabelFilter;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Readers beside a writer that appends, trims and applies retention. Batches, trims and the bound are all multiples of one number,
 * so that every floor and every newest position that a reader ever sees has to be one.
 */
class SnapshotReadTest {
    private static final int BATCH = 7;
    private static final int BATCHES = 20_000;
    private static final int KEPT = 50 * BATCH;

    @Test
    void s09_everyAnswerIsOneMomentOfTheLogBesideAWriterThatTrims() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Store store = open(Map.of("maxEntries", Integer.toString(KEPT)))) {
            List<FutureTask<Long>> readers = new ArrayList<>();
            readers.add(start(() -> readUntil(done, store, false)));
            readers.add(start(() -> readUntil(done, store, true)));
            readers.add(start(() -> watchUntil(done, store)));
            try {
                write(store);
            } finally {
                done.set(true);
            }
            for (FutureTask<Long> reader : readers) {
                assertTrue(result(reader) > 0, "a reader that read nothing");
            }
        }
    }

    private static void write(Store store) {
        for (long batch = 0; batch < BATCHES; batch++) {
            long first = batch * BATCH + 1;
            store.append(
                    CTX,
                    LongStream.range(first, first + BATCH)
                            .mapToObj(position -> new Record(START, label(position), payload(position)))
                            .toList());
            if (batch % 100 == 99) {
                store.trim(CTX, first - 10 * BATCH - 1);
            }
        }
    }

    private static String label(long position) {
        return "l/" + position % 11 + "/" + position % 1_000;
    }

    private static byte[] payload(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }

    private static long readUntil(AtomicBoolean done, Store store, boolean descending) {
        long read = 0;
        ReadRequest everything =
                new ReadRequest(null, null, LabelFilter.any(), descending, Integer.MAX_VALUE, Long.MAX_VALUE);
        ReadRequest some = MemoryStores.all(LabelFilter.glob("l/3/*"), Long.MAX_VALUE);
        while (!done.get() || read == 0) {
            RecordPage page = store.read(CTX, everything);
            checkSpan(page.span());
            checkAll(page, descending);
            store.read(CTX, some).records().forEach(SnapshotReadTest::checkRecord);
            assertEquals(0, store.count(CTX, ALL) % BATCH, "counted");
            read += page.records().size();
        }
        return read;
    }

    private static long watchUntil(AtomicBoolean done, Store store) {
        long watched = 0;
        while (!done.get() || watched == 0) {
            checkSpan(store.span(CTX));
            watched++;
        }
        return watched;
    }

    private static void checkSpan(StoreSpan span) {
        long floor = span.floor().position();
        long newest = span.newest().position();
        assertTrue(floor % BATCH == 0 && newest % BATCH == 0, () -> "half a batch: " + span);
        assertTrue(newest - floor <= KEPT, () -> "more than is to be kept: " + span);
    }

    private static void checkAll(RecordPage page, boolean descending) {
        long floor = page.span().floor().position();
        long newest = page.span().newest().position();
        assertEquals(newest - floor, page.records().size(), () -> "records of a page with " + page.span());
        long position = descending ? newest : floor + 1;
        for (StoredRecord stored : page.records()) {
            assertEquals(position, stored.cursor().position());
            checkRecord(stored);
            position += descending ? -1 : 1;
        }
    }

    private static void checkRecord(StoredRecord stored) {
        long position = stored.cursor().position();
        assertEquals(label(position), stored.record().label());
        byte[] payload = stored.record().payload();
        assertTrue(payload != null && ByteBuffer.wrap(payload).getLong() == position, () -> "the payload of " + stored);
    }

    private static FutureTask<Long> start(Callable<Long> reader) {
        FutureTask<Long> task = new FutureTask<>(reader);
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static long result(FutureTask<Long> task) throws InterruptedException, TimeoutException {
        try {
            return task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }
}
