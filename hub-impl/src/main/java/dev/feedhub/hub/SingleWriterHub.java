package dev.feedhub.hub;

import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Drained;
import dev.feedhub.EventStream;
import dev.feedhub.Feed;
import dev.feedhub.History;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.HubStats;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.StreamOptions;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreSpan;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/** A hub whose store is written by one thread. It holds the parts together; {@link HubLoop} is what the thread does. */
final class SingleWriterHub<T> implements Hub<T> {
    private static final System.Logger LOG = System.getLogger(SingleWriterHub.class.getName());

    /** How long an abandoned store may take to notice. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final Duration closeTimeout;
    private final boolean consecutive;
    private final HubLifecycle lifecycle;
    private final IndexedCount indexed;
    private final ChannelSet<T> channels;
    private final BoundedFeed<T> feed;
    private final StoreHistory<T> history;
    private final HubLoop<T> loop;
    private final Thread thread;

    /** Takes over a store opened to write; starts with {@link #start}. */
    SingleWriterHub(HubConfig config, Codec<T> codec, Store store, InstantSource clock) {
        StoreSpan span = store.span(Context.background());
        this.name = config.get(HubConfig.HUB_NAME);
        this.closeTimeout = config.get(HubConfig.CLOSE_TIMEOUT);
        this.consecutive = store.features().contains(StoreFeature.CONSECUTIVE);
        this.lifecycle = new HubLifecycle(name);
        this.indexed = new IndexedCount(lifecycle);
        this.channels = new ChannelSet<>(lifecycle, span.newest());
        this.history = new StoreHistory<>(store, codec);
        StoreIndexer<T> indexer =
                new StoreIndexer<>(store, codec, new AppendRetry(config.get(HubConfig.STORE_RETRY_FOR)));
        this.feed = new BoundedFeed<>(config, indexer, lifecycle, indexed);
        BatchClock batchClock = new BatchClock(clock, span.newestTime());
        this.loop = new HubLoop<>(name, store, indexer, batchClock, lifecycle, feed, indexed, channels);
        this.thread = new Thread(null, loop, "feedhub-" + name, 0, false);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.setDaemon(config.get(HubConfig.HUB_DAEMON));
        lifecycle.hubThread(thread);
    }

    SingleWriterHub<T> start() {
        thread.start();
        return this;
    }

    @Override
    public Feed<T> feed() {
        return feed;
    }

    @Override
    public Listener<T> listen(ListenOptions options) {
        return channels.listen(options);
    }

    @Override
    public EventStream<T> stream(StreamOptions options) {
        Objects.requireNonNull(options, "options");
        lifecycle.requireNotEnded();
        try {
            return new JoiningStream<>(channels, lifecycle, history, consecutive, options);
        } catch (ClosedException closed) {
            throw lifecycle.hasEnded() ? lifecycle.failure() : closed;
        }
    }

    @Override
    public History<T> history() {
        return history;
    }

    @Override
    public Cursor flush(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        lifecycle.requireOtherThread("Hub.flush");
        indexed.await(ctx, feed.accepted());
        return channels.dispatched();
    }

    @Override
    public long trim(Context ctx, Cursor before) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        Objects.requireNonNull(before, "before");
        lifecycle.requireOtherThread("Hub.trim");
        Waits.check(ctx);
        lifecycle.requireNotEnded();
        return loop.trim(ctx, before);
    }

    @Override
    public void closeFeed() {
        loop.closeFeed();
    }

    @Override
    public Drained stop(Context ctx) throws InterruptedException {
        Objects.requireNonNull(ctx, "ctx");
        lifecycle.requireOtherThread("Hub.stop");
        Waits.check(ctx);
        long before = indexed.count();
        closeFeed();
        loop.awaitEnd(ctx);
        lifecycle.requireNotFailed();
        thread.join();
        return new Drained(indexed.count() - before, channels.dispatched());
    }

    @Override
    public void close() {
        lifecycle.requireOtherThread("Hub.close");
        closeFeed();
        Context patience = Context.background().withTimeout(closeTimeout);
        uninterruptibly(() -> awaitEndOrAbandon(patience));
        uninterruptibly(() ->
                thread.join(Math.max(LAST_PATIENCE.toMillis(), left(patience).toMillis())));
        if (thread.isAlive()) {
            LOG.log(Level.WARNING, "hub " + name + ": the store does not return; its thread is left behind");
        }
    }

    private static Duration left(Context patience) {
        return patience.remaining().orElse(Duration.ZERO);
    }

    private void awaitEndOrAbandon(Context patience) throws InterruptedException {
        try {
            loop.awaitEnd(patience);
        } catch (DeadlineExceededException outOfPatience) {
            if (!lifecycle.hasEnded()) {
                loop.abandon(new StoreException(
                        Outcome.UNKNOWN,
                        "closed after " + closeTimeout + " with " + feed.size() + " accepted items not indexed",
                        null));
            }
        }
    }

    /** Something that an interrupt ends, and that can be done again. */
    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private static void uninterruptibly(Interruptible action) {
        boolean interrupted = false;
        for (boolean done = false; !done; ) {
            try {
                action.run();
                done = true;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public State state() {
        return lifecycle.state();
    }

    @Override
    public HubStats stats() {
        long done = indexed.count();
        return new HubStats(
                feed.accepted(),
                done,
                loop.batches(),
                channels.listeners(),
                channels.all().size());
    }

    @Override
    public String toString() {
        return "Hub[" + name + ", " + state() + "]";
    }
}
