package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DecodeException;
import dev.feedhub.Entry;
import dev.feedhub.LabelFilter;
import dev.feedhub.Page;
import dev.feedhub.Query;
import dev.feedhub.StreamOptions;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages over a store that looks at three records at a time. */
class StoreHistoryTest {
    private static final Context FOREVER = Context.background();
    private static final Query RARE = Query.all().matching(LabelFilter.exactly("rare"));

    private final FakeStore store = new FakeStore();
    private final StoreHistory<String> history = new StoreHistory<>(store, Codec.utf8());

    @BeforeEach
    void fill() {
        store.examinedPerPage = 3;
        for (int i = 1; i <= 20; i++) { // rare are 10 and 20
            store.append(FOREVER, List.of(new Record(Instant.ofEpochSecond(i), i % 10 == 0 ? "rare" : "a", null)));
        }
    }

    private static Cursor at(long position) {
        return new Cursor(position, FakeStore.EPOCH);
    }

    private List<Long> scan(Query query) {
        List<Long> positions = new ArrayList<>();
        history.scan(FOREVER, query, entry -> positions.add(entry.cursor().position()));
        return positions;
    }

    private static List<Long> positions(Page<String> page) {
        return page.entries().stream().map(entry -> entry.cursor().position()).toList();
    }

    @Test
    void s05_aPageHasAnEntryIfThereIsOne() {
        Page<String> page = history.read(FOREVER, RARE);
        assertEquals(List.of(10L), positions(page));
        assertEquals(List.of(20L), positions(history.read(FOREVER, RARE.after(page.through()))));
        assertEquals(List.of(), positions(history.read(FOREVER, RARE.after(at(20)))));
        assertEquals(List.of(20L), positions(history.read(FOREVER, RARE.newestFirst())));
        assertEquals(
                List.of(10L), positions(history.read(FOREVER, RARE.newestFirst().before(at(20)))));
    }

    @Test
    void s05_scansKeepOrderBoundsAndLimit() {
        assertEquals(20, scan(Query.all()).size());
        assertEquals(List.of(10L, 20L), scan(RARE));
        assertEquals(List.of(20L, 10L), scan(RARE.newestFirst()));
        assertEquals(List.of(5L, 6L, 7L, 8L), scan(Query.all().from(at(5)).before(at(9))));
        assertEquals(
                List.of(9L, 8L, 7L, 6L),
                scan(Query.all().after(at(5)).through(at(9)).newestFirst()));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), scan(Query.all().limit(5)));
        assertEquals(List.of(20L, 19L, 18L, 17L), scan(Query.all().limit(4).newestFirst()));
        List<Entry<String>> one = new ArrayList<>();
        history.scan(FOREVER, Query.all(), entry -> !one.add(entry));
        assertEquals(1, one.size(), "the visitor ends it");
        assertEquals(2, history.count(FOREVER, RARE));
        assertEquals(7, history.count(FOREVER, Query.all().limit(7)));
        assertEquals(
                List.of(1L, 2L), positions(history.read(FOREVER, Query.all().limit(2))));
    }

    @Test
    void s06_aReadWithoutAStartBeginsAgainWhereRetentionOvertakesIt() {
        int[] reads = new int[1];
        store.onRead = () -> {
            if (++reads[0] == 2) {
                store.trim(FOREVER, 12);
            }
        };
        assertEquals(List.of(20L), positions(history.read(FOREVER, RARE)));
        store.onRead = () -> {};
        assertThrows(TruncatedException.class, () -> history.read(FOREVER, RARE.after(at(3))));
        assertThrows(TruncatedException.class, () -> history.read(FOREVER, RARE.from(at(12))));
        assertEquals(List.of(20L), positions(history.read(FOREVER, RARE.after(at(12)))));
    }

    @Test
    void theContextIsCheckedBetweenPages() {
        Cancellable ctx = FOREVER.withCancel();
        int[] reads = new int[1];
        store.onRead = () -> {
            if (++reads[0] == 2) {
                ctx.close();
            }
        };
        assertThrows(CancelledException.class, () -> history.scan(ctx, RARE, entry -> true));
        assertEquals(2, reads[0]);
    }

    @Test
    void aStreamStartsBeforeTheFirstEntryOfATime() {
        assertEquals(
                at(11),
                StreamStart.resolve(
                        history, StreamOptions.at(Instant.ofEpochSecond(12)).start()));
        assertEquals(
                Cursor.ORIGIN,
                StreamStart.resolve(history, StreamOptions.at(Instant.EPOCH).start()));
        assertEquals(
                at(20),
                StreamStart.resolve(history, StreamOptions.at(Instant.MAX).start()));
        assertEquals(at(20), StreamStart.resolve(history, StreamOptions.now().start()));
        store.trim(FOREVER, 15);
        assertEquals(at(15), StreamStart.resolve(history, StreamOptions.oldest().start()));
        assertEquals(
                at(15),
                StreamStart.resolve(history, StreamOptions.at(Instant.EPOCH).start()));
    }

    @Test
    void aPayloadThatCannotBeDecodedIsToldByItsEntryAlone() {
        FakeStore one = new FakeStore();
        one.append(FOREVER, List.of(new Record(Instant.EPOCH, "bad", new byte[] {-1})));
        Entry<String> bad = new StoreHistory<>(one, Codec.utf8())
                .read(FOREVER, Query.all())
                .entries()
                .get(0);
        DecodeException failure = assertThrows(DecodeException.class, bad::data);
        assertEquals(ByteBuffer.wrap(new byte[] {-1}), failure.payload());
        assertThrows(DecodeException.class, bad::data, "each time it is asked for");
        assertEquals("bad", bad.label());
        assertTrue(history.span(FOREVER).isPresent());
        assertFalse(
                new StoreHistory<>(new FakeStore(), Codec.utf8()).span(FOREVER).isPresent());
    }

    @Test
    void aCodecThatDecodesToNullIsToldToo() {
        FakeStore one = new FakeStore();
        one.append(FOREVER, List.of(new Record(Instant.EPOCH, "bad", new byte[0])));
        Codec<String> codec = new Codec<>() {
            @Override
            public byte[] encode(String label, String data) {
                return new byte[0];
            }

            @Override
            @SuppressWarnings("NullAway") // what a bad codec does
            public String decode(String label, ByteBuffer payload) {
                return null;
            }
        };
        Page<String> page = new StoreHistory<>(one, codec).read(FOREVER, Query.all());
        assertThrows(DecodeException.class, page.entries().get(0)::data, "null is an item without data");
    }
}
