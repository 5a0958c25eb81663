package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.Context;
import dev.feedhub.LabelFilter;
import dev.feedhub.Listener;
import dev.feedhub.hub.StreamSchedule.Kind;
import dev.feedhub.hub.StreamSchedule.Setting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hub that there is, its store and the copies of it, of which the model hears all that happens. */
final class SimulatedWorld {
    private static final LabelFilter WANTED = LabelFilter.exactly("wanted");

    /** What a store holds, and what the model knows of it. */
    private record Contents(SimulatedStore.State state, List<StreamModel.Item> history) {
        static final Contents NONE = new Contents(SimulatedStore.State.EMPTY, List.of());
    }

    private final Setting setting;
    private final StreamModel model;
    private final SimulatedStore.Others others;
    private Contents backup = Contents.NONE;
    private @Nullable Listener<String> otherListener;
    private long openings;
    private SimulatedHub hub;

    SimulatedWorld(Setting setting, StreamModel model, SimulatedStore.Others others) {
        this.setting = setting;
        this.model = model;
        this.others = others;
        this.hub = open(Contents.NONE);
    }

    SimulatedHub hub() {
        return hub;
    }

    SimulatedStore store() {
        return hub.store;
    }

    /** What the consumer wants. */
    LabelFilter filter() {
        return setting.filtered() ? WANTED : LabelFilter.any();
    }

    /** Does what hub, store, or another consumer does. */
    void make(Kind kind, int n) {
        switch (kind) {
            case APPEND_WANTED -> append(n, 0);
            case APPEND_MIXED -> append(n, 2);
            case APPEND_UNWANTED -> append(n, 1);
            case DISPATCH_PARTLY -> times(Math.min(n, 3), hub::dispatchPartly);
            case DISPATCH -> hub.dispatch();
            case TRIM -> trim(store().span().newest().position() - (n - 1L) * setting.step());
            case BACK_UP -> backup = new Contents(store().state(), model.history());
            case FAIL_LOOKS -> store().failLooks(n);
            case OTHER_LISTENER -> otherListener();
            case STOP -> times(n, hub::stop);
            case FAIL -> times(n, hub::fail);
            default -> throw new AssertionError(kind + " is not done here");
        }
    }

    private static void times(int n, Runnable action) {
        for (int i = 0; i < n; i++) {
            action.run();
        }
    }

    /** Appends a batch, after what was appended before is dispatched; of every so many items one is unwanted. */
    private void append(int count, int unwantedEvery) {
        hub.dispatch();
        if (hub.isEnding()) {
            return;
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean unwanted = unwantedEvery > 0 && (model.size() + i) % unwantedEvery == 0;
            labels.add(unwanted ? "unwanted" : "wanted");
        }
        Instant time = Instant.EPOCH.plusSeconds(store().span().newest().position());
        for (PublishedItem<String> item : hub.append(labels, time)) {
            model.stored(new StreamModel.Item(item.cursor(), filter().matches(item.label()), item.label(), time));
        }
        if (setting.retained() < Integer.MAX_VALUE) {
            trim(store().span().newest().position() - (long) setting.retained() * setting.step());
        }
    }

    private void trim(long through) {
        if (!store().isClosed()) {
            store().trim(Context.background(), through);
            model.trimmed(store().span().floor());
        }
    }

    private void otherListener() {
        Listener<String> other = otherListener;
        if (other == null) {
            otherListener = hub.listenAside(filter(), setting.capacity());
        } else {
            other.close();
            otherListener = null;
        }
    }

    /** Ends the hub, whose stream is closed, if it has not ended, and opens another with what its store holds, or held before. */
    void reopen(Kind how, int n) {
        hub.dispatch();
        times(4, hub::stop);
        assertEquals(otherListener == null ? 0 : 1, hub.listeners(), "R-8: listeners left behind");
        otherListener = null;
        SimulatedStore.State state = store().state();
        hub = open(
                switch (how) {
                    case REOPEN -> new Contents(state, model.history());
                    case REOPEN_WITHOUT_TAIL -> new Contents(state.withoutTail(n), model.history());
                    case REOPEN_BACKUP -> backup;
                    case REOPEN_WIPED -> Contents.NONE;
                    default -> throw new AssertionError(how + " reopens nothing");
                });
    }

    private SimulatedHub open(Contents contents) {
        SimulatedStore store =
                new SimulatedStore(contents.state, ++openings, setting.step(), setting.pageSize(), others);
        model.reopened(contents.history, store.span().floor(), store.span().newest());
        return new SimulatedHub(store, others, model);
    }
}
