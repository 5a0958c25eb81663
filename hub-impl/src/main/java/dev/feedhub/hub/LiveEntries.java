package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import java.time.Duration;

/** What a stream joins: the live entries, and how far the hub is with handing them out. */
interface LiveEntries<T> {
    /** How long until the hub has surely dispatched what it has indexed, unless it was suspended in between. */
    Duration DISPATCH_PAUSE = Duration.ofMillis(1);

    /** Adds a listener, without waiting; it begins after what is dispatched, or later. */
    Listener<T> listen(ListenOptions options);

    /** The newest entry of those that every listener has which wants them. */
    Cursor dispatched();

    /** Waits for {@link #DISPATCH_PAUSE}, less where the context is done or the thread interrupted. */
    void awaitDispatch(Context ctx);
}
