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
    Feed<byte[]> feed();

    /** How many bytes an item has at most. */
    long largestItem();

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
            public long largestItem() {
                return config.get(HubConfig.FEED_MAX_BYTES);
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
            public long largestItem() {
                return FeedhubClient.MAX_PAYLOAD_BYTES;
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
