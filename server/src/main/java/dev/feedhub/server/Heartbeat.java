package dev.feedhub.server;

import java.time.Duration;

/** A source of regular items, whose interval clients may change. Safe from any thread; nothing here waits. */
public interface Heartbeat {
    /**
     * How often it publishes.
     *
     * @return the interval; zero if it is off
     */
    Duration interval();

    /**
     * Has it publish more or less often from now on.
     *
     * @param interval zero turns it off
     */
    void adjust(Duration interval);
}
