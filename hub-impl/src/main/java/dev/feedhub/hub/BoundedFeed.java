package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Feed;
import dev.feedhub.HubConfig;
import dev.feedhub.Label;
import dev.feedhub.LimitExceededException;
import dev.feedhub.Receipt;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The feed: a ring bounded in items, a budget of bytes, and a queue for publishers that found no room in either.
 *
 * <p>Bytes are taken from the budget before a place in the ring and given back when the hub takes the item, so what the ring
 * holds never exceeds the budget. They are not even asked for while the ring is full: giving them back wakes a publisher, which
 * might be the very one that asked. Where the store keeps nothing, items have no bytes and pay nothing for the budget.
 */
final class BoundedFeed<T> implements Feed<T> {
    private final int capacity;
    private final long maxBytes;
    private final StoreIndexer<T> indexer;
    private final HubLifecycle lifecycle;
    private final IndexedCount indexed;
    private final ItemRing<PublishedItem<T>> ring;
    private final RoomQueue room = new RoomQueue();
    private final AtomicLong queuedBytes = new AtomicLong();

    BoundedFeed(HubConfig config, StoreIndexer<T> indexer, HubLifecycle lifecycle, IndexedCount indexed) {
        this.capacity = config.get(HubConfig.FEED_CAPACITY);
        this.maxBytes = config.get(HubConfig.FEED_MAX_BYTES);
        this.indexer = indexer;
        this.lifecycle = lifecycle;
        this.indexed = indexed;
        this.ring = new ItemRing<>(capacity);
    }

    // ---- publishers

    @Override
    public void publish(Context ctx, String label, @Nullable T data) throws InterruptedException {
        add(ctx, checked("Feed.publish", ctx, label, data));
    }

    @Override
    public Receipt submit(Context ctx, String label, @Nullable T data) throws InterruptedException {
        PublishedItem<T> item = checked("Feed.submit", ctx, label, data);
        return new IndexedReceipt(item, add(ctx, item), indexed);
    }

    @Override
    public boolean tryPublish(String label, @Nullable T data) {
        requireItem(label, data);
        lifecycle.requireRunning();
        return offer(encoded(label, data)) >= 0;
    }

    private PublishedItem<T> checked(String call, Context ctx, String label, @Nullable T data)
            throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        requireItem(label, data);
        lifecycle.requireOtherThread(call);
        Waits.check(ctx);
        lifecycle.requireRunning();
        return encoded(label, data);
    }

    private void requireItem(String label, @Nullable T data) {
        if (Label.check(Objects.requireNonNull(label, "label")).isEmpty() && data == null) {
            throw new IllegalArgumentException("an item with neither label nor data; one of them is needed");
        }
    }

    private PublishedItem<T> encoded(String label, @Nullable T data) {
        byte[] payload = indexer.prepare(label, data);
        long bytes = indexer.keepsNothing() ? 0 : label.length() + (payload == null ? 0L : payload.length);
        if (bytes > maxBytes) {
            throw new LimitExceededException(
                    "an item labelled \"" + label + "\"", bytes, maxBytes, HubConfig.FEED_MAX_BYTES.key());
        }
        return new PublishedItem<>(label, data, payload, bytes);
    }

    /** Adds an item, waiting for room; gives its number. Yields first, but not ahead of those who are waiting already. */
    private long add(Context ctx, PublishedItem<T> item) throws InterruptedException {
        long number = offer(item);
        if (number < 0 && room.isEmpty() && Yielding.until(() -> !ring.isFull())) {
            Waits.check(ctx);
            number = offer(item);
        }
        return number >= 0 ? number : addWaiting(ctx, item);
    }

    private long addWaiting(Context ctx, PublishedItem<T> item) throws InterruptedException {
        long number = ItemRing.FULL;
        RoomQueue.Place place = room.enter();
        try (Waits wait = new Waits(ctx)) {
            while (number < 0) {
                wait.check();
                lifecycle.requireRunning();
                number = offer(item);
                if (number < 0 && !place.isCalled()) {
                    wait.park(this);
                } else if (number < 0) {
                    place = room.enter();
                    number = offer(item); // the room it was called for, before anything can end this
                }
            }
            return number;
        } finally {
            room.leave(place, number >= 0);
            if (number >= 0 && queuedBytes.get() < maxBytes && !ring.isFull()) {
                room.call(1); // one large item may have made room for many small ones
            }
        }
    }

    /** Gives the item's number, or {@link ItemRing#FULL}. */
    private long offer(PublishedItem<T> item) {
        if (ring.isFull() || !takeBytes(item.bytes())) {
            return ItemRing.FULL;
        }
        long number = ring.offer(item, lifecycle.hubThread());
        if (number >= 0) {
            return number;
        }
        if (item.bytes() > 0) {
            queuedBytes.addAndGet(-item.bytes());
            room.call(1);
        }
        if (number == ItemRing.CLOSED) {
            lifecycle.requireRunning();
            throw new ClosedException("the feed");
        }
        return number;
    }

    private boolean takeBytes(long bytes) {
        if (bytes == 0) {
            return true;
        }
        while (true) {
            long queued = queuedBytes.get();
            if (queued + bytes > maxBytes) {
                return false;
            }
            if (queuedBytes.compareAndSet(queued, queued + bytes)) {
                return true;
            }
        }
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int size() {
        long done = indexed.count();
        return (int) Math.min(2L * capacity, ring.accepted() - done); // the two are not of one moment
    }

    long accepted() {
        return ring.accepted();
    }

    /** Lets nobody publish any more, and wakes who waits for room. */
    void close() {
        ring.close();
        room.call(Integer.MAX_VALUE);
    }

    // ---- the hub's thread

    /** Takes the oldest items, until so many bytes are reached, and makes their room free; none only where there is none. */
    Batch<T> take(long batchBytes) {
        Object[] items = ring.waiting();
        Batch<T> waiting = new Batch<>(items, items.length);
        int count = 0;
        long bytes = 0;
        while (count < items.length && (count == 0 || bytes + waiting.get(count).bytes() <= batchBytes)) {
            bytes += waiting.get(count).bytes();
            count++;
        }
        if (count > 0) {
            ring.remove(count);
            queuedBytes.addAndGet(-bytes);
            room.call(count);
        }
        return count == items.length ? waiting : new Batch<>(items, count);
    }

    boolean isEmpty() {
        return ring.isEmpty();
    }

    boolean isDrained() {
        return ring.isClosed() && ring.isEmpty();
    }

    /** Announces that the hub's thread will park; false if there is something to take. */
    boolean announcePark() {
        room.call(Integer.MAX_VALUE);
        return ring.announcePark();
    }
}
