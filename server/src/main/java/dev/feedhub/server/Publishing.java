package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Feed;
import dev.feedhub.Receipt;
import dev.feedhub.server.Fault.Kind;
import java.time.Duration;

/**
 * Publishes what clients send: waits a while for room in the feed, and then for the items to be durable, also while the server stops, so that
 * whoever published is told what became of it.
 */
final class Publishing {
    private final Feed<byte[]> feed;
    private final Duration patience;
    private final Duration longestWait;

    Publishing(Feed<byte[]> feed, ServerOptions options) {
        this.feed = feed;
        this.patience = options.publishPatience();
        this.longestWait = options.longestWait();
    }

    /**
     * Hands an item to the feed.
     *
     * @throws Fault if the feed stays full
     */
    Receipt submit(Context ctx, Item item) throws InterruptedException {
        try {
            return feed.submit(ctx.withTimeout(patience), item.label(), item.data());
        } catch (DeadlineExceededException full) {
            throw new Fault(
                            Kind.FEED_FULL,
                            "the feed stayed full for " + Durations.text(patience) + ": the item was not published")
                    .with("retryAfter", Math.max(1, patience.toSeconds()));
        }
    }

    /**
     * Waits until an item is durable.
     *
     * @throws Fault if the time is over before
     */
    Cursor await(Context ctx, Receipt receipt) throws InterruptedException {
        try {
            return receipt.await(ctx.withTimeout(longestWait));
        } catch (DeadlineExceededException late) {
            throw new Fault(
                    Kind.OUTCOME_UNKNOWN,
                    "the item was accepted and is not durable yet: it is in the history soon, unless the node fails");
        }
    }
}
