package dev.feedhub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ConfigException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hub and store hand each other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecordsTest {
    private static final Cursor ONE = new Cursor(1, 7);
    private static final StoreSpan SPAN = new StoreSpan(Cursor.ORIGIN, ONE, Instant.EPOCH);
    private static final Record RECORD = new Record(Instant.EPOCH, "a", null);

    @Test
    void aRecordIsAsLargeAsItsPayloadAndItsLabel() {
        assertEquals(1, RECORD.bytes());
        assertEquals(0, new Record(Instant.EPOCH, "", new byte[0]).bytes());
        assertEquals(12, new Record(Instant.EPOCH, "é€", new byte[10]).bytes(), "characters, not bytes, of the label");
    }

    @Test
    void aRecordTakesOverItsPayload() {
        byte[] payload = {1, 2};
        assertSame(payload, new Record(Instant.EPOCH, "", payload).payload());
    }

    @Test
    void aPageDoesNotChange() {
        List<StoredRecord> records = new ArrayList<>(List.of(new StoredRecord(ONE, RECORD)));
        RecordPage page = new RecordPage(records, ONE, true, SPAN);
        records.clear();
        assertEquals(List.of(new StoredRecord(ONE, RECORD)), page.records());
        assertThrows(UnsupportedOperationException.class, () -> page.records().clear());
    }

    @ParameterizedTest
    @CsvSource({"0, 1, maxRecords 0", "-1, 1, maxRecords -1", "1, 0, maxExamined 0", "1, -9, maxExamined -9"})
    void aReadOfNothingIsRefused(int maxRecords, long maxExamined, String named) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> request(maxRecords, maxExamined));
        assertEquals(named + " of a read: at least 1 is allowed", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1"})
    void limitsThatAllowNothingAreRefused(int label, int payload, long batch) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new StoreLimits(label, payload, batch));
        assertEquals(
                "limits of " + label + ", " + payload + " and " + batch
                        + " bytes for label, payload and batch: at least 1 is allowed",
                refused.getMessage());
    }

    @Test
    void theLeastIsAllowed() {
        assertEquals(1, request(1, 1).maxRecords());
        assertEquals(1, new StoreLimits(1, 1, 1).batchBytes());
    }

    @Test
    void aStoreIsOpenedWithTheSettingsOfTheHub() {
        HubConfig config = HubConfig.builder()
                .set(HubConfig.HUB_NAME, "a hub")
                .set("feedhub.store.x.y", "17")
                .build();
        StoreConfig opened = new StoreConfig(StoreConfig.Access.WRITE, config);
        assertEquals("a hub", opened.get(HubConfig.HUB_NAME));
        assertEquals(17, opened.get(Setting.integer("feedhub.store.x.y", 1, 1, 20, "A number.")));
        assertThrows(
                ConfigException.class, () -> opened.get(Setting.integer("feedhub.store.x.y", 1, 1, 10, "A number.")));
    }

    @Test
    void aStoreThatHasNothingToDoIsAskedAgainADayLater() {
        assertEquals(Duration.ofDays(1), new FakeStore(() -> {}).maintain(Context.background()));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        HubConfig config = HubConfig.builder().build();
        assertNamed("time", () -> new Record(null, "a", null));
        assertNamed("label", () -> new Record(Instant.EPOCH, null, null));
        assertNamed("cursor", () -> new StoredRecord(null, RECORD));
        assertNamed("record", () -> new StoredRecord(ONE, null));
        assertNamed("through", () -> new RecordPage(List.of(), null, true, SPAN));
        assertNamed("span", () -> new RecordPage(List.of(), ONE, true, null));
        assertNamed("floor", () -> new StoreSpan(null, ONE, Instant.EPOCH));
        assertNamed("newest", () -> new StoreSpan(ONE, null, Instant.EPOCH));
        assertNamed("newestTime", () -> new StoreSpan(ONE, ONE, null));
        assertNamed("filter", () -> new ReadRequest(null, null, null, false, 1, 1));
        assertNamed("access", () -> new StoreConfig(null, config));
        assertNamed("config", () -> new StoreConfig(StoreConfig.Access.READ, null));
        assertTrue(request(1, 1).lower() == null, "where null is allowed");
    }

    private static ReadRequest request(int maxRecords, long maxExamined) {
        return new ReadRequest(null, null, LabelFilter.any(), false, maxRecords, maxExamined);
    }

    private static void assertNamed(String parameter, Runnable call) {
        assertEquals(
                parameter, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
