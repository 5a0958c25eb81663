package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link dev.feedhub.store.StoreFeature#DURABLE} store holds after its process was killed while it appended. */
interface StoreCrashRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that append returns after its batch is where a kill cannot reach it, be it the first and only one")
    default void s11_theFirstAcknowledgedRecordIsThereAfterAKill() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeDurable();
            Cursor acknowledged;
            try (ChildProcess child = workspace.child()) {
                child.ask("open WRITE");
                acknowledged = Cursor.parse(child.ask("append 1 1"));
                child.kill();
            }
            try (Store store = workspace.open()) {
                List<Cursor> cursors = Records.read(store, Records.ALL).stream()
                        .map(StoredRecord::cursor)
                        .toList();
                assertEquals(List.of(acknowledged), cursors);
            }
        }
    }

    @Test
    @IfThisFailsCheck("that append hands its batch to the system before it returns, not to a buffer of the process")
    default void s11_whatWasAcknowledgedIsThereAfterAKill() {
        CrashRun.of(this, "appendOn", CrashRun::assertAllThere);
    }

    @Test
    @IfThisFailsCheck(
            "that all of a batch becomes valid by one step, and that opening passes over what comes before that step")
    default void s03_noHalfBatchIsThereAfterAKill() {
        CrashRun.of(this, "appendOn", (store, records, acknowledged) -> {
            int end = 1;
            while (end <= records.size()) {
                end += ChildCommands.batchSize(end);
            }
            assertEquals(end - 1, records.size(), "where the last batch ends, and what is there of it");
        });
    }

    @Test
    @IfThisFailsCheck(
            "that opening draws an epoch at random, and stores it before or with the first record that has it")
    default void s02_noCursorIsGivenAgainAfterAKill() {
        Map<Cursor, Integer> seen = new HashMap<>();
        Map<Long, Integer> openings = new HashMap<>();
        CrashRun.of(this, "appendOn", (store, records, acknowledged) -> {
            for (StoredRecord record : records) {
                Integer before = seen.putIfAbsent(record.cursor(), Records.number(record));
                assertTrue(
                        before == null || before == Records.number(record),
                        () -> record.cursor() + " named " + before + ", and names " + Records.number(record));
            }
            for (CrashRun.Acknowledged one : acknowledged) {
                Integer before = openings.putIfAbsent(one.cursor().epoch(), one.opening());
                assertTrue(
                        before == null || before == one.opening(),
                        () -> "openings " + before + " and " + one.opening() + " have one epoch");
            }
        });
    }

    @Test
    @IfThisFailsCheck("that positions go on after the newest that is there, which opening finds by reading")
    default void s01_positionsGoOnAfterAKill() {
        CrashRun.of(this, "appendOn", (store, records, acknowledged) -> {
            for (int i = 1; i < records.size(); i++) {
                long before = records.get(i - 1).cursor().position();
                long position = records.get(i).cursor().position();
                assertTrue(before < position, () -> "position " + position + " comes after " + before);
            }
        });
    }

    @Test
    @IfThisFailsCheck("that an epoch is stored with its first position by the append that uses it first, not at close")
    default void s15_acknowledgedCursorsAreKnownAfterAKill() {
        CrashRun.of(this, "appendOn", (store, records, acknowledged) -> {
            int step = Math.max(1, acknowledged.size() / 20);
            for (int i = acknowledged.size() - 1; i >= 0; i -= step) {
                CrashRun.Acknowledged one = acknowledged.get(i);
                List<StoredRecord> first = Records.page(
                                store, Records.limited(Records.from(one.cursor()), 1, Long.MAX_VALUE))
                        .records();
                assertEquals(one.number(), Records.number(first.get(0)), () -> "what is read from " + one.cursor());
                assertEquals(
                        records.size() - one.number(),
                        store.count(Task.patience(), Records.after(one.cursor())),
                        () -> "records after " + one.cursor());
            }
        });
    }
}
