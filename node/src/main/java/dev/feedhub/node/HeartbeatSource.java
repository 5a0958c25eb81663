package dev.feedhub.node;

import dev.feedhub.Feed;
import dev.feedhub.FeedhubException;
import dev.feedhub.server.Heartbeat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes {@code {"beat":1}}, {@code {"beat":2}} … under {@code heartbeat}, at an interval that can be changed; a beat for which the feed
 * has no room is left out.
 */
final class HeartbeatSource implements Heartbeat, AutoCloseable {
    static final String LABEL = "heartbeat";

    private final Feed<byte[]> feed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(beat -> {
        Thread thread = new Thread(beat, "feedhub-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private long beats; // for the clock's thread

    // guarded by this
    private Duration interval = Duration.ZERO;
    private @Nullable ScheduledFuture<?> beating;

    HeartbeatSource(Feed<byte[]> feed) {
        this.feed = feed;
    }

    @Override
    public synchronized Duration interval() {
        return interval;
    }

    @Override
    public synchronized void adjust(Duration wanted) {
        if (beating != null) {
            beating.cancel(false);
            beating = null;
        }
        interval = wanted;
        if (!wanted.isZero() && !clock.isShutdown()) {
            beating = clock.scheduleAtFixedRate(this::beat, wanted.toNanos(), wanted.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void beat() {
        beats++;
        try {
            feed.tryPublish(LABEL, ("{\"beat\":" + beats + "}").getBytes(StandardCharsets.UTF_8));
        } catch (FeedhubException ended) {
            adjust(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        adjust(Duration.ZERO);
        clock.shutdown();
    }
}
