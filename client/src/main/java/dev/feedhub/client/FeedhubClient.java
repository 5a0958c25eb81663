package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.EventStream;
import dev.feedhub.Feed;
import dev.feedhub.History;
import dev.feedhub.Reader;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.StreamOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/**
 * The hub of a node, from another process: its feed, its history and its streams, as they are within the process.
 *
 * <table>
 * <caption>What it adds</caption>
 * <tr><th>{@link #feed}</th><td>Accepts items here, at most {@link ClientOptions#feedCapacity()} of them, and sends them in order until they
 *     are stored: once each, also where the connection is cut, as often as it may be. It fails for good where the
 *     node was killed while items were on their way, as nobody can tell whether those are stored, and where the node does not take an item that
 *     was accepted here: {@link #feed} has what becomes of the others.</td></tr>
 * <tr><th>{@link #history}</th><td>Waits for the network, for as long as the context allows, and while the node cannot be reached at
 *     most for {@link ClientOptions#patience()}. A node that was reached has 100 seconds to answer, and itself searches for a minute at
 *     most.</td></tr>
 * <tr><th>{@link #stream}</th><td>Is connected anew wherever its connection is cut, and goes on after what was taken. It waits for a node
 *     that is away, also for one whose hub has failed, which ends and may be started anew. How many live entries are kept is the node's
 *     affair, not {@link StreamOptions#capacity()}'s.</td></tr>
 * </table>
 *
 * <p><b>Ordering.</b> Cursor order. What one client publishes is stored in the order in which it was accepted.
 *
 * <p><b>Threads.</b> Safe from any thread. A thread of its own sends items, from the first on.
 *
 * <p><b>Lifetime and ownership.</b> Open until closed; its streams end with it. The node goes on.
 *
 * <p><b>Loss and errors.</b> As those of {@link Feed}, {@link History} and {@link EventStream}; {@link StoreException} where the node cannot be
 * reached, or refuses.
 *
 * @param <T> the type of the data
 */
public final class FeedhubClient<T> implements Reader<T> {
    /** The most bytes that the payload of an item may have: in base64, with its label, it has to fit into a request. */
    public static final int MAX_PAYLOAD_BYTES = 3_000_000;

    private static final System.Logger LOG = System.getLogger("dev.feedhub.client");

    private final ClientOptions options;
    private final Codec<T> codec;
    private final Node node;
    private final RemoteHistory<T> history;
    private final OutgoingItems items;
    private final RemoteFeed<T> feed;
    private final AtomicBoolean senderStarted = new AtomicBoolean();

    private FeedhubClient(ClientOptions options, Codec<T> codec) {
        this.options = options;
        this.codec = Objects.requireNonNull(codec, "codec");
        this.node = new Node(options.node(), options.patience());
        this.history = new RemoteHistory<>(node, codec);
        this.items = new OutgoingItems("of " + options.node(), options.feedCapacity());
        this.feed = new RemoteFeed<>(items, codec, this::startSender);
    }

    /**
     * Opens a client of a node, without talking to it.
     *
     * @param node where it is, as {@code http://127.0.0.1:2112}
     * @param codec turns data into payloads, and back
     * @param <T> the type of the data
     * @return the client
     * @throws IllegalArgumentException if the address is none
     */
    public static <T> FeedhubClient<T> open(URI node, Codec<T> codec) {
        return open(ClientOptions.of(node), codec);
    }

    /**
     * Opens a client of a node, without talking to it.
     *
     * @param options which node, and how
     * @param codec turns data into payloads, and back
     * @param <T> the type of the data
     * @return the client
     */
    public static <T> FeedhubClient<T> open(ClientOptions options, Codec<T> codec) {
        return new FeedhubClient<>(options, codec);
    }

    private void startSender() {
        if (senderStarted.compareAndSet(false, true)) {
            Thread sender = new Thread(new ItemSender(node, items), "feedhub-client-sender");
            sender.setDaemon(true);
            sender.start();
        }
    }

