package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.ClosedException;
import dev.feedhub.Delivery;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.conformance.ListenerOperation.Close;
import dev.feedhub.conformance.ListenerOperation.Drain;
import dev.feedhub.conformance.ListenerOperation.Next;
import dev.feedhub.conformance.ListenerOperation.Publish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes operations on a listener and on a queue that drops its oldest element, and compares what they give. */
final class ListenerRun {
    private final Hub<String> hub;
    private final Listener<String> listener;
    private final Deque<String> queue = new ArrayDeque<>();
    private int published;
    private long lost;
    private long reported;
    private long taken;
    private boolean closed;

    ListenerRun(Hub<String> hub, int capacity) {
        this.hub = hub;
        LabelFilter wanted = LabelFilter.any().except(LabelFilter.exactly("unwanted"));
        this.listener = hub.listen(ListenOptions.any().matching(wanted).capacity(capacity));
    }

    void make(ListenerOperation operation) throws InterruptedException {
        if (operation instanceof Publish publish) {
            publish(publish.count());
        } else if (operation instanceof Close) {
            listener.close();
            closed = true;
        } else if (closed && queue.isEmpty()) {
            assertThrows(ClosedException.class, () -> take(operation));
        } else if (!queue.isEmpty() || !(operation instanceof Next)) {
            int max = operation instanceof Drain drain ? drain.max() : 1;
            assertEquals(expected(max), take(operation), "taken");
        }
        assertEquals(queue.size(), listener.queued(), "queued()");
        assertEquals(lost, listener.lost(), "lost()");
    }

    private void publish(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            published++;
            boolean wanted = published % 3 != 0;
            hub.feed().publish(Task.patience(), wanted ? "wanted" : "unwanted", Integer.toString(published));
            if (wanted && !closed) {
                queue.add(Integer.toString(published));
            }
        }
        hub.flush(Task.patience());
        while (queue.size() > listener.capacity()) {
            queue.remove();
            lost++;
        }
    }

    private List<String> expected(int max) {
        List<String> expected = new ArrayList<>();
        while (expected.size() < max && !queue.isEmpty()) {
            expected.add(queue.remove() + " after " + (lost - reported) + " lost");
            reported = lost;
        }
        taken += expected.size();
        assertEquals(published - published / 3, closed ? published - published / 3 : taken + lost + queue.size());
        return expected;
    }

    private List<String> take(ListenerOperation operation) throws InterruptedException {
        if (operation instanceof Drain drain) {
            List<String> drained = new ArrayList<>();
            int count = listener.drain(drain.max(), (entry, before) -> drained.add(shown(Items.data(entry), before)));
            assertEquals(drained.size(), count, "the number that drain gives");
            return drained;
        }
        return shown(operation instanceof Next ? listener.next(Task.patience()) : listener.poll());
    }

    private static List<String> shown(@Nullable Delivery<String> delivery) {
        return delivery == null ? List.of() : List.of(shown(Items.data(delivery.entry()), delivery.lost()));
    }

    private static String shown(String data, long lostBefore) {
        return data + " after " + lostBefore + " lost";
    }
}
