package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Receipt;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The items of one request, in order: those that are durable, and those that are on their way there. */
final class PublishedItems {
    static final int MOST_UNDER_WAY = 1_024;

    /** Hands an item to the feed. */
    interface Submission {
        /**
         * Does so, waiting for room.
         *
         * @throws Fault if it cannot be published
         */
        Receipt submit() throws InterruptedException;
    }

    private final Publishing publishing;
    private final Context ctx;
    private final Deque<Receipt> underWay = new ArrayDeque<>();
    private final ObjectNode json = Json.object();
    private final @Nullable ArrayNode cursors;
    private long durable;

    /**
     * None yet.
     *
     * @param all whether to tell the cursor of each, or of the last alone
     */
    PublishedItems(Publishing publishing, Context ctx, boolean all) {
        this.publishing = publishing;
        this.ctx = ctx;
        this.cursors = all ? json.putArray("cursors") : null;
        json.put("stored", 0).putNull("newest");
    }

    /**
     * Publishes one more; it may wait for earlier ones to be durable.
     *
     * @throws Fault if it cannot be published, or an earlier one not be stored
     */
    void add(Submission submission) throws InterruptedException {
        if (underWay.size() == MOST_UNDER_WAY) {
            awaitOldest();
        }
        underWay.add(submission.submit());
    }

    /**
     * Waits until all are durable.
     *
     * @throws Fault if one is not
     */
    void await() throws InterruptedException {
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
    }

    private void awaitOldest() throws InterruptedException {
        Cursor cursor;
        try {
            cursor = publishing.await(ctx, underWay.remove());
        } catch (RuntimeException failed) {
            underWay.clear(); // the first ones are told alone, so no others are waited for
            throw failed;
        }
        durable++;
        json.put("stored", durable).put("newest", cursor.toString());
        if (cursors != null) {
            cursors.add(cursor.toString());
        }
    }

    /** {@code {"cursors":[…],"stored":2,"newest":"…"}} of those that are durable. */
    ObjectNode json() {
        return json;
    }
}
