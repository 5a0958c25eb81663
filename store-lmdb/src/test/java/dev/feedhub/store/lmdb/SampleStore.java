package dev.feedhub.store.lmdb;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store with trees of more than one level and pages that are free, whose records follow from their positions: so what is
 * read can be told from what was written, by any process.
 */
final class SampleStore {
    /** The newest position. */
    static final int NEWEST = 2_000;

    /** The floor. */
    static final int FLOOR = 300;

    /** How many labels. */
    static final int LABELS = 120;

    private static final Context CTX = Context.background();
    private static final int BATCH = 40;
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

    private SampleStore() {}

    /** Makes one in the folder {@code store} of a folder. */
    static Path make(Path folder) {
        try (Store store = Stores.write(folder)) {
            for (int first = 1; first <= NEWEST; first += BATCH) {
                append(store, first, BATCH);
            }
            store.trim(CTX, FLOOR);
        }
        return folder.resolve("store");
    }

    static Positions append(Store store, int first, int count) {
        return store.append(
                CTX,
                IntStream.range(first, first + count)
                        .mapToObj(SampleStore::record)
                        .toList());
    }

    /** The record of a position. */
    static Record record(long position) {
        byte[] payload = new byte[(int) (position * 131 % 3_000)];
        new Random(position).nextBytes(payload);
        return new Record(TIME.plusSeconds(position / 7), label((int) (position % LABELS)), payload);
    }

    static String label(int number) {
        return "topic/" + number;
    }

    /** The positions that a whole read of a store gives, each of whose records is as it was written. */
    static List<Long> positions(Store store, LabelFilter filter, boolean descending) {
        List<Long> positions = new ArrayList<>();
        Query.@Nullable Bound beyond = null;
        while (true) {
            RecordPage page = store.read(
                    CTX,
                    new ReadRequest(
                            descending ? null : beyond, descending ? beyond : null, filter, descending, 500, 1 << 20));
            for (StoredRecord stored : page.records()) {
                requireSame(stored);
                positions.add(stored.cursor().position());
            }
            if (page.atEnd()) {
                return positions;
            }
            beyond = new Query.Bound(page.through(), false);
        }
    }

    /** Fails unless a record is the one that was written at its position. */
    static void requireSame(StoredRecord stored) {
        Record written = record(stored.cursor().position());
        Record read = stored.record();
        if (!written.label().equals(read.label())
                || !written.time().equals(read.time())
                || !Arrays.equals(written.payload(), read.payload())) {
            throw new AssertionError("the record at " + stored.cursor() + " is not the one that was written");
        }
    }

    /** All records after a cursor. */
    static ReadRequest after(Cursor cursor) {
        return new ReadRequest(new Query.Bound(cursor, false), null, LabelFilter.any(), false, 100, 1 << 20);
    }

    /** Reads a sound store in all ways. */
    static void assertSound(Store store, int floor, int newest) {
        List<Long> all = new ArrayList<>();
        IntStream.rangeClosed(floor + 1, newest).forEach(position -> all.add((long) position));
        assertEquals(all, positions(store, LabelFilter.any(), false));
        for (int label = 0; label < LABELS; label += 13) {
            int wanted = label;
            assertEquals(
                    all.stream().filter(position -> position % LABELS == wanted).toList(),
                    positions(store, LabelFilter.exactly(label(label)), false));
        }
    }

    /** Copies a store's files, without what belongs to the processes that use it. */
    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (String file : List.of(StoreFolder.MANIFEST, StoreFolder.DATA)) {
                Files.write(to.resolve(file), Files.readAllBytes(from.resolve(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of all files of a folder, by their names, but those of locks. */
    static Map<String, Integer> hashes(Path folder) {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put("" + file.getFileName(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HashMap<>(hashes);
    }
}
