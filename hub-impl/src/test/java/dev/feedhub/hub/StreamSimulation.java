package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.ClosedException;
import dev.feedhub.ConcurrentUseException;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Cursor;
import dev.feedhub.EventStream;
import dev.feedhub.HubFailedException;
import dev.feedhub.Signal;
import dev.feedhub.StoreException;
import dev.feedhub.StreamOptions;
import dev.feedhub.hub.StreamSchedule.During;
import dev.feedhub.hub.StreamSchedule.Kind;
import dev.feedhub.hub.StreamSchedule.Setting;
import dev.feedhub.hub.StreamSchedule.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a schedule on one thread: what others do beside a call of the consumer is done within that call, where it looks at what it shares
 * with them. No clock is read, so that a schedule always does the same. Each signal, each end and each position is held
 * against the model; at the end, whatever has happened, the consumer takes all there is.
 */
final class StreamSimulation implements SimulatedStore.Others {
    private static final Duration NEVER = Duration.ofDays(365);
    private static final Instant SOME_TIME = Instant.EPOCH.plusSeconds(7);
    private static final int MOST_POINTS = 2_000;

    private final Setting setting;
    private final StreamModel model;
    private final SimulatedWorld world;
    private final Set<String> met = new HashSet<>();
    private @Nullable EventStream<String> stream;
    private @Nullable Cursor bookmark;
    private boolean streamClosed;
    private boolean nothingMet = true;

    // of the call in progress
    private List<During> during = List.of();
    private Context callContext = Context.background();
    private int points;
    private int awaits;
    private boolean busy; // others are doing something
    private boolean interrupted;

    StreamSimulation(Setting setting) {
        this.setting = setting;
        this.model = new StreamModel(setting.live(), !setting.filtered(), setting.step(), setting.capacity());
        this.world = new SimulatedWorld(setting, model, this);
    }

    /** Runs a schedule; gives the kinds of signals and ends that the consumer has met. */
    static Set<String> run(StreamSchedule schedule) {
        StreamSimulation simulation = new StreamSimulation(schedule.setting());
        for (Step step : schedule.steps()) {
            simulation.take(step);
        }
        simulation.settle();
        return simulation.met;
    }

    // ---- others

