package dev.feedhub.client;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.HubFailedException;
import dev.feedhub.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items that were accepted and are not known to be stored, in order; at most so many, and so many bytes of them. */
final class OutgoingItems {
    /** The bytes of all, as they are sent. One item may be larger. */
    static final int MOST_BYTES = 16 << 20;

    private static final int BATCH_ITEMS = 1_000; // that a node takes at once where they are numbered
    private static final int BATCH_BYTES = (4 << 20) - 1_024; // of a body

    private final String node;
    private final int capacity;
    private final Monitor monitor = new Monitor();

    // guarded by monitor
    private final Deque<RemoteItem> items = new ArrayDeque<>();
    private long bytes;
    private long accepted; // ever
    private boolean closed;
    private boolean failing; // so that no more come, and they can be counted
    private @Nullable Throwable failure;

    OutgoingItems(String node, int capacity) {
        this.node = node;
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        return monitor.with(items::size);
    }

    // ---- publishers

    void requireOpen() {
        monitor.with(() -> {
            requireOpenHere();
            return true;
        });
    }

    private void requireOpenHere() {
        if (failure != null) {
            throw new HubFailedException(node, failure);
        } else if (closed) {
            throw new ClosedException("the feed");
        }
    }

    /** Accepts an item, waiting for room. */
    Receipt add(Context ctx, byte[] json) throws InterruptedException {
        Receipt receipt = monitor.await(ctx, () -> offer(json));
        monitor.change(() -> {}); // the sender may wait for it
        return receipt;
    }

    /** Accepts an item if there is room. */
    boolean tryAdd(byte[] json) {
        boolean added = monitor.with(() -> offer(json)) != null;
        monitor.change(() -> {});
        return added;
    }

    private @Nullable Receipt offer(byte[] json) {
        requireOpenHere();
        if (failing || items.size() == capacity || (!items.isEmpty() && bytes + json.length > MOST_BYTES)) {
            return null;
        }
        RemoteReceipt receipt = new RemoteReceipt(node, monitor);
        items.add(new RemoteItem(json, receipt));
        bytes += json.length;
        accepted++;
        return receipt;
    }

    /** Waits until all that were accepted before the call are stored. */
    void flush(Context ctx) throws InterruptedException {
        long through = monitor.with(() -> accepted);
        boolean unused = monitor.await(ctx, () -> {
            if (failure != null) {
                throw new HubFailedException(node, failure);
            }
            return accepted - items.size() >= through ? true : null;
        });
    }

    // ---- the sender

    /** Waits for items, and gives the oldest, which stay here; empty when there will be none any more. */
    Optional<List<RemoteItem>> awaitBatch() throws InterruptedException {
        return monitor.await(Context.background(), () -> {
            if (failure != null || (closed && items.isEmpty())) {
                return Optional.empty();
            }
            return items.isEmpty() ? null : Optional.of(batch());
        });
    }

    private List<RemoteItem> batch() {
        List<RemoteItem> batch = new ArrayList<>();
        long size = 2;
        for (RemoteItem item : items) {
            size += item.json().length + 1;
            if (!batch.isEmpty() && (size > BATCH_BYTES || batch.size() == BATCH_ITEMS)) {
                break;
            }
            batch.add(item);
        }
        return batch;
    }

    /** The oldest are stored, and their receipts have ended. */
    void remove(int count) {
        monitor.change(() -> {
            for (int i = 0; i < count && !items.isEmpty(); i++) {
                bytes -= items.remove().json().length;
            }
        });
    }

    // ---- whoever ends it

    /** Accepts no more. */
    void close() {
        monitor.change(() -> closed = true);
    }

    /** Waits until none is left, or this has failed; false where that takes too long. Takes no notice of interrupts. */
    boolean awaitEmpty(Duration most) {
        try {
            return size() == 0
                    || monitor.awaitUninterruptibly(
                            Context.background().withTimeout(most),
                            () -> (items.isEmpty() || failure != null) ? true : null);
        } catch (DeadlineExceededException late) {
            return false;
        }
    }

    /** Has no room from now on, and ends the receipts of all but the oldest; gives how many. Whoever calls this calls {@link #fail} next. */
    int failLater(int oldest, Throwable cause) {
        List<RemoteItem> later = monitor.with(() -> {
            failing = true;
            return items.stream().skip(oldest).toList();
        });
        later.forEach(item -> item.receipt().failed(cause));
        return later.size();
    }

    /** Accepts no more, and ends the receipts of what is not known to be stored; gives how many. */
    int fail(Throwable cause) {
        List<RemoteItem> lost = monitor.with(() -> {
            if (failure == null) {
                failure = cause;
            }
            return List.copyOf(items);
        });
        lost.forEach(item -> item.receipt().failed(cause));
        remove(lost.size());
        return lost.size();
    }
}
