package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.ClosedException;
import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A listener beside the queue that it stands for. */
class ChannelModelTest {
    private enum Kind {
        DISPATCH,
        POLL,
        DRAIN,
        CLOSE
    }

    private record Step(Kind kind, int count) {}

    /** Drop-oldest, as plainly as it can be said. */
    private static final class Model {
        final Deque<Long> queue = new ArrayDeque<>();
        final int capacity;
        long lost;
        long lostBefore;
        boolean closed;

        Model(int capacity) {
            this.capacity = capacity;
        }

        void add(long position) {
            if (closed) {
                return;
            }
            queue.add(position);
            if (queue.size() > capacity) {
                queue.remove();
                lost++;
                lostBefore++;
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(6, Kind.DISPATCH),
                net.jqwik.api.Tuple.of(6, Kind.POLL),
                net.jqwik.api.Tuple.of(2, Kind.DRAIN),
                net.jqwik.api.Tuple.of(1, Kind.CLOSE));
        return net.jqwik.api.Combinators.combine(kinds, Arbitraries.integers().between(1, 12))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void l02_isAQueueThatDropsItsOldest(
            @ForAll @IntRange(min = 1, max = 9) int capacity, @ForAll("steps") @Size(max = 60) List<Step> steps) {
        ChannelBench bench = new ChannelBench();
        Listener<String> listener = bench.channels.listen(ListenOptions.any().capacity(capacity));
        bench.channels.listen(ListenOptions.any().capacity(capacity)); // keeps the channel
        Model model = new Model(capacity);
        for (Step step : steps) {
            apply(step, bench, listener, model);
            assertEquals(model.lost, listener.lost(), "L-3: lost");
            assertEquals(model.queue.size(), listener.queued(), "L-3: queued");
        }
    }

    private static void apply(Step step, ChannelBench bench, Listener<String> listener, Model model) {
        switch (step.kind) {
            case DISPATCH -> {
                bench.dispatch("a", step.count);
                for (int i = step.count - 1; i >= 0; i--) {
                    model.add(bench.newest() - i);
                }
            }
            case POLL -> poll(listener, model);
            case DRAIN -> drain(step.count, listener, model);
            case CLOSE -> {
                listener.close();
                model.closed = true;
            }
        }
    }

    private static void poll(Listener<String> listener, Model model) {
        if (model.queue.isEmpty() && model.closed) {
            assertThrows(ClosedException.class, listener::poll, "L-6");
        } else if (model.queue.isEmpty()) {
            assertNull(listener.poll());
        } else {
            Delivery<String> delivery = java.util.Objects.requireNonNull(listener.poll());
            assertEquals(model.queue.remove(), delivery.entry().cursor().position(), "L-1, L-2: what comes next");
            assertEquals(model.lostBefore, delivery.lost(), "L-8: lost before it");
            model.lostBefore = 0;
        }
    }

    private static void drain(int max, Listener<String> listener, Model model) {
        if (model.queue.isEmpty() && model.closed) {
            assertThrows(ClosedException.class, () -> listener.drain(max, (entry, lost) -> {}), "L-6");
            return;
        }
        List<Long> expected = new ArrayList<>();
        long before = model.queue.isEmpty() ? 0 : model.lostBefore;
        while (expected.size() < max && !model.queue.isEmpty()) {
            expected.add(model.queue.remove());
            model.lostBefore = 0;
        }
        List<Long> drained = new ArrayList<>();
        long[] lost = new long[1];
        assertEquals(expected.size(), listener.drain(max, (entry, lostBefore) -> {
            drained.add(entry.cursor().position());
            lost[0] += lostBefore;
        }));
        assertEquals(expected, drained, "L-1, L-2: what was drained");
        assertEquals(before, lost[0], "L-4: lost before the batch");
    }

    @Property(tries = 200)
    void l08_lossIsCountedForEachFilterAlone(@ForAll @Size(max = 40) List<@IntRange(max = 2) Integer> labels) {
        ChannelBench bench = new ChannelBench();
        Listener<String> evens = bench.channels.listen(
                ListenOptions.any().matching(LabelFilter.exactly("0")).capacity(2));
        Listener<String> joined = bench.channels.listen(
                ListenOptions.any().matching(LabelFilter.exactly("0")).capacity(1));
        for (int label : labels) {
            bench.dispatch(String.valueOf(label), 1);
        }
        long matching = labels.stream().filter(label -> label == 0).count();
        assertEquals(matching, evens.lost() + evens.queued(), "L-3");
        assertEquals(matching, joined.lost() + joined.queued(), "L-3");
        assertEquals(Math.min(2, matching), evens.queued(), "L-5");
        assertEquals(Cursor.ORIGIN, evens.registeredAfter());
    }
}
