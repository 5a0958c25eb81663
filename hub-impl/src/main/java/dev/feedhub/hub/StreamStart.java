package dev.feedhub.hub;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.StreamOptions.After;
import dev.feedhub.StreamOptions.At;
import dev.feedhub.StreamOptions.Oldest;
import dev.feedhub.StreamOptions.Start;
import dev.feedhub.store.StoreSpan;

/** Finds the cursor that a stream starts after: the one given, the floor, the one before a time, or the newest. */
final class StreamStart {
    private StreamStart() {}

    static Cursor resolve(StoreHistory<?> history, Start start) {
        Context ctx = Context.background();
        if (start instanceof After after) {
            return after.cursor();
        }
        StoreSpan span = history.storeSpan(ctx);
        if (start instanceof Oldest) {
            return span.floor();
        }
        if (start instanceof At at) {
            return history.firstAtOrAfter(ctx, at.time())
                    .map(first -> history.predecessor(ctx, first))
                    .orElse(span.newest());
        }
        return span.newest();
    }
}
