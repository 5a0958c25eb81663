package dev.feedhub.server;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Delivery;
import dev.feedhub.Entry;
import dev.feedhub.Listener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A listener's queue that is limited in bytes as well, where that is needed: then its entries are kept here, and the oldest are dropped and
 * counted as the listener does. For one thread at a time.
 */
final class KeptEntries {
    private final Listener<byte[]> listener;
    private final Deque<Delivery<byte[]>> kept = new ArrayDeque<>(); // older than what the listener has
    private long bytes; // of those
    private long untold; // dropped, before the next that is taken
    private final AtomicLong dropped = new AtomicLong();

    KeptEntries(Listener<byte[]> listener) {
        this.listener = listener;
    }

    static long size(Entry<byte[]> entry) {
        byte[] data = entry.data();
        return entry.label().length() + (data == null ? 0L : data.length);
    }

    /** The oldest; null if there is none. */
    @Nullable
    Delivery<byte[]> poll() {
        dropBeyondCapacity();
        Delivery<byte[]> oldest = kept.isEmpty() ? listener.poll() : removeOldest();
        return oldest == null ? null : told(oldest);
    }

    /** The next, where none is queued. */
    Delivery<byte[]> next(Context ctx) throws InterruptedException {
        return told(listener.next(ctx));
    }

    private Delivery<byte[]> told(Delivery<byte[]> taken) {
        long before = untold;
        untold = 0;
        return before == 0 ? taken : new Delivery<>(taken.entry(), taken.lost() + before);
    }

    int queued() {
        dropBeyondCapacity();
        return kept.size() + listener.queued();
    }

    long lost() {
        return listener.lost() + dropped.get();
    }

    /** Drops the oldest beyond so many bytes, but for the newest one; see {@link HeldListener#keepWithin}. */
    void keepWithin(long most, long largestOfLate) {
        if (bytes > most || largestOfLate > most / listener.capacity()) {
            keepAll();
            while (bytes > most && kept.size() > 1) {
                dropOldest();
            }
        }
    }

    private void keepAll() {
        try {
            for (Delivery<byte[]> next = listener.poll(); next != null; next = listener.poll()) {
                kept.add(next);
                bytes += size(next.entry());
            }
        } catch (ClosedException ended) {
            // and everything is kept
        }
    }

    private void dropBeyondCapacity() {
        while (!kept.isEmpty() && kept.size() + listener.queued() > listener.capacity()) {
            dropOldest();
        }
    }

    private void dropOldest() {
        long lost = removeOldest().lost();
        untold += lost + 1;
        dropped.incrementAndGet();
    }

    private Delivery<byte[]> removeOldest() {
        Delivery<byte[]> oldest = kept.remove();
        bytes -= size(oldest.entry());
        return oldest;
    }
}
