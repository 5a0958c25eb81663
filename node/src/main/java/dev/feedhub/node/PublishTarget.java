package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Feed;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.client.FeedhubClient;
import java.net.URI;

/** Where lines are published: a hub that this process opens, or that of a node. */
interface PublishTarget extends AutoCloseable {
    /** Why a hub takes no larger lines. */
    String LIMIT_OF_A_FEED = "feedhub.feed.maxBytes allows more";

    Feed<byte[]> feed();

    /** How many bytes a line has at most. */
    long longestLine();

    /** Why it takes no larger ones. */
    String limit();

    /** Accepts no more, and lets nobody wait much longer for what was accepted. */
    void endSoon();

    /** Waits until all that was accepted is stored. */
    void finish() throws InterruptedException;

    /** How many items are stored for certain, as far as this can tell. */
    long stored();

    @Override
    void close();

    static PublishTarget hub(HubConfig config) {
        Hub<byte[]> hub = Hub.open(config, Codec.bytes());
        return new PublishTarget() {
            @Override
            public Feed<byte[]> feed() {
                return hub.feed();
            }

            @Override
            public long longestLine() {
                return config.get(HubConfig.FEED_MAX_BYTES);
            }

            @Override
            public String limit() {
                return LIMIT_OF_A_FEED;
            }

            @Override
            public void endSoon() {
                // it stores what it has as fast as it can anyway
            }

            @Override
            public void finish() throws InterruptedException {
                hub.stop(Context.background());
            }

            @Override
            public long stored() {
                return hub.stats().indexed();
            }

            @Override
            public void close() {
                hub.close();
            }
        };
    }

    /**
     * A node.
     *
     * @throws dev.feedhub.StoreException if it cannot be reached
     */
    static PublishTarget node(URI uri) {
        FeedhubClient<byte[]> client = NodeAddress.open(uri);
        try {
            client.history().span(Context.background());
        } catch (RuntimeException unreachable) {
            client.close();
            throw unreachable;
        }
        return new PublishTarget() {
            @Override
            public Feed<byte[]> feed() {
                return client.feed();
            }

            @Override
            public long longestLine() {
                // of a line that is an entry in JSON; its payload is looked at later
                return 2L * FeedhubClient.MAX_PAYLOAD_BYTES;
            }

            @Override
            public String limit() {
                return "a node takes no larger ones";
            }

            @Override
            public void endSoon() {
                Thread closing = new Thread(client::close, "feedhub-publish-end");
                closing.setDaemon(true);
                closing.start();
            }

            @Override
            public void finish() throws InterruptedException {
                client.flush(Context.background());
            }

            @Override
            public long stored() {
                return 0; // whoever has the receipts knows
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }
}
