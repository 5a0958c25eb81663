package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Query.Bound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries, the options of listeners and streams, and pages: values that change by copying. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OptionsTest {
    private static final Cursor ONE = new Cursor(1, 7);
    private static final Cursor TWO = new Cursor(2, 7);
    private static final LabelFilter FILTER = LabelFilter.glob("a/*");

    @Test
    void aQueryWantsEverythingUnlessTold() {
        Query all = Query.all();
        assertNull(all.lower());
        assertNull(all.upper());
        assertEquals(new Query(null, null, LabelFilter.any(), Long.MAX_VALUE, false), all);
        assertSame(all, Query.all());
    }

    @Test
    void eachMethodOfAQueryChangesOneThing() {
        Query query =
                Query.all().after(ONE).through(TWO).matching(FILTER).limit(3).newestFirst();
        assertEquals(new Query(new Bound(ONE, false), new Bound(TWO, true), FILTER, 3, true), query);
        assertEquals(new Query(new Bound(TWO, true), query.upper(), FILTER, 3, true), query.from(TWO));
        assertEquals(new Query(query.lower(), new Bound(ONE, false), FILTER, 3, true), query.before(ONE));
        assertEquals(new Query(new Bound(TWO, false), query.upper(), FILTER, 3, true), query.after(TWO));
        assertEquals(new Query(query.lower(), new Bound(ONE, true), FILTER, 3, true), query.through(ONE));
        assertEquals(1, query.limit(1).limit());
        assertEquals(Long.MAX_VALUE, query.limit(Long.MAX_VALUE).limit());
        assertEquals(query, query.newestFirst());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aQueryForNoEntryIsRefused(long limit) {
        assertRefused(
                "limit " + limit + " of a query: at least 1 is allowed",
                () -> Query.all().limit(limit));
    }

    @Test
    void aListenerWantsEverythingUnlessTold() {
        ListenOptions any = ListenOptions.any();
        assertEquals(new ListenOptions(LabelFilter.any(), 1_024), any);
        assertEquals(new ListenOptions(FILTER, 5), any.matching(FILTER).capacity(5));
        assertEquals(1, any.capacity(1).capacity());
        assertEquals(ListenOptions.MAX_CAPACITY, any.capacity(1_048_576).capacity());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, (1 << 20) + 1, Integer.MAX_VALUE})
    void capacityOutOfRangeIsRefused(int capacity) {
        String message = "capacity " + capacity + " of a listener's queue: 1 to 1048576 is allowed";
        assertRefused(message, () -> ListenOptions.any().capacity(capacity));
        assertRefused(
                "capacity " + capacity + " of a stream: 1 to 1048576 is allowed",
                () -> StreamOptions.now().capacity(capacity));
    }

    @Test
    void aStreamStartsWhereItSays() {
        assertEquals(new StreamOptions.Oldest(), StreamOptions.oldest().start());
        assertEquals(new StreamOptions.Now(), StreamOptions.now().start());
        assertEquals(new StreamOptions.After(ONE), StreamOptions.after(ONE).start());
        assertEquals(
                new StreamOptions.At(Instant.EPOCH),
                StreamOptions.at(Instant.EPOCH).start());
    }

    @Test
    void aStreamWantsEverythingUnlessTold() {
        StreamOptions options = StreamOptions.now();
        assertEquals(
                new StreamOptions(new StreamOptions.Now(), LabelFilter.any(), 1_024, Duration.ofSeconds(10)), options);
        assertEquals(
                new StreamOptions(new StreamOptions.Now(), FILTER, 1, Duration.ofNanos(1)),
                options.matching(FILTER).capacity(1).progressEvery(Duration.ofNanos(1)));
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        assertEquals(longest, options.progressEvery(longest).progressEvery());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void intervalOfZeroOrLessIsRefused(long seconds) {
        Duration interval = Duration.ofSeconds(seconds);
        assertRefused(
                "progressEvery " + interval + " of a stream: more than zero is allowed",
                () -> StreamOptions.now().progressEvery(interval));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        assertNamed("cursor", () -> Query.all().after(null));
        assertNamed("cursor", () -> Query.all().through(null));
        assertNamed("filter", () -> Query.all().matching(null));
        assertNamed("filter", () -> ListenOptions.any().matching(null));
        assertNamed("filter", () -> StreamOptions.now().matching(null));
        assertNamed("progressEvery", () -> StreamOptions.now().progressEvery(null));
        assertNamed("cursor", () -> StreamOptions.after(null));
        assertNamed("time", () -> StreamOptions.at(null));
        assertNamed("start", () -> new StreamOptions(null, FILTER, 1, Duration.ofSeconds(1)));
    }

    @Test
    void aPageDoesNotChange() {
        List<Entry<String>> entries = new ArrayList<>(List.of(new FixedEntry("a"), new FixedEntry("b")));
        Page<String> page = new Page<>(entries, TWO, Cursor.ORIGIN, TWO);
        entries.clear();
        assertEquals(2, page.entries().size());
        assertThrows(UnsupportedOperationException.class, () -> page.entries().remove(0));
    }

    @Test
    void aStreamGoesOnAfterTheEntryItGave() {
        assertEquals(ONE, new Signal.Event<>(new FixedEntry("a")).cursor());
    }

    private record FixedEntry(String label) implements Entry<String> {
        @Override
        public Cursor cursor() {
            return ONE;
        }

        @Override
        public Instant time() {
            return Instant.EPOCH;
        }

        @Override
        public String data() {
            return label;
        }
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    private static void assertNamed(String parameter, Runnable call) {
        assertEquals(
                parameter, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
