package dev.feedhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.TruncatedException;
import dev.feedhub.conformance.StoreOperation.Append;
import dev.feedhub.conformance.StoreOperation.Cancel;
import dev.feedhub.conformance.StoreOperation.Close;
import dev.feedhub.conformance.StoreOperation.End;
import dev.feedhub.conformance.StoreOperation.Find;
import dev.feedhub.conformance.StoreOperation.Read;
import dev.feedhub.conformance.StoreOperation.Reopen;
import dev.feedhub.conformance.StoreOperation.Trim;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes operations on a store and on the model, and compares what they give. */
final class StoreRun {
    private final Workspace workspace;
    private final List<Cursor> everGiven = new ArrayList<>();
    private StoreModel model = new StoreModel();
    private Store store;
    private Instant now = Records.START;
    private int appended;

    StoreRun(Workspace workspace) {
        this.workspace = workspace;
        this.store = workspace.open();
    }

    void make(StoreOperation operation) {
        if (operation instanceof Append append) {
            append(append);
        } else if (operation instanceof Read read) {
            read(request(read));
        } else if (operation instanceof Trim trim) {
            long through = trim.back() < everGiven.size() ? cursor(trim.back()).position() : 0;
            long expected = model.trim(through);
            BrokenRule.check("S-12", () -> assertEquals(expected, store.trim(Task.patience(), through), "removed"));
        } else if (operation instanceof Find find) {
            Instant time = Records.START.plusNanos(find.nanos());
            BrokenRule.check(
                    "S-16",
                    () -> assertEquals(
                            model.firstAtOrAfter(time),
                            store.firstAtOrAfter(Task.patience(), time),
                            "first at or after"));
        } else if (operation instanceof Cancel cancel) {
            BrokenRule.check("W-2", () -> refuse(cancel.call()));
            checkSpan("W-2");
        } else if (operation instanceof Reopen) {
            reopen();
        } else if (operation instanceof Close) {
            store.close();
            BrokenRule.check("S-10", this::refuseAll);
            reopen();
        }
        checkSpan("S-16");
    }

    private void checkSpan(String rule) {
        BrokenRule.check(rule, () -> assertEquals(model.span(), store.span(Task.patience()), "the span"));
    }

    private void reopen() {
        store = workspace.reopen(store);
        model = workspace.has(store, StoreFeature.DURABLE) ? model : new StoreModel();
        checkSpan("S-11");
    }

    private void refuseAll() {
        assertThrows(ClosedException.class, () -> store.append(Task.patience(), List.of(Records.record("a", "1"))));
        assertThrows(ClosedException.class, () -> Records.page(store, Records.ALL));
    }

    private void refuse(Cancel.Call call) {
        Cancellable done = Context.background().withCancel();
        done.close();
        assertThrows(CancelledException.class, () -> {
            switch (call) {
                case APPEND -> store.append(done, List.of(Records.record("a", "1")));
                case TRIM -> store.trim(done, Long.MAX_VALUE);
                case READ -> store.read(done, Records.ALL);
                case COUNT -> store.count(done, Records.ALL);
            }
        });
    }

    private void append(Append append) {
        now = now.plusNanos(append.nanosLater());
        List<Record> batch = new ArrayList<>();
        List<Record> expected = new ArrayList<>();
        for (String label : append.labels()) {
            byte[] payload =
                    appended % 4 == 3 ? null : Integer.toString(appended).getBytes(UTF_8);
            batch.add(new Record(now, label, payload == null ? null : payload.clone()));
            expected.add(new Record(now, label, payload));
            appended++;
        }
        List<Cursor> given = Records.append(store, batch);
        Cursor before = model.span().newest();
        BrokenRule.check(
                "S-1",
                () -> assertTrue(
                        given.get(0).position() > before.position(), () -> given.get(0) + " is given after " + before));
        everGiven.addAll(given);
        model.append(given, expected);
        if (workspace.has(store, StoreFeature.KEEPS_NOTHING)) {
            model.trim(Long.MAX_VALUE);
            checkSpan("S-19");
        }
    }

    private Cursor cursor(int back) {
        return everGiven.get(everGiven.size() - 1 - back);
    }

    private ReadRequest request(Read read) {
        return new ReadRequest(
                bound(read.lower()),
                bound(read.upper()),
                LabelFilter.glob(read.glob()),
                read.newestFirst(),
                read.maxRecords(),
                read.maxExamined());
    }

    private @Nullable Bound bound(End end) {
        if (end.kind() == End.Kind.NONE || end.back() >= everGiven.size()) {
            return null;
        }
        return end.kind() == End.Kind.ORIGIN
                ? new Bound(Cursor.ORIGIN, false)
                : new Bound(cursor(end.back()), end.inclusive());
    }

    private void read(ReadRequest request) {
        if (model.hasDiverged(request)) {
            checkRefused(DivergedException.class, request);
        } else if (model.isTruncated(request)) {
            checkRefused(TruncatedException.class, request);
        } else {
            List<StoredRecord> expected = model.answer(request);
            RecordPage first = notRefused(request);
            BrokenRule.check("S-5", () -> checkFirstPage(request, first));
            List<StoredRecord> read = Records.read(store, request);
            BrokenRule.check(
                    "S-5",
                    () -> assertEquals(Records.cursors(expected), Records.cursors(read), "read page after page"));
            BrokenRule.check("S-7", () -> assertEquals(Records.shown(expected), Records.shown(read), "what was read"));
            BrokenRule.check(
                    "S-16", () -> assertEquals(expected.size(), store.count(Task.patience(), request), "counted"));
        }
    }

    private RecordPage notRefused(ReadRequest request) {
        try {
            return Records.page(store, request);
        } catch (TruncatedException | DivergedException refused) {
            BrokenRule.check("S-6", () -> {
                throw refused;
            });
            throw refused;
        }
    }

    private void checkRefused(Class<? extends RuntimeException> as, ReadRequest request) {
        BrokenRule.check("S-6", () -> {
            assertThrows(as, () -> Records.page(store, request));
            assertThrows(as, () -> store.count(Task.patience(), request));
        });
    }

    private void checkFirstPage(ReadRequest request, RecordPage page) {
        assertEquals(model.span(), page.span(), "the span of a page");
        assertTrue(page.records().size() <= request.maxRecords(), "a page has more than maxRecords records");
        List<StoredRecord> range = model.range(request);
        if (range.isEmpty()) {
            assertTrue(page.atEnd() && page.records().isEmpty(), "a page of an empty range: " + page);
            return;
        }
        Cursor last = range.get(request.descending() ? 0 : range.size() - 1).cursor();
        List<StoredRecord> looked = page.atEnd() ? model.answer(request) : model.through(request, page.through());
        assertEquals(
                Records.cursors(looked),
                Records.cursors(page.records()),
                () -> "the records through " + page.through());
        assertEquals(
                page.atEnd(),
                page.through().equals(last),
                () -> "atEnd of a page through " + page.through() + " of a range that ends at " + last);
        assertTrue(
                model.cursors().contains(page.through()),
                () -> "through " + page.through() + " names no record of the range");
    }
}
