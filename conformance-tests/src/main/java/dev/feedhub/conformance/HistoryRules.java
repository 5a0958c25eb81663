package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.ConfigException;
import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.Entry;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.Page;
import dev.feedhub.Query;
import dev.feedhub.Reader;
import dev.feedhub.Signal;
import dev.feedhub.Span;
import dev.feedhub.StreamOptions;
import dev.feedhub.TruncatedException;
import dev.feedhub.store.StoreFeature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a hub's history makes of its store. */
interface HistoryRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck("that history reads on where a page of the store is empty and not at the end")
    default void s05_aPageOfHistoryIsEmptyOnlyAtTheEnd() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            String kilobyte = "x".repeat(1_000);
            for (int i = 0; i < 6_000; i++) {
                hub.feed().publish(Task.patience(), i == 5_990 ? "rare" : "frequent", kilobyte);
            }
            Cursor newest = hub.flush(Task.patience());
            Query rare = Query.all().matching(LabelFilter.exactly("rare"));
            Page<String> page = hub.history().read(Task.patience(), rare);
            assertEquals(1, page.entries().size(), "entries in the first page, of one among 6000");
            Page<String> next = hub.history().read(Task.patience(), rare.after(page.through()));
            assertEquals(List.of(), next.entries());
            assertEquals(newest, next.through());
            assertEquals(
                    1,
                    hub.history()
                            .read(Task.patience(), rare.newestFirst())
                            .entries()
                            .size());
        }
    }

    @Test
    @IfThisFailsCheck("that the page after through() begins with the entry that follows, in either order")
    default void s05_pagesOfHistoryJoin() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Cursor newest = Items.publish(hub, "a", 1, 2_345);
            List<String> up = new ArrayList<>();
            List<String> down = new ArrayList<>();
            for (Query query = Query.all(); ; ) {
                Page<String> page = hub.history().read(Task.patience(), query);
                assertTrue(page.entries().size() <= Page.MAX_ENTRIES, "a page is larger than Page.MAX_ENTRIES");
                assertEquals(newest, page.newest());
                assertEquals(Cursor.ORIGIN, page.floor());
                page.entries().forEach(entry -> up.add(Items.data(entry)));
                if (page.entries().isEmpty()) {
                    break;
                }
                query = query.after(page.through());
            }
            for (Query query = Query.all().newestFirst(); ; ) {
                Page<String> page = hub.history().read(Task.patience(), query);
                page.entries().forEach(entry -> down.add(0, Items.data(entry)));
                if (page.entries().isEmpty()) {
                    break;
                }
                query = query.before(page.through());
            }
            assertEquals(Items.numbers(1, 2_345), up);
            assertEquals(Items.numbers(1, 2_345), down);
        }
    }

    @Test
    @IfThisFailsCheck("that scan goes on page after page, to the limit, until the visitor has enough or throws")
    default void s05_scanShowsEveryEntryOfTheRange() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 2_100);
            assertEquals(Items.numbers(1, 2_100), Items.stored(hub));
            List<String> limited = new ArrayList<>();
            Query some = Query.all().limit(1_500);
            hub.history().scan(Task.patience(), some, entry -> limited.add(Items.data(entry)));
            assertEquals(Items.numbers(1, 1_500), limited);
            assertEquals(1_500, hub.history().count(Task.patience(), some), "counted, to the limit");
            List<String> enough = new ArrayList<>();
            hub.history().scan(Task.patience(), Query.all(), entry -> {
                enough.add(Items.data(entry));
                return enough.size() < 7;
            });
            assertEquals(Items.numbers(1, 7), enough);
            RuntimeException fault = new IllegalStateException("the visitor's fault");
            assertSame(
                    fault,
                    assertThrows(
                            IllegalStateException.class,
                            () -> hub.history().scan(Task.patience(), Query.all(), entry -> {
                                throw fault;
                            })));
        }
    }

    @Test
    @IfThisFailsCheck("that history hands on what the store says of a cursor, and moves no query by itself")
    default void s06_historyTellsTruncatedAndDiverged() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Cursor second = Items.publish(hub, "a", 1, 2);
            Cursor fourth = Items.publish(hub, "a", 3, 2);
            Cursor fifth = Items.publish(hub, "a", 5, 1);
            assertEquals(4, hub.trim(Task.patience(), fifth));
            for (Query gone : List.of(
                    Query.all().after(second),
                    Query.all().from(fourth),
                    Query.all().after(Cursor.ORIGIN))) {
                TruncatedException truncated = assertThrows(
                        TruncatedException.class, () -> hub.history().read(Task.patience(), gone), gone::toString);
                assertEquals(fourth, truncated.floor());
                assertEquals(fifth, truncated.newest());
                assertThrows(TruncatedException.class, () -> hub.history().count(Task.patience(), gone));
                assertThrows(TruncatedException.class, () -> hub.history().scan(Task.patience(), gone, entry -> true));
            }
            Cursor foreign = new Cursor(fifth.position(), fifth.epoch() + 1);
            Query diverged = Query.all().after(foreign);
            assertThrows(DivergedException.class, () -> hub.history().read(Task.patience(), diverged));
            assertThrows(DivergedException.class, () -> hub.history().count(Task.patience(), diverged));
            assertThrows(DivergedException.class, () -> hub.history().scan(Task.patience(), diverged, entry -> true));
            assertThrows(DivergedException.class, () -> hub.trim(Task.patience(), foreign));
            assertEquals(
                    1,
                    hub.history()
                            .read(Task.patience(), Query.all().after(fourth))
                            .entries()
                            .size());
            assertEquals(
                    0,
                    hub.history()
                            .read(Task.patience(), Query.all().after(fifth))
                            .entries()
                            .size());
        }
    }

    @Test
    @IfThisFailsCheck("that a cursor is read back from its own text and from no other")
    default void s06_aMalformedCursorIsRefused() {
        Cursor cursor = new Cursor(77, -5);
        String text = cursor.toString();
        assertEquals(cursor, Cursor.parse(text));
        for (String malformed : List.of(
                "",
                "1",
                text.substring(1),
                text + "0",
                text.replace('-', '_'),
                text.toUpperCase(Locale.ROOT),
                " " + text.substring(1),
                "v" + text.substring(1),
                "8" + text.substring(1),
                text.replace('0', 'w'))) {
            assertThrows(IllegalArgumentException.class, () -> Cursor.parse(malformed), () -> "\"" + malformed + "\"");
        }
    }

    @Test
    @IfThisFailsCheck("that the hub's thread trims before the cursor it is given, and says how many were removed")
    default void s12_trimThroughTheHubKeepsTheEntryItNames() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            assertEquals(0, hub.trim(Task.patience(), Cursor.ORIGIN), "removed from an empty store");
            assertEquals(Optional.empty(), hub.history().span(Task.patience()));
            Cursor third = Items.publish(hub, "a", 1, 3);
            Cursor newest = Items.publish(hub, "a", 4, 2);
            assertEquals(
                    Optional.of(new Span(Cursor.ORIGIN, newest)), hub.history().span(Task.patience()));
            assertEquals(0, hub.trim(Task.patience(), Cursor.ORIGIN));
            assertEquals(2, hub.trim(Task.patience(), third), "removed before the third");
            assertEquals(Items.numbers(3, 5), Items.stored(hub));
            assertEquals(0, hub.trim(Task.patience(), third), "removed before the oldest");
            assertEquals(2, hub.trim(Task.patience(), newest));
            assertEquals(List.of("5"), Items.stored(hub));
            Items.publish(hub, "a", 6, 1);
            assertEquals(List.of("5", "6"), Items.stored(hub));
        }
    }

    @Test
    @IfThisFailsCheck("that count, span and firstAtOrAfter of history are those of the store, as entries")
    default void s16_historyCountsWhatItReads() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 10);
            Items.publish(hub, "b", 11, 10);
            List<Entry<String>> all =
                    hub.history().read(Task.patience(), Query.all()).entries();
            assertEquals(10, hub.history().count(Task.patience(), Query.all().matching(LabelFilter.exactly("b"))));
            assertEquals(
                    15,
                    hub.history()
                            .count(Task.patience(), Query.all().after(all.get(4).cursor())));
            Instant time = all.get(12).time();
            Cursor first = all.stream()
                    .filter(entry -> !entry.time().isBefore(time))
                    .findFirst()
                    .orElseThrow()
                    .cursor();
            assertEquals(Optional.of(first), hub.history().firstAtOrAfter(Task.patience(), time));
            assertEquals(Optional.empty(), hub.history().firstAtOrAfter(Task.patience(), Instant.MAX));
            assertFalse(all.get(19).time().isBefore(all.get(0).time()), "time decreases (H-8)");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that Reader.open opens the store to READ, and follows what the hub appends; or do not claim MULTI_PROCESS")
    default void s18_aReaderFollowsTheHubThatWrites() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 10);
            try (Reader<String> reader = Reader.open(workspace.config(), Codec.utf8())) {
                assertEquals(10, reader.history().count(Task.patience(), Query.all()));
                Task<List<String>> follower = Task.start(() -> {
                    List<String> events = new ArrayList<>();
                    var stream = reader.stream(StreamOptions.oldest());
                    while (events.size() < 30) {
                        if (stream.next(Task.patience()) instanceof Signal.Event<String> event) {
                            events.add(Items.data(event.entry()));
                        }
                    }
                    return events;
                });
                follower.awaitParked();
                Items.publish(hub, "a", 11, 20);
                assertEquals(Items.numbers(1, 30), follower.result());
            }
        }
    }

    @Test
    @IfThisFailsCheck("that Reader.open hands on the store's refusal; or claim MULTI_PROCESS")
    default void s18_aReaderIsRefusedWithoutMultiProcess() {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assume(
                    !workspace.has(StoreFeature.MULTI_PROCESS),
                    "the store has readers beside its writer; they are tested by s18");
            ConfigException refused =
                    assertThrows(ConfigException.class, () -> Reader.open(workspace.config(), Codec.utf8()));
            Messages.assertNames(provider().name(), refused);
        }
    }
}
