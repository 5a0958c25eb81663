package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.ClosedException;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.StoreFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a stream gives, and what it tells of itself. */
interface StreamRules extends StoreUnderTest {
    private static List<String> takeEvents(EventStream<String> stream, int count) throws InterruptedException {
        List<String> events = new ArrayList<>();
        while (events.size() < count) {
            if (stream.next(Task.patience()) instanceof Signal.Event<String> event) {
                events.add(Items.data(event.entry()));
            }
        }
        return events;
    }

    @Test
    @IfThisFailsCheck("where each kind of start begins, and the step from the last page to the live entries")
    default void r01_everyEntryFromTheStartOnExactlyOnce() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Cursor fifth = Items.publish(hub, "a", 1, 5);
            Cursor tenth = Items.publish(hub, "a", 6, 5);
            assertEquals(10, hub.history().count(Task.patience(), Query.all()));
            var last = hub.history()
                    .read(Task.patience(), Query.all().newestFirst().limit(1))
                    .entries()
                    .get(0);
            Cursor atLast =
                    hub.history().firstAtOrAfter(Task.patience(), last.time()).orElseThrow();
            int first = Items.stored(hub).size()
                    - (int) hub.history().count(Task.patience(), Query.all().from(atLast))
                    + 1;
            EventStream<String> now = hub.stream(StreamOptions.now());
            EventStream<String> oldest = hub.stream(StreamOptions.oldest());
            EventStream<String> afterOrigin = hub.stream(StreamOptions.after(Cursor.ORIGIN));
            EventStream<String> afterFifth = hub.stream(StreamOptions.after(fifth));
            EventStream<String> afterTenth = hub.stream(StreamOptions.after(tenth));
            EventStream<String> at = hub.stream(StreamOptions.at(last.time()));
            assertEquals(tenth, now.position(), "position() of a stream that starts now");
            assertEquals(fifth, afterFifth.position(), "position() of a stream that starts after a cursor");
            assertEquals(Items.numbers(1, 3), takeEvents(oldest, 3));
            Items.publish(hub, "a", 11, 2_000);
            assertEquals(Items.numbers(4, 2_010), takeEvents(oldest, 2_007));
            assertEquals(Items.numbers(1, 2_010), takeEvents(afterOrigin, 2_010));
            assertEquals(Items.numbers(6, 2_010), takeEvents(afterFifth, 2_005));
            assertEquals(Items.numbers(11, 2_010), takeEvents(afterTenth, 2_000));
            assertEquals(Items.numbers(11, 2_010), takeEvents(now, 2_000));
            assertEquals(Items.numbers(first, 2_010), takeEvents(at, 2_010 - first + 1));
            Items.publish(hub, "a", 2_011, 5);
            for (EventStream<String> stream : List.of(now, oldest, afterOrigin, afterFifth, afterTenth, at)) {
                assertEquals(Items.numbers(2_011, 2_015), takeEvents(stream, 5));
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that the queue of live entries may overflow, and that the stream then reads what it lost from the store")
    default void r02_overflowNeverEndsAStream() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            EventStream<String> stream = hub.stream(StreamOptions.now().capacity(2));
            assertTrue(
                    stream.next(Task.patience()) instanceof Signal.CaughtUp,
                    "the first signal of a stream from now on");
            for (int round = 0; round < 3; round++) {
                Items.publish(hub, "a", 1, 50);
                List<String> events = new ArrayList<>();
                List<Signal.FellBehind<String>> behind = new ArrayList<>();
                Signal<String> signal;
                do {
                    signal = stream.next(Task.patience());
                    if (signal instanceof Signal.Event<String> event) {
                        events.add(Items.data(event.entry()));
                    } else if (signal instanceof Signal.FellBehind<String> fell) {
                        behind.add(fell);
                    }
                } while (!(signal instanceof Signal.CaughtUp));
                assertEquals(Items.numbers(1, 50), events);
                assertEquals(1, behind.size(), "notices of falling behind");
                assertEquals(48, behind.get(0).entries(), "entries to be read from the store");
            }
        }
    }

    @Test
    @IfThisFailsCheck(
            "that a stream whose position is below the floor says so before it gives anything, and goes on from the floor")
    default void r03_whatWasRemovedBeforeItWasReadIsTold() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Cursor second = Items.publish(hub, "a", 1, 2);
            Cursor fifth = Items.publish(hub, "a", 3, 3);
            Cursor sixth = Items.publish(hub, "a", 6, 1);
            Items.publish(hub, "a", 7, 2);
            EventStream<String> early = hub.stream(StreamOptions.after(second));
            assertEquals(5, hub.trim(Task.patience(), sixth), "removed before the sixth");
            for (EventStream<String> stream : List.of(early, hub.stream(StreamOptions.after(second)))) {
                Signal<String> signal = stream.next(Task.patience());
                assertTrue(signal instanceof Signal.Truncated, () -> "the first signal is " + signal);
                Signal.Truncated<String> truncated = (Signal.Truncated<String>) signal;
                assertEquals(fifth, truncated.floor());
                assertEquals(fifth, truncated.cursor(), "where the stream goes on");
                assertEquals(
                        workspace.has(StoreFeature.CONSECUTIVE),
                        truncated.missed().isPresent(),
                        "missed()");
                truncated.missed().ifPresent(missed -> assertEquals(3, missed, "entries missed"));
                assertEquals(Items.numbers(6, 8), takeEvents(stream, 3));
            }
            try (EventStream<String> oldest = hub.stream(StreamOptions.oldest())) {
                assertTrue(
                        oldest.next(Task.patience()) instanceof Signal.Event,
                        "the oldest entry is not missing anything");
            }
        }
    }

    @Test
    @IfThisFailsCheck("that a stream whose start has diverged says so first, and goes on with the oldest entry")
    default void s06_aStreamAfterACursorOfAnotherHistoryHasDiverged() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Cursor second = Items.publish(hub, "a", 1, 2);
            Cursor third = Items.publish(hub, "a", 3, 1);
            Items.publish(hub, "a", 4, 2);
            hub.trim(Task.patience(), third);
            Cursor foreign = new Cursor(4, second.epoch() + 1);
            EventStream<String> stream = hub.stream(StreamOptions.after(foreign));
            assertEquals(new Signal.Diverged<String>(second, foreign), stream.next(Task.patience()));
            assertEquals(Items.numbers(3, 5), takeEvents(stream, 3));
        }
    }

    @Test
    @IfThisFailsCheck(
            "that CaughtUp is sent after the last entry that was there, and once until the stream falls behind")
    default void r04_caughtUpMeansThatEverythingThereWasTaken() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            EventStream<String> empty = hub.stream(StreamOptions.oldest());
            assertEquals(new Signal.CaughtUp<String>(Cursor.ORIGIN), empty.next(Task.patience()));
            Cursor newest = Items.publish(hub, "a", 1, 2_500);
            EventStream<String> stream = hub.stream(StreamOptions.oldest().progressEvery(Duration.ofMillis(5)));
            for (int i = 1; i <= 2_500; i++) {
                assertTrue(stream.next(Task.patience()) instanceof Signal.Event, "CaughtUp before entry " + i);
            }
            assertEquals(new Signal.CaughtUp<String>(newest), stream.next(Task.patience()));
            Items.publish(hub, "a", 1, 3);
            for (int i = 1; i <= 3; i++) {
                assertTrue(stream.next(Task.patience()) instanceof Signal.Event, "a notice before live entry " + i);
            }
            assertTrue(stream.next(Task.patience()) instanceof Signal.Progress, "CaughtUp again, though not behind");
        }
    }

    @Test
    @IfThisFailsCheck(
            "that position() follows entries that do not match, and that an idle next ends by its own timed wait")
    default void r05_progressIsToldThoughNothingMatches() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            TamperedProvider provider = new TamperedProvider(this);
            Hub<String> hub = workspace.hub(provider, settings -> settings);
            StreamOptions options =
                    StreamOptions.now().matching(LabelFilter.exactly("wanted")).progressEvery(Duration.ofMillis(5));
            EventStream<String> stream = hub.stream(options);
            assertTrue(
                    stream.next(Task.patience()) instanceof Signal.CaughtUp,
                    "the first signal of a stream from now on");
            for (int round = 0; round < 3; round++) {
                Cursor newest = Items.publish(hub, "unwanted", 1, 20);
                Signal<String> signal = stream.next(Task.patience());
                assertEquals(new Signal.Progress<String>(newest), signal);
                assertEquals(newest, stream.position());
            }
            Gate gate = provider.holdUpAppends(workspace);
            hub.feed().publish(Task.patience(), "wanted", "held up");
            gate.awaitArrival();
            assertTrue(stream.next(Task.patience()) instanceof Signal.Progress, "progress needs the hub's thread");
            gate.open();
            assertEquals(List.of("held up"), takeEvents(stream, 1));
        }
    }

    @Test
    @IfThisFailsCheck("that a stream does all its work in the calls of its taker")
    default void r06_aStreamHasNoThreadOfItsOwn() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 10);
            Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
            for (int i = 0; i < 20; i++) {
                hub.stream(StreamOptions.oldest()).next(Task.patience());
            }
            Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
            after.removeAll(before);
            after.removeIf(thread -> thread.getName().startsWith(Bounded.THREADS)); // of a test that was given up
            assertEquals(Set.of(), after, "threads that 20 streams started");
        }
    }

    @Test
    @IfThisFailsCheck("that a stream joins store and live entries by position, and remembers no labels or data")
    default void r07_equalItemsAreNotTakenForOneAnother() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            for (int i = 0; i < 5; i++) {
                Items.publish(hub, "same", "same");
            }
            EventStream<String> stream = hub.stream(StreamOptions.oldest().capacity(2));
            assertEquals(4, takeEvents(stream, 4).size());
            for (int i = 0; i < 7; i++) {
                Items.publish(hub, "same", "same");
            }
            assertEquals(8, takeEvents(stream, 8).size());
            assertEquals(0, stream.drain(10, (entry, lost) -> {}));
        }
    }

    @Test
    @IfThisFailsCheck("that one flag says who is taking, and that closing a stream wakes its taker")
    default void r08_oneTakerAtATimeWhomCloseWakes() {
        try (Workspace workspace = new Workspace(this)) {
            Hub<String> hub = workspace.hub();
            EventStream<String> stream = hub.stream(StreamOptions.now());
            EventStream<String> endsWithHub = hub.stream(StreamOptions.now());
            Task<Boolean> taker = Task.run(() -> stream.run(Task.patience(), signal -> {}));
            Task<Boolean> other = Task.run(() -> endsWithHub.run(Task.patience(), signal -> {}));
            taker.awaitParked();
            other.awaitParked();
            assertThrows(ConcurrentUseException.class, () -> stream.next(Task.patience()));
            assertThrows(ConcurrentUseException.class, () -> stream.drain(1, (entry, lost) -> {}));
            assertFalse(taker.isDone());
            stream.close();
            stream.close();
            taker.failure(ClosedException.class);
            hub.close();
            other.failure(ClosedException.class);
        }
    }

    @Test
    @IfThisFailsCheck("that drain gives events only, and leaves a notice to next")
    default void r09_drainStopsBeforeANotice() throws InterruptedException {
        try (Workspace workspace = new Workspace(this)) {
            workspace.assumeKeeps();
            Hub<String> hub = workspace.hub();
            Items.publish(hub, "a", 1, 10);
            EventStream<String> stream = hub.stream(StreamOptions.oldest());
            List<String> drained = new ArrayList<>();
            assertEquals(4, stream.drain(4, (entry, lost) -> drained.add(Items.data(entry) + " after " + lost)));
            assertEquals(6, stream.drain(100, (entry, lost) -> drained.add(Items.data(entry) + " after " + lost)));
            assertEquals(
                    Items.numbers(1, 10).stream()
                            .map(number -> number + " after 0")
                            .toList(),
                    drained);
            assertEquals(0, stream.drain(100, (entry, lost) -> {}), "drained where a notice comes first");
            assertTrue(stream.next(Task.patience()) instanceof Signal.CaughtUp, "the notice that drain stopped before");
            Items.publish(hub, "a", 11, 2);
            assertEquals(2, stream.drain(100, (entry, lost) -> {}));
        }
    }
}
