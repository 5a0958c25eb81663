package dev.feedhub.client;

import dev.feedhub.Cursor;
import dev.feedhub.DivergedException;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.TruncatedException;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a node answered in place of what it was asked for: the {@code error} of its protocol. */
final class NodeFault extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<String> PASSING =
            Set.of("stopping", "service_unavailable", "too_many", "feed_full", "too_slow");
    private static final Set<String> OF_THE_NODE = Set.of("hub_failed", "internal_error");
    private static final Set<String> OF_THE_CALLER = Set.of("invalid_params", "invalid_request", "parse_error");

    private final String kind;
    private final transient JsonNode details;

    /** With what the node says of it. */
    NodeFault(JsonNode error) {
        super(error.path("message").asString("without a message"));
        this.kind = error.path("kind").asString("");
        this.details = error;
    }

    /**
     * Reads the answer of a request that failed.
     *
     * @throws IOException if it is none of a node
     */
    static NodeFault of(URI node, int status, byte[] body) throws IOException {
        JsonNode error;
        try {
            error = Json.read(body).path("error");
        } catch (IOException notOfANode) {
            throw new IOException(
                    node + " answered with the status " + status + ", and not as a node does", notOfANode);
        }
        if (!error.path("kind").isString()) {
            throw new IOException(node + " answered with the status " + status + ", and not as a node does");
        }
        return new NodeFault(error);
    }

    String kind() {
        return kind;
    }

    /** Whether the same request may be answered a little later. */
    boolean isPassing() {
        return PASSING.contains(kind);
    }

    /** Whether it is the node that fails, and not what it was asked for. */
    boolean isOfTheNode() {
        return OF_THE_NODE.contains(kind);
    }

    /** What it is in terms of the API. */
    RuntimeException inTermsOfTheApi() {
        if (OF_THE_CALLER.contains(kind)) {
            return new IllegalArgumentException(getMessage());
        } else if (kind.equals("truncated")) {
            return new TruncatedException(cursor("cursor"), cursor("floor"), cursor("newest"));
        } else if (kind.equals("diverged")) {
            return new DivergedException(cursor("cursor"), cursor("floor"), cursor("newest"));
        }
        return new StoreException(Outcome.NOT_STORED, "the node: " + getMessage(), this);
    }

    private Cursor cursor(String name) {
        return Cursor.parse(details.path(name).asString(""));
    }
}
