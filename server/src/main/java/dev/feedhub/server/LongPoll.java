package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.DivergedException;
import dev.feedhub.EventStream;
import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.Page;
import dev.feedhub.Query;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.TruncatedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code events}: the newest entries of a window first, page after page; where there is none yet, it waits for one. Nothing is kept for a
 * client between two calls.
 */
final class LongPoll {
    private static final List<String> PARAMS = List.of("filter", "after", "before", "maxResults", "waitTime");
    private static final int DEFAULT_RESULTS = 10;

    private final Hub<byte[]> hub;
    private final Searches searches;
    private final Context session;
    private final Duration longestWait;

    LongPoll(Hub<byte[]> hub, Searches searches, Context session, Duration longestWait) {
        this.hub = hub;
        this.searches = searches;
        this.session = session;
        this.longestWait = longestWait;
    }

    /**
     * A page of a window.
     *
     * @param more whether the window has more entries, older than those
     * @param mark what is the matter with the window's start, "truncated" or "diverged"; empty if nothing is
     */
    private record Found(Page<byte[]> page, boolean more, String mark) {}

    Stream<RpcMethod> all() {
        return Stream.of(RpcMethod.answering("events", PARAMS, this::events));
    }

    private JsonNode events(Context ctx, RpcParams params) throws InterruptedException {
        LabelFilter filter = params.filter("filter");
        Optional<Cursor> after = params.cursor("after");
        Optional<Cursor> before = params.cursor("before");
        Query all = Query.all()
                .matching(filter)
                .newestFirst()
                .limit(params.number("maxResults", 1, Page.MAX_ENTRIES, DEFAULT_RESULTS));
        Query window = before.map(all::before).orElse(all);
        boolean waits = params.value("waitTime").isPresent() && before.isEmpty();
        Context patience = Waiting.within(session, ctx, params.duration("waitTime", longestWait));
        Found found = searches.run(ctx, searching -> read(searching, window, after));
        while (waits && found.page().entries().isEmpty() && found.mark().isEmpty()) {
            waits = awaitEntry(patience, filter, found.page().newest());
            found = searches.run(ctx, searching -> read(searching, window, after));
        }
        return json(found);
    }

    private Found read(Context ctx, Query window, Optional<Cursor> after) {
        try {
            return read(ctx, after.map(window::after).orElse(window), "");
        } catch (TruncatedException gone) {
            return read(ctx, window, "truncated");
        } catch (DivergedException other) {
            return read(ctx, window, "diverged"); // again where that is what "before" has done
        }
    }

    private Found read(Context ctx, Query query, String mark) {
        Page<byte[]> page = hub.history().read(ctx, query);
        boolean more = !page.entries().isEmpty()
                && !hub.history()
                        .read(ctx, query.before(page.through()).limit(1))
                        .entries()
                        .isEmpty();
        return new Found(page, more, mark);
    }

    /** Waits until there is a matching entry after a position, or something else to tell; false if the time is over before. */
    private boolean awaitEntry(Context patience, LabelFilter filter, Cursor position) throws InterruptedException {
        try (EventStream<byte[]> stream =
                hub.stream(StreamOptions.after(position).matching(filter).capacity(1))) {
            while (true) {
                Signal<byte[]> signal = stream.next(patience);
                if (signal instanceof Signal.Event
                        || signal instanceof Signal.Truncated
                        || signal instanceof Signal.Diverged) {
                    return true;
                }
            }
        } catch (DeadlineExceededException over) {
            return false;
        }
    }

    /** With {@code next}, what {@code before} has to be for the page that follows, where there are more. */
    private static JsonNode json(Found found) {
        Page<byte[]> page = found.page();
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        page.entries().forEach(entry -> items.add(Entries.json(entry)));
        json.put("more", found.more())
                .put("oldest", page.floor().toString())
                .put("newest", page.newest().toString());
        if (found.more()) {
            json.put("next", page.through().toString());
        }
        if (!found.mark().isEmpty()) {
            json.put(found.mark(), true);
        }
        return json;
    }
}
