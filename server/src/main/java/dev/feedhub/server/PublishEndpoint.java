package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.server.Fault.Kind;
import dev.feedhub.server.Producers.Numbered;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code POST /events}: publishes items, or CloudEvents, and answers when they are durable. All items of an array are looked at before the
 * first is published; lines are published as they come. Where not all are published, the answer tells how many are: the first ones.
 */
final class PublishEndpoint implements HttpEndpoint {
    private static final String TYPES =
            String.join(", ", MediaTypes.JSON, MediaTypes.LINES, MediaTypes.EVENT, MediaTypes.EVENTS);

    private final Publishing publishing;
    private final Producers producers = new Producers();
    private final Context session;
    private final RequestBodies bodies;

    PublishEndpoint(Publishing publishing, Context session, RequestBodies bodies) {
        this.publishing = publishing;
        this.session = session;
        this.bodies = bodies;
    }

    @Override
    public void answer(Request request, Response response, Callback callback) throws IOException, InterruptedException {
        boolean lines = MediaTypes.of(request).equals(MediaTypes.LINES) && !isBinary(request);
        PublishedItems published = new PublishedItems(publishing, Context.background(), !lines);
        try {
            publish(request, published, lines);
            Answers.send(response, callback, HttpStatus.OK_200, published.json());
        } catch (InterruptedException cut) {
            Fault unknown = new Fault(Kind.OUTCOME_UNKNOWN, "the node ends before all of it is known to be durable");
            bodies.refuse(request, response, callback, unknown, published.json());
        } catch (RuntimeException failed) {
            bodies.refuse(request, response, callback, Faults.of(failed), published.json());
        }
    }

    private void publish(Request request, PublishedItems published, boolean lines)
            throws IOException, InterruptedException {
        try (BodyRoom.Share share = bodies.share()) {
            if (lines) {
                publishLines(published, request, share);
            } else {
                publishAll(published, items(request, share), request);
            }
        } finally {
            published.await();
        }
    }

    private void publishAll(PublishedItems published, List<Item> items, Request request) throws InterruptedException {
        Optional<Numbered> numbered = producers.of(request.getHeaders(), items.isEmpty());
        if (numbered.isEmpty()) {
            for (Item item : items) {
                published.add(() -> publishing.submit(Context.background(), item));
            }
        } else if (items.size() > Producers.MOST_ITEMS) {
            throw Fault.invalidRequest(
                    items.size() + " numbered items: at most " + Producers.MOST_ITEMS + " at once are allowed");
        } else {
            numbered.get().producer().publish(numbered.get().first(), items, published, publishing);
        }
    }

    /** An event whose attributes are headers; a structured one may repeat them there. */
    private static boolean isBinary(Request request) {
        return CloudEvents.hasAttributes(request.getHeaders())
                && !MediaTypes.of(request).startsWith(MediaTypes.ANY_EVENT);
    }

    private List<Item> items(Request request, BodyRoom.Share share) throws IOException, InterruptedException {
        String type = MediaTypes.of(request);
        if (isBinary(request)) {
            return List.of(CloudEvents.binary(request.getHeaders(), bodies.read(request, share)));
        }
        return switch (type) {
            case MediaTypes.JSON -> Items.oneOrMore(Json.read(bodies.read(request, share)), Items::of);
            case MediaTypes.EVENT -> List.of(CloudEvents.structured(Json.read(bodies.read(request, share))));
            case MediaTypes.EVENTS -> Items.oneOrMore(Json.read(bodies.read(request, share)), CloudEvents::structured);
            default ->
                throw new Fault(
                        Kind.UNSUPPORTED_TYPE,
                        "Content-Type is " + Texts.quoted(type) + ": allowed is " + TYPES
                                + ", or any where the attributes of a CloudEvent are headers");
        };
    }

    private void publishLines(PublishedItems published, Request request, BodyRoom.Share share)
            throws IOException, InterruptedException {
        if (Producers.areNumbered(request.getHeaders())) {
            throw Fault.invalidRequest("numbered lines: items are numbered in " + MediaTypes.JSON + " alone");
        }
        BodyLines lines = bodies.lines(request, share);
        while (lines.next()) {
            session.check();
            if (!lines.isBlank()) {
                Item item = lines.item();
                published.add(() -> publishing.submit(Context.background(), item));
            }
        }
    }
}