    private void others(Kind kind, int n) {
        switch (kind) {
            case CLOSE_STREAM -> closeStream();
            case SECOND_TAKER -> secondTaker();
            case CANCEL -> cancel();
            case INTERRUPT -> {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
            default -> world.make(kind, n);
        }
    }

    private void cancel() {
        if (callContext instanceof Cancellable cancellable) {
            cancellable.close();
        }
    }

    private void closeStream() {
        EventStream<String> open = stream;
        if (open != null && !streamClosed) {
            streamClosed = true;
            open.close();
        }
    }

    private void secondTaker() {
        EventStream<String> busyStream = stream;
        if (busyStream != null) {
            assertThrows(
                    ConcurrentUseException.class,
                    () -> busyStream.drain(1, (entry, lost) -> {}),
                    "R-8: a second taker");
        }
    }

    @Override
    public void point() {
        if (busy) {
            return;
        }
        points++;
        assertTrue(points < MOST_POINTS, "R-2: the call goes on and on");
        for (During each : during) {
            if (each.point() == points) {
                busy = true;
                others(each.kind(), each.n());
                busy = false;
            }
        }
        EventStream<String> seen = stream;
        if (seen != null) {
            model.positionSeen(seen.position());
        }
    }

    @Override
    public boolean await() throws InterruptedException {
        point();
        Waits.check(callContext);
        awaits++;
        if (awaits % 2 == 1) {
            return true;
        }
        if (awaits > 2) {
            world.hub().goOn();
        }
        model.patienceExhausted();
        return false;
    }

    // ---- the consumer

    private void take(Step step) {
        switch (step.kind()) {
            case START -> start(step.during());
            case NEXT -> next(step.during(), Context.background().withCancel());
            case NEXT_CANCELLED -> next(step.during(), cancelled());
            case NEXT_EXPIRED -> next(step.during(), Context.background().withTimeout(Duration.ZERO));
            case DRAIN -> drain(step.during(), step.n());
            case RESUME -> resume(step.during());
            case REOPEN, REOPEN_WITHOUT_TAIL, REOPEN_BACKUP, REOPEN_WIPED -> {
                reopen(step.kind(), step.n(), step.during());
            }
            default -> others(step.kind(), step.n());
        }
    }

    private static Context cancelled() {
        Cancellable context = Context.background().withCancel();
        context.close();
        return context;
    }

    private interface Call {
        void make() throws InterruptedException;
    }

    /** Makes a call while others do what they do; only what has happened may end it. */
    private void call(List<During> beside, Context ctx, Call call) {
        during = beside;
        callContext = ctx;
        points = 0;
        awaits = 0;
        interrupted = false;
        boolean closedBefore = streamClosed;
        boolean failedBefore = world.hub().lifecycle.hasFailed();
        int failedLooks = world.store().failedLooks();
        boolean doneBefore = ctx.isDone();
        model.begin(nothingMet);
        nothingMet = false;
        try {
            call.make();
            assertFalse(doneBefore, "W-1: the context was done");
            assertFalse(closedBefore, "W-1: the stream was closed");
        } catch (InterruptedException end) {
            meets(end);
            assertTrue(interrupted, "X-1: nobody has interrupted");
        } catch (ContextDoneException end) {
            meets(end);
            assertTrue(ctx.isDone(), "X-1: the context is not done");
        } catch (StoreException end) {
            meets(end);
            assertTrue(world.store().failedLooks() > failedLooks, "R-1: the store did not fail");
        } catch (HubFailedException end) {
            meets(end);
            assertTrue(setting.live() && world.hub().lifecycle.hasFailed(), "H-4: the hub has not failed");
            requireEnd(closedBefore);
        } catch (ClosedException end) {
            meets(end);
            assertTrue(streamClosed || world.hub().isEnding(), "R-2: neither stream nor hub was closed");
            assertFalse(setting.live() && failedBefore && !streamClosed, "H-4: the hub was not closed, it has failed");
            if (!streamClosed) {
                requireEnd(closedBefore);
            }
        } finally {
            Thread.interrupted();
            during = List.of();
            callContext = Context.background();
        }
    }

    private void meets(Object signalOrEnd) {
        met.add(signalOrEnd.getClass().getSimpleName());
    }

    private void requireEnd(boolean closedBefore) {
        assertFalse(closedBefore, "W-1: the stream was closed before");
        assertFalse(stream != null && model.isOwedLiveEntries(), "W-1: what is queued comes before the end");
    }

    private void start(List<During> beside) {
        if (world.hub().isEnding()) {
            return;
        }
        closeStream();
        switch (setting.start()) {
            case OLDEST -> open(beside, StreamOptions.oldest(), model::requireStartsWithOldest);
            case NOW -> open(beside, StreamOptions.now(), model::requireStartsNow);
            case ORIGIN -> openAfter(beside, Cursor.ORIGIN);
            case TIME -> open(beside, StreamOptions.at(SOME_TIME), start -> model.requireStartsAt(SOME_TIME, start));
        }
    }

    private void openAfter(List<During> beside, Cursor cursor) {
        open(beside, StreamOptions.after(cursor), start -> assertEquals(cursor, start, "R-1: the start"));
    }

    private void open(List<During> beside, StreamOptions start, Consumer<Cursor> requirement) {
        StreamOptions options =
                start.matching(world.filter()).capacity(setting.capacity()).progressEvery(NEVER);
        stream = null;
        streamClosed = false;
        nothingMet = true;
        call(beside, Context.background(), () -> {
            EventStream<String> made =
                    setting.live() ? world.hub().stream(options) : world.hub().streamBeside(options);
            requirement.accept(made.position());
            model.started(made.position());
            bookmark = made.position();
            stream = made;
            nothingMet = true;
        });
    }

    private void next(List<During> beside, Context ctx) {
        EventStream<String> open = stream;
        if (open != null) {
            call(beside, ctx, () -> {
                Signal<String> signal = open.next(ctx);
                meets(signal);
                model.took(signal, open.position());
                nothingMet = true;
            });
            bookmark = open.position();
            model.positionSeen(bookmark);
        }
    }

    private void drain(List<During> beside, int max) {
        EventStream<String> open = stream;
        if (open != null) {
            List<Cursor> drained = new ArrayList<>();
            call(beside, Context.background(), () -> {
                int count = open.drain(max, (entry, lost) -> {
                    assertEquals(0, lost, "R-9: lost before a drained entry");
                    model.event(entry);
                    assertEquals(entry.cursor(), open.position(), "R-1: position() in a sink");
                    drained.add(entry.cursor());
                    point();
                });
                assertEquals(drained.size(), count, "R-9: drained");
            });
            assertTrue(drained.size() <= max, "R-9: drained");
            bookmark = open.position();
            model.positionSeen(bookmark);
        }
    }

    private void resume(List<During> beside) {
        Cursor position = bookmark;
        if (position != null && !world.hub().isEnding()) {
            closeStream();
            openAfter(beside, position);
        }
    }

    private void reopen(Kind kind, int n, List<During> beside) {
        closeStream();
        world.reopen(kind, n);
        resume(beside);
    }

    /** Takes all there is. */
    private void settle() {
        world.store().failLooks(0);
        if (world.hub().isEnding() || bookmark == null) {
            reopen(Kind.REOPEN, 1, List.of());
        }
        if (bookmark == null) {
            start(List.of());
        } else if (stream == null || streamClosed) {
            resume(List.of());
        }
        world.hub().dispatch();
        for (int calls = 0; !model.isSettled(); calls++) {
            assertTrue(calls < 3 * model.size() + 20, "R-1: the stream does not come to the newest");
            next(List.of(), Context.background().withCancel());
        }
        reopen(Kind.REOPEN, 1, List.of());
    }
}
