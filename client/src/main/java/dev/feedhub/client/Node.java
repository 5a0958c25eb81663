package dev.feedhub.client;

import dev.feedhub.Cancellable;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.Registration;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A node, over HTTP: requests, and calls that are made again while it cannot be reached. */
final class Node {
    /** More than a node that is well takes for anything. */
    static final Duration LONGEST_ANSWER = Duration.ofSeconds(100);

    private final URI uri;
    private final Duration patience;
    private final HttpClient http;
    private final Cancellable session = Context.background().withCancel(); // until this is closed

    /**
     * Of an address.
     *
     * @param patience how long a call that changes nothing is made again
     */
    Node(URI uri, Duration patience) {
        this.uri = uri;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    URI uri() {
        return uri;
    }

    Duration patience() {
        return patience;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(uri + path));
    }

    /**
     * Calls a method that changes nothing; it waits for the answer, and takes no notice of interrupts.
     *
     * @throws dev.feedhub.ContextDoneException if the context is done before there is an answer
     * @throws StoreException if the node cannot be reached
     */
    JsonNode call(Context ctx, String method, ObjectNode params) {
        ObjectNode call = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        call.set("params", params);
        byte[] body = Json.write(call);
        HttpRequest request = request("/rpc")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        Context patient = ctx.withTimeout(patience);
        Backoff backoff = new Backoff();
        while (true) {
            ctx.check();
            requireOpen();
            try {
                return result(await(ctx.withTimeout(LONGEST_ANSWER), send(request, BodyHandlers.ofByteArray())));
            } catch (DeadlineExceededException late) {
                ctx.check();
                throw unreachable(new IOException("no answer within " + LONGEST_ANSWER.toSeconds() + " s"));
            } catch (NodeFault fault) {
                if (!fault.isPassing() || isOver(patient, backoff)) {
                    ctx.check();
                    throw fault.inTermsOfTheApi();
                }
            } catch (IOException unreachable) {
                if (isOver(patient, backoff)) {
                    ctx.check();
                    throw unreachable(unreachable);
                }
            }
        }
    }

    private JsonNode result(HttpResponse<byte[]> response) throws IOException, NodeFault {
        if (response.statusCode() != 200) {
            throw NodeFault.of(uri, response.statusCode(), response.body());
        }
        JsonNode answer = Json.read(response.body());
        JsonNode error = answer.path("error");
        if (error.isObject()) {
            ObjectNode fault = error.path("data").isObject() ? (ObjectNode) error.path("data") : Json.object();
            throw new NodeFault(fault.put("message", error.path("message").asString("")));
        } else if (!answer.has("result")) {
            throw new IOException(uri + " answers, and not as a node does");
        }
        return answer.path("result");
    }

    private boolean isOver(Context patient, Backoff backoff) {
        pause(patient, backoff.next());
        return patient.isDone();
    }

    StoreException unreachable(Throwable cause) {
        return new StoreException(
                Outcome.NOT_STORED, "the node at " + uri + " cannot be reached: " + text(cause), cause);
    }

    /** Many exceptions of the network have no message, or none that says much. */
    static String text(Throwable thrown) {
        if (isOfUnknownHost(thrown)) {
            return "its host is not known";
        } else if (thrown instanceof HttpTimeoutException) {
            return "no answer in time";
        } else if (thrown.getMessage() != null) {
            return thrown.getMessage();
        }
        return thrown instanceof ConnectException
                ? "nothing listens there"
                : thrown.getClass().getSimpleName();
    }

    private static boolean isOfUnknownHost(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    /** Sends a request; closing this cancels it. */
    <B> CompletableFuture<HttpResponse<B>> send(HttpRequest request, BodyHandler<B> handler) {
        CompletableFuture<HttpResponse<B>> response = http.sendAsync(request, handler);
        return tracked(response);
    }

    private <V> CompletableFuture<V> tracked(CompletableFuture<V> future) {
        Registration closing = session.onDone(() -> future.cancel(true));
        var unused = future.whenComplete((value, failure) -> closing.close());
        return future;
    }

    /**
     * Waits for an answer, which is cancelled where the context is done before; takes no notice of interrupts.
     *
     * @throws dev.feedhub.ContextDoneException if the context is
     * @throws ClosedException if this is closed
     */
    @SuppressWarnings("try") // the registration acts by itself
    <V> V await(Context ctx, CompletableFuture<V> answer) throws IOException {
        try (Registration done = ctx.onDone(() -> answer.cancel(true))) {
            return uninterruptibly(answer);
        } catch (CancellationException cancelled) {
            ctx.check();
            requireOpen();
            throw new IOException("cancelled", cancelled);
        } catch (ExecutionException failed) {
            ctx.check();
            requireOpen();
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(failed.getCause());
        }
    }

    private static <V> V uninterruptibly(CompletableFuture<V> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits so long, or until the context is done or this is closed; takes no notice of interrupts. */
    @SuppressWarnings("try") // the registration acts by itself
    void pause(Context ctx, Duration duration) {
        CompletableFuture<Void> over = tracked(new CompletableFuture<Void>())
                .completeOnTimeout(null, duration.toNanos(), TimeUnit.NANOSECONDS);
        try (Registration done = ctx.onDone(() -> over.complete(null))) {
            uninterruptibly(over);
        } catch (ExecutionException | CancellationException closing) {
            requireOpen();
        }
    }

    void requireOpen() {
        if (isClosed()) {
            throw new ClosedException("the client of " + uri);
        }
    }

    /** Runs an action when this is closed. */
    Registration onClose(Runnable action) {
        return session.onDone(action);
    }

    boolean isClosed() {
        return session.isDone();
    }

    /** Cancels all that is under way. */
    void close() {
        session.close();
    }
}
