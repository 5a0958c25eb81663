package dev.feedhub.conformance;

import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.Hub;
import dev.feedhub.Listener;
import dev.feedhub.Query;
import java.util.ArrayList;
import java.util.List;

/** Items published to a hub, and what comes out of it. */
final class Items {
    private Items() {}

    /** Publishes so many items, whose data are the numbers from one on, and waits until they are indexed. */
    static Cursor publish(Hub<String> hub, String label, int first, int count) throws InterruptedException {
        for (int i = first; i < first + count; i++) {
            hub.feed().publish(Task.patience(), label, Integer.toString(i));
        }
        return hub.flush(Task.patience());
    }

    static Cursor publish(Hub<String> hub, String label, String data) throws InterruptedException {
        return hub.feed().submit(Task.patience(), label, data).await(Task.patience());
    }

    /** The data that are queued, which this takes. */
    static List<String> takeQueued(Listener<String> listener) {
        List<String> taken = new ArrayList<>();
        while (listener.queued() > 0) {
            Delivery<String> delivery = listener.poll();
            if (delivery == null) {
                throw new AssertionError("nothing can be taken, though " + listener.queued() + " entries are queued");
            }
            taken.add(data(delivery.entry()));
        }
        return taken;
    }

    /** The data that the store holds. */
    static List<String> stored(Hub<String> hub) {
        List<String> stored = new ArrayList<>();
        hub.history().scan(Task.patience(), Query.all(), entry -> stored.add(data(entry)));
        return stored;
    }

    static String data(Entry<String> entry) {
        String data = entry.data();
        return data == null ? "none" : data;
    }

    static List<String> numbers(int first, int last) {
        List<String> numbers = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }
}
