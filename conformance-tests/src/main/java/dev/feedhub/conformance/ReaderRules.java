package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.History;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.Reader;
import dev.feedhub.StreamOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader beside the hub that writes, in one process. */
interface ReaderRules extends StoreUnderTest {
    @Test
    @IfThisFailsCheck(
            "that a reader looks at the store anew for each page, and that its streams join page to page by position")
    default void r01_aReaderBesideTheHubGivesEveryEntryOnce() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Hub<String> hub = workspace.hub();
            Cursor tenth = Items.publish(hub, "n", 1, 10);
            try (Reader<String> reader = Reader.open(workspace.config(), Codec.utf8())) {
                List<Task<NumberFollower>> followers = new ArrayList<>();
                for (NumberFollower follower : List.of(
                        new NumberFollower(reader.stream(StreamOptions.oldest()), 1),
                        new NumberFollower(reader.stream(StreamOptions.after(tenth)), 11),
                        new NumberFollower(reader.stream(StreamOptions.now()), 11))) {
                    followers.add(Task.start(() -> follower.takeThrough(3_000)));
                }
                Items.publish(hub, "n", 11, 2_990);
                followers.forEach(Task::result);
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a reader's history reads the store as the hub's does: both show what is committed, and its floor")
    default void s09_aReadersHistoryAgreesWithTheHubs() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeMultiProcess();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 40);
            try (Reader<String> reader = Reader.open(workspace.config(), Codec.utf8())) {
                assertEqual(hub.history(), reader.history());
                Cursor middle = Items.publish(hub, "b", 41, 30);
                Items.publish(hub, "a", 71, 30);
                assertEqual(hub.history(), reader.history());
                hub.trim(Task.patience(), middle);
                assertEqual(hub.history(), reader.history());
                assertEquals(31, reader.history().count(Task.patience(), Query.all()));
            }
        }
    }

    private static void assertEqual(History<String> hub, History<String> reader) {
        assertEquals(hub.span(Task.patience()), reader.span(Task.patience()), "the span");
        for (Query query : List.of(
                Query.all(),
                Query.all().matching(LabelFilter.glob("b*")),
                Query.all().newestFirst())) {
            assertEquals(shown(hub, query), shown(reader, query), () -> "what is read by " + query);
            assertEquals(
                    hub.count(Task.patience(), query), reader.count(Task.patience(), query), () -> "count of " + query);
        }
        Instant time =
                hub.read(Task.patience(), Query.all().limit(1)).entries().get(0).time();
        assertEquals(hub.firstAtOrAfter(Task.patience(), time), reader.firstAtOrAfter(Task.patience(), time));
    }

    private static List<String> shown(History<String> history, Query query) {
        List<String> shown = new ArrayList<>();
        history.scan(Task.patience(), query, entry -> shown.add(shown(entry)));
        return shown;
    }

    private static String shown(Entry<String> entry) {
        return entry.cursor() + " " + entry.time() + " " + entry.label() + " " + Items.data(entry);
    }
}
