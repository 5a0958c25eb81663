package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.FeedhubException;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The channels that listeners are on, one for each filter and rounded capacity.
 *
 * <p>Listeners come and go under a lock that the hub's thread never takes: it reads {@code all}, which is replaced as a whole. It
 * announces each batch before it reads {@code all} and dispatches it, and says afterwards that it has: {@link BroadcastChannel}
 * tells how a channel that comes in between knows where it begins.
 */
final class ChannelSet<T> implements LiveEntries<T> {
    private record Key(LabelFilter filter, int window) {}

    /** A channel and how many listeners are on it. */
    private static final class Shared<T> {
        final Key key;
        final BroadcastChannel<T> channel;
        int listeners;

        Shared(Key key) {
            this.key = key;
            this.channel = new BroadcastChannel<>(key.filter, key.window);
        }
    }

    private final HubLifecycle lifecycle;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Map<Key, Shared<T>> byKey = new HashMap<>();
    private int listeners;

    private volatile List<BroadcastChannel<T>> all = List.of(); // replaced under lock
    private volatile @Nullable Supplier<FeedhubException> end;

    // written by the hub thread only
    private volatile Cursor announced;
    private volatile Cursor dispatched;

    ChannelSet(HubLifecycle lifecycle, Cursor newest) {
        this.lifecycle = lifecycle;
        this.announced = newest;
        this.dispatched = newest;
    }

    void requireOtherThread(String call) {
        lifecycle.requireOtherThread(call);
    }

    @Override
    public Listener<T> listen(ListenOptions options) {
        Objects.requireNonNull(options, "options");
        Key key = new Key(options.filter(), Powers.atLeast(options.capacity()));
        lock.lock();
        try {
            Shared<T> shared = byKey.get(key);
            ChannelListener<T> listener;
            if (shared == null) {
                shared = new Shared<>(key);
                add(shared);
                Cursor begin = shared.channel.beginAfter(announced);
                listener = new ChannelListener<>(this, shared.channel, options.capacity(), 0, begin);
            } else {
                listener = join(shared.channel, options.capacity());
            }
            shared.listeners++;
            listeners++;
            Supplier<FeedhubException> ended = end;
            if (ended != null) {
                shared.channel.end(ended);
            }
            return listener;
        } finally {
            lock.unlock();
        }
    }

    /** What is dispatched is published, so whatever of it matches is below the number read after it. */
    private ChannelListener<T> join(BroadcastChannel<T> channel, int capacity) {
        Cursor after = dispatched;
        Cursor begin = channel.beginAfter(after);
        while (true) {
            long start = channel.published();
            PublishedItem<T> newest = start == 0 ? null : channel.read(start - 1);
            if (start == 0 || channel.holds(start - 1)) {
                Cursor newestPut = newest == null ? begin : newest.cursor();
                return new ChannelListener<>(this, channel, capacity, start, later(after, newestPut));
            }
        }
    }

    private static Cursor later(Cursor a, Cursor b) {
        return a.position() >= b.position() ? a : b;
    }

    private void add(Shared<T> shared) {
        byKey.put(shared.key, shared);
        List<BroadcastChannel<T>> more = new ArrayList<>(all);
        more.add(shared.channel);
        all = more;
    }

    /** Takes a listener off a channel, and drops the channel with its last. */
    void leave(BroadcastChannel<T> channel) {
        lock.lock();
        try {
            Shared<T> shared = byKey.get(new Key(channel.filter(), channel.window()));
            listeners--;
            if (shared != null && --shared.listeners == 0) {
                byKey.remove(shared.key);
                List<BroadcastChannel<T>> fewer = new ArrayList<>(all);
                fewer.remove(channel);
                all = fewer;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The channels there are: the same list as long as they are the same. */
    List<BroadcastChannel<T>> all() {
        return all;
    }

    int listeners() {
        lock.lock();
        try {
            return listeners;
        } finally {
            lock.unlock();
        }
    }

    /** The newest entry that is being put into channels, or was. */
    Cursor announced() {
        return announced;
    }

    void announce(Cursor lastOfBatch) {
        announced = lastOfBatch;
    }

    @Override
    public Cursor dispatched() {
        return dispatched;
    }

    @Override
    public void awaitDispatch(Context ctx) {
        try (Waits wait = new Waits(ctx.withTimeout(DISPATCH_PAUSE))) {
            wait.park(this);
        }
    }

    void dispatched(Cursor lastOfBatch) {
        dispatched = lastOfBatch;
    }

    /** Ends every channel, and each that comes later. */
    void end(Supplier<FeedhubException> cause) {
        end = cause;
        all.forEach(channel -> channel.end(cause));
    }
}