    /**
     * Where to publish. What is accepted is not dropped in silence: where an item cannot be stored, the feed fails, and a line of the log says why.
     *
     * <table>
     * <caption>When it fails, and what becomes of the items that it holds</caption>
     * <tr><th>The node does not take an item, which is larger than the node's own limits, as {@code feedhub.feed.maxBytes} or those of its
     *     store. They are not known here, where only {@link #MAX_PAYLOAD_BYTES} is refused at once.</th><td>Those before it are stored. It and all
     *     later ones are {@link Outcome#NOT_STORED}.</td></tr>
     * <tr><th>The node was started anew, or has forgotten this client, after a request whose answer was lost.</th><td>Those of that request are
     *     {@link Outcome#UNKNOWN}, all later ones {@link Outcome#NOT_STORED}.</td></tr>
     * <tr><th>The node's hub or its store has failed, or the node refuses for another reason.</th><td>All that are not known to be stored are
     *     {@link Outcome#UNKNOWN}.</td></tr>
     * </table>
     *
     * <p>Their receipts then end with {@link dev.feedhub.HubFailedException}, whose cause is a {@link StoreException} with that outcome. From then on
     * {@link Feed#publish}, {@link Feed#submit}, {@link Feed#tryPublish} and {@link #flush} throw a {@code HubFailedException} too, also for those
     * who were waiting; they add nothing. History and streams go on.
     *
     * <p>A new client can publish what is not stored, without the item that is too large. What is unknown has to be looked for in the history first,
     * or it may be stored twice. Who has to know which items these are keeps them until their receipts have ended.
     *
     * @return always the same
     */
    public Feed<T> feed() {
        return feed;
    }

    @Override
    public History<T> history() {
        return history;
    }

    /**
     * Makes a stream, waiting until the node tells where it starts, at most {@link ClientOptions#patience()}. Takes no notice of interrupts.
     *
     * @param streamOptions where it starts and what it wants
     * @return the stream
     * @throws dev.feedhub.ClosedException if this is closed
     * @throws StoreException if the node cannot be reached, or its store not be read
     * @throws IllegalArgumentException if the filter is too large for a node
     */
    @Override
    public EventStream<T> stream(StreamOptions streamOptions) {
        node.requireOpen();
        return new RemoteStream<>(node, codec, streamOptions);
    }

    /**
     * The listeners that the node holds for clients who take from them call by call.
     *
     * @param ctx how long to wait for the network
     * @return each
     * @throws ContextDoneException if {@code ctx} is done
     * @throws dev.feedhub.ClosedException if this is closed
     * @throws StoreException if the node cannot be reached
     */
    public List<NodeListener> listeners(Context ctx) {
        List<NodeListener> listeners = new ArrayList<>();
        for (JsonNode each : node.call(ctx, "listen.list", Json.object())) {
            JsonNode label = each.path("label");
            listeners.add(new NodeListener(
                    each.path("id").asString(""),
                    label.isString() ? label.stringValue() : label.toString(),
                    each.path("queued").asLong(),
                    each.path("capacity").asLong(),
                    each.path("lost").asLong()));
        }
        return listeners;
    }

    /**
     * Waits until all that was accepted before this call is stored.
     *
     * @param ctx how long to wait
     * @throws InterruptedException if interrupted, with the status cleared
     * @throws ContextDoneException if {@code ctx} is done
     * @throws dev.feedhub.HubFailedException if the feed has failed
     */
    public void flush(Context ctx) throws InterruptedException {
        items.flush(ctx);
    }

    /**
     * Closes the feed, waits at most {@link ClientOptions#closeTimeout()} for what it accepted to be stored, and closes this and its streams. The
     * receipts of what is not known to be stored then fail, and the log says how many they are.
     *
     * <p>Idempotent; from any thread. Takes no notice of interrupts.
     */
    @Override
    public void close() {
        items.close();
        if (!items.awaitEmpty(options.closeTimeout())) {
            int lost = items.fail(new StoreException(
                    Outcome.UNKNOWN,
                    "the client was closed before the node at " + node.uri() + " answered for "
                            + options.closeTimeout(),
                    null));
            LOG.log(
                    System.Logger.Level.ERROR,
                    "closed after " + options.closeTimeout() + " with " + lost
                            + " accepted items that are not known to be stored at " + node.uri());
        }
        node.close();
    }
}
