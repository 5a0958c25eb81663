package dev.feedhub.client;

import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Sends items to a node, batch after batch, each until it is stored. Batches are numbered, so that one that was sent and whose answer was lost
 * is not published twice when it is sent again. A node that does not know the numbers any more, as it was started anew, cannot tell what became of
 * such a batch: then this fails, and what had not been sent by then is not stored.
 */
final class ItemSender implements Runnable {
    private static final System.Logger LOG = System.getLogger("dev.feedhub.client");

    /** What is answered where the node has looked which items it has, and no others were published. */
    private static final Set<String> TELLS_ALL = Set.of("feed_full", "stopping");

    private final Node node;
    private final OutgoingItems items;

    // its thread only
    private final Backoff backoff = new Backoff();
    private String producer = newProducer();
    private boolean introduced; // to the node, which knows it then
    private long sequence; // the number of the oldest item
    private int inDoubt; // how many of the oldest may be stored, and are not known to be
    private boolean unreachable;

    ItemSender(Node node, OutgoingItems items) {
        this.node = node;
        this.items = items;
    }

    private static String newProducer() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void run() {
        try {
            for (Optional<List<RemoteItem>> batch = items.awaitBatch(); batch.isPresent(); batch = items.awaitBatch()) {
                send(batch.get());
            }
        } catch (ClosedException closing) {
            // whoever closed tells what was not sent
        } catch (Throwable cause) {
            int lost = items.fail(cause);
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the feed of " + node.uri() + " has failed; " + lost + " accepted items are not known to be stored",
                    cause);
        }
    }

    /** Sends a batch once; what of it is not stored afterwards is a part of the next. */
    private void send(List<RemoteItem> batch) {
        try {
            HttpResponse<byte[]> response = post(introduced ? batch : List.of());
            unreachable = false;
            if (response.statusCode() != 200) {
                refused(batch, response);
            } else if (introduced) {
                stored(batch, Json.read(response.body()));
                inDoubt = 0;
                backoff.reset();
            }
            introduced |= response.statusCode() == 200;
        } catch (IOException | DeadlineExceededException failed) {
            if (introduced && !isUnsent(failed)) {
                inDoubt = batch.size();
            }
            if (!unreachable) {
                unreachable = true;
                LOG.log(System.Logger.Level.WARNING, node.unreachable(failed).getMessage() + "; trying again");
            }
            node.pause(Context.background(), backoff.next());
        }
    }

    /** Whether the node cannot have read anything. */
    private static boolean isUnsent(Exception failed) {
        return failed instanceof ConnectException || failed instanceof HttpConnectTimeoutException;
    }

    private HttpResponse<byte[]> post(List<RemoteItem> batch) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write('[');
        for (RemoteItem item : batch) {
            if (body.size() > 1) {
                body.write(',');
            }
            body.writeBytes(item.json());
        }
        body.write(']');
        var request = node.request("/events")
                .header("Content-Type", "application/json")
                .header("Feedhub-Producer", producer)
                .header("Feedhub-Sequence", Long.toString(sequence))
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return node.await(
                Context.background().withTimeout(Node.LONGEST_ANSWER), node.send(request, BodyHandlers.ofByteArray()));
    }

    /** Ends the receipts of those that are stored, the first ones. */
    private void stored(List<RemoteItem> batch, JsonNode answer) throws IOException {
        JsonNode cursors = answer.path("cursors");
        int stored = answer.path("stored").asInt(-1);
        if (stored < 0 || stored > batch.size() || cursors.size() != stored) {
            throw new IOException("an answer that is not of a node: " + answer);
        }
        for (int i = 0; i < stored; i++) {
            batch.get(i).receipt().stored(Cursor.parse(cursors.path(i).asString("")));
        }
        items.remove(stored);
        sequence += stored;
        inDoubt = Math.max(0, inDoubt - stored);
    }

    private void refused(List<RemoteItem> batch, HttpResponse<byte[]> response) throws IOException {
        NodeFault fault = NodeFault.of(node.uri(), response.statusCode(), response.body());
        JsonNode answer = Json.read(response.body());
        if (fault.kind().equals("unknown_producer") && inDoubt == 0) {
            producer = newProducer();
            introduced = false;
            sequence = 0;
            return;
        } else if (fault.kind().equals("unknown_producer")) {
            throw forgotten(fault);
        } else if (introduced && answer.has("stored")) {
            stored(batch, answer);
            if (TELLS_ALL.contains(fault.kind())) {
                inDoubt = 0;
            }
        }
        if (fault.kind().equals("outcome_unknown")) {
            inDoubt = batch.size() - answer.path("stored").asInt(0);
        } else if (!fault.isPassing()) {
            throw new StoreException(
                    answer.has("stored") && !fault.isOfTheNode() ? Outcome.NOT_STORED : Outcome.UNKNOWN,
                    node.uri() + " does not take an accepted item: " + fault.getMessage(),
                    fault);
        }
        node.pause(Context.background(), backoff.next());
    }

    /** The node does not know what became of those in doubt, and was not sent the later ones: their receipts end here. */
    private StoreException forgotten(NodeFault fault) {
        String anew = node.uri() + " was started anew, or was away for too long, ";
        int later = items.failLater(
                inDoubt,
                new StoreException(Outcome.NOT_STORED, anew + "before this item was sent: it is not stored", fault));
        return new StoreException(
                Outcome.UNKNOWN,
                anew + "while " + inDoubt + " items were on their way: whether they are stored is not known"
                        + (later == 0 ? "" : "; " + later + " later ones are not stored"),
                fault);
    }
}
