package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.LabelFilter;
import dev.feedhub.LimitExceededException;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store keeps of a record, and how large one may be. */
interface StoreValueRules extends StoreUnderTest {
    int LARGEST_TESTED = 16 << 20;

    @Test
    @IfThisFailsCheck(
            "the encoding of empty and multi-byte labels, of empty and absent payloads, of nanoseconds, and of large records")
    default void s07_timeLabelAndPayloadComeBackExactly() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            byte[] everyByte = new byte[256];
            for (int i = 0; i < everyByte.length; i++) {
                everyByte[i] = (byte) i;
            }
            byte[] large = new byte[Math.min(1 << 20, store.limits().payloadBytes())];
            new Random(7).nextBytes(large);
            List<Record> batch = List.of(
                    new Record(Records.START, "", new byte[0]),
                    new Record(Records.START, "a/b", null),
                    new Record(Records.START.plusNanos(1), "a/b", new byte[0]),
                    new Record(Records.START.plusNanos(2), "a/b", new byte[] {0}),
                    new Record(Records.START.plusSeconds(1), "*/\u0000\n\"é€😀", everyByte),
                    new Record(
                            Records.START.plusSeconds(1),
                            "x".repeat(store.limits().labelBytes()),
                            everyByte),
                    new Record(Records.START.plusSeconds(86_400), "large", large));
            List<String> appended = batch.stream().map(Records::shown).toList();
            Records.append(store, batch);
            List<String> read = Records.read(store, Records.ALL).stream()
                    .map(stored -> Records.shown(stored.record()))
                    .toList();
            assertEquals(appended, read);
        }
    }

    @Test
    @IfThisFailsCheck("that labels are told apart by all of their bytes, also where a key of the store holds fewer")
    default void s07_labelsWithEqualBeginningsAreKeptApart() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<String> labels = new ArrayList<>(List.of("a", "a/", "a/b", "a/bc"));
            for (int length = 8; length < store.limits().labelBytes(); length = length * 3 / 2) {
                labels.add("x".repeat(length) + "1");
                labels.add("x".repeat(length) + "2");
            }
            List<Record> batch = new ArrayList<>();
            labels.forEach(label -> batch.add(Records.at(Records.START, label)));
            Records.append(store, batch);
            for (String label : labels) {
                ReadRequest request = Records.matching(Records.ALL, LabelFilter.exactly(label));
                List<String> read = Records.read(store, request).stream()
                        .map(stored -> stored.record().label())
                        .toList();
                assertEquals(List.of(label), read, () -> "labels of records matching " + request.filter());
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that read copies payloads out of what the store holds, and that append keeps no reference to the list")
    default void s07_whatWasReadIsTheCallers() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            workspace.assumeKeeps(store);
            List<Record> batch = new ArrayList<>(Records.numbered(1, 2));
            Records.append(store, batch);
            batch.clear();
            List<StoredRecord> first = Records.read(store, Records.ALL);
            List<String> expected = Records.shown(first);
            first.forEach(stored -> Records.payload(stored.record())[0] = '?');
            assertEquals(
                    expected, Records.shown(Records.read(store, Records.ALL)), "after a reader changed its arrays");
            first = Records.read(store, Records.newestFirst(Records.ALL));
            first.forEach(stored -> Records.payload(stored.record())[0] = '?');
            assertEquals(
                    expected, Records.shown(Records.read(store, Records.ALL)), "after a reader changed its arrays");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the length of a label is counted in bytes of UTF-8, and compared with limits().labelBytes()")
    default void s08_aLabelOverTheLimitIsRefused() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            int limit = store.limits().labelBytes();
            Stream.of("x".repeat(limit + 1), "é".repeat(limit / 2 + 1)).forEach(label -> {
                StoreSpan span = store.span(Task.patience());
                LimitExceededException refused = assertThrows(
                        LimitExceededException.class,
                        () -> store.append(Task.patience(), List.of(Records.record(label, "1"))));
                assertEquals(limit, refused.limit(), "the limit that the refusal names");
                assertEquals(label.getBytes(StandardCharsets.UTF_8).length, refused.size(), "the size that it names");
                assertEquals(span, store.span(Task.patience()), "the span after a refusal");
            });
        }
    }

    @Test
    @IfThisFailsCheck("that the length of a payload is compared with limits().payloadBytes()")
    default void s08_aPayloadOverTheLimitIsRefused() {
        try (Workspace workspace = new Workspace(this)) {
            Store store = workspace.open();
            int limit = store.limits().payloadBytes();
            workspace.assume(
                    limit <= LARGEST_TESTED, "a payload over its limit of " + limit + " bytes is too large for a test");
            StoreSpan span = store.span(Task.patience());
            Record tooLarge = new Record(Records.START, "a", new byte[limit + 1]);
            LimitExceededException refused =
                    assertThrows(LimitExceededException.class, () -> store.append(Task.patience(), List.of(tooLarge)));
            assertEquals(limit, refused.limit(), "the limit that the refusal names");
            assertEquals(limit + 1, refused.size(), "the size that it names");
            assertEquals(span, store.span(Task.patience()), "the span after a refusal");
            store.append(Task.patience(), List.of(new Record(Records.START, "a", new byte[limit])));
        }
    }
}
