package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.Receipt;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.conformance.StreamOperation.Publish;
import dev.feedhub.conformance.StreamOperation.Resume;
import dev.feedhub.conformance.StreamOperation.Take;
import dev.feedhub.conformance.StreamOperation.Trim;
import dev.feedhub.store.StoreFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A stream loses nothing and repeats nothing, whatever happens meanwhile. */
interface StreamJoinRules extends StoreUnderTest {
    @Property(tries = 200)
    @IfThisFailsCheck("the operation that the shrunk sample ends with, after those before it")
    default void r01_eachEntryOnceOrToldToBeMissingWhateverHappens(
            @ForAll @IntRange(min = 1, max = 4) int capacity,
            @ForAll boolean filtered,
            @ForAll(supplier = StreamOperation.Sequences.class) List<StreamOperation> operations)
            throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            LabelFilter filter = filtered ? LabelFilter.exactly("wanted") : LabelFilter.any();
            StreamFollower follower = new StreamFollower(
                    hub,
                    StreamOptions.oldest(),
                    start -> start.matching(filter).capacity(capacity).progressEvery(Duration.ofMillis(1)),
                    workspace.has(StoreFeature.CONSECUTIVE));
            StreamRun run = new StreamRun(hub, follower, filter, workspace.has(StoreFeature.KEEPS_NOTHING));
            Steps.make(operations, run::make);
            follower.takeAll();
        }
    }

    /** Makes operations on a hub and on a stream of it. */
    record StreamRun(
            Hub<String> hub,
            StreamFollower follower,
            LabelFilter filter,
            boolean keepsNothing,
            List<Cursor> published) {
        StreamRun(Hub<String> hub, StreamFollower follower, LabelFilter filter, boolean keepsNothing) {
            this(hub, follower, filter, keepsNothing, new ArrayList<>());
        }

        void make(StreamOperation operation) throws InterruptedException {
            if (operation instanceof Publish publish) {
                publish(publish.count());
            } else if (operation instanceof Take take) {
                for (int i = 0; i < take.count(); i++) {
                    follower.take();
                }
            } else if (operation instanceof Trim trim && trim.back() < published.size() - 1) {
                int stays = published.size() - 1 - trim.back();
                hub.trim(Task.patience(), published.get(stays));
                follower.removed(keepsNothing ? published.get(published.size() - 1) : published.get(stays - 1));
            } else if (operation instanceof Resume) {
                follower.resume();
            }
        }

        private void publish(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                String label = published.size() % 3 == 2 ? "unwanted" : "wanted";
                Cursor cursor = Items.publish(hub, label, Integer.toString(published.size()));
                published.add(cursor);
                if (filter.matches(label)) {
                    follower.expect(cursor);
                }
                if (keepsNothing) {
                    follower.removed(cursor);
                }
            }
            hub.flush(Task.patience());
        }
    }

    @Test
    @IfThisFailsCheck(
            "the step between store and live entries, taken while entries keep coming: from which position each side begins")
    default void r01_nothingIsLostOrRepeatedUnderConcurrentPublishers() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            int items = 2_000;
            List<Task<List<Cursor>>> followers = new ArrayList<>();
            for (int capacity : new int[] {1, 3, 256}) {
                followers.add(Task.start(() -> follow(hub, capacity, items)));
            }
            Publication.byManyPublishers(hub, 2, items / 2);
            List<Cursor> stored = new ArrayList<>();
            hub.flush(Task.patience());
            hub.history().scan(Task.patience(), Query.all(), entry -> stored.add(entry.cursor()));
            assertEquals(items, stored.size());
            for (Task<List<Cursor>> follower : followers) {
                assertEquals(stored, follower.result());
            }
        }
    }

    private static List<Cursor> follow(Hub<String> hub, int capacity, int items) throws InterruptedException {
        List<Cursor> taken = new ArrayList<>();
        EventStream<String> stream = hub.stream(StreamOptions.oldest().capacity(capacity));
        for (int signals = 1; taken.size() < items; signals++) {
            Signal<String> signal = stream.next(Task.patience());
            if (signal instanceof Signal.Event<String> event) {
                taken.add(event.cursor());
            }
            if (signals % 97 == 0) {
                stream.close();
                stream = hub.stream(StreamOptions.after(stream.position()).capacity(capacity));
            }
            if (signals % 7 == 0) {
                Task.giveWay();
            }
        }
        stream.close();
        return taken;
    }

    @Test
    @IfThisFailsCheck(
            "that a stream reads again from its position where pages it was to read are removed while it reads")
    default void r03_removalWhileReadingIsToldExactly() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            StreamFollower follower = new StreamFollower(
                    hub, StreamOptions.oldest(), options -> options, workspace.has(StoreFeature.CONSECUTIVE));
            List<Receipt> receipts = new ArrayList<>(); // awaited together, since each append may be a sync
            for (int i = 0; i < 4_000; i++) {
                receipts.add(hub.feed().submit(Task.patience(), "a", Integer.toString(i)));
            }
            List<Cursor> published = new ArrayList<>();
            for (Receipt receipt : receipts) {
                published.add(receipt.await(Task.patience()));
                follower.expect(published.get(published.size() - 1));
            }
            for (int i = 0; i < 10; i++) {
                follower.take();
            }
            hub.trim(Task.patience(), published.get(3_500));
            follower.removed(published.get(3_499));
            follower.takeAll();
            assertEquals(List.of("Truncated"), follower.notices());
        }
    }

    @Test
    @IfThisFailsCheck("that a stream over a store that keeps nothing says Truncated where it would read what it lost")
    default void s19_aStreamOverAStoreThatKeepsNothingTellsWhatIsMissing() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assume(
                    workspace.has(StoreFeature.KEEPS_NOTHING),
                    "the store keeps what is appended; r01 to r03 test its streams");
            Hub<String> hub = workspace.hub();
            StreamFollower follower = new StreamFollower(
                    hub, StreamOptions.now(), options -> options.capacity(2), workspace.has(StoreFeature.CONSECUTIVE));
            assertTrue(follower.take() instanceof Signal.CaughtUp, "the first signal of a stream from now on");
            for (int i = 0; i < 10; i++) {
                follower.expect(Items.publish(hub, "a", Integer.toString(i)));
            }
            follower.removed(hub.flush(Task.patience()));
            follower.takeAll();
            assertTrue(follower.notices().contains("Truncated"), () -> "notices " + follower.notices());
        }
    }
}
