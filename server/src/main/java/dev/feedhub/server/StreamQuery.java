package dev.feedhub.server;

import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.LabelFilter;
import dev.feedhub.StreamOptions;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request for a stream asks for: where it starts, which labels, and in which form.
 *
 * @param options start, filter and how often to tell of progress
 * @param form what entries become
 */
record StreamQuery(StreamOptions options, Function<Entry<byte[]>, ObjectNode> form) {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Set<String> PARAMS = Set.of("after", "since", "start", "label", "filter", "form", "heartbeat");
    private static final Map<String, Function<Entry<byte[]>, ObjectNode>> FORMS =
            Map.of("cloudevent", CloudEvents::json, "entry", Entries::json, "exact", Entries::exactly);
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);
    private static final Duration LONGEST_HEARTBEAT =
            Duration.ofSeconds(20); // a connection that is idle for longer is closed

    /**
     * Reads one.
     *
     * @throws Fault if a parameter is unknown or wrong
     */
    static StreamQuery of(Request request) {
        Fields fields = fields(request);
        for (String name : new TreeSet<>(fields.getNames())) {
            if (!PARAMS.contains(name)) {
                throw Fault.invalidParams("unknown parameter " + Texts.quoted(name) + ": there are "
                        + String.join(", ", new TreeSet<>(PARAMS)));
            } else if (fields.getValuesOrEmpty(name).size() > 1 && !name.equals("label")) {
                throw Fault.invalidParams(name + " is given twice: only label may be");
            }
        }
        StreamOptions options = start(fields, request.getHeaders().get(LAST_EVENT_ID))
                .matching(filter(fields.getValuesOrEmpty("label"), fields.getValue("filter")))
                .progressEvery(heartbeat(fields.getValue("heartbeat")));
        return new StreamQuery(options, form(fields.getValue("form")));
    }

    private static Fields fields(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (RuntimeException malformed) {
            throw Fault.invalidParams("the query "
                    + Texts.quoted(String.valueOf(request.getHttpURI().getQuery())) + " is not percent-encoded UTF-8");
        }
    }

    private static LabelFilter filter(List<String> labels, @Nullable String filter) {
        if (filter == null) {
            return labels.isEmpty()
                    ? LabelFilter.any()
                    : LabelFilter.anyOf(labels.stream().map(LabelFilter::glob).toList());
        } else if (!labels.isEmpty()) {
            throw Fault.invalidParams("both label and filter: one of them is allowed");
        }
        return Filters.of(Json.read(filter.getBytes(StandardCharsets.UTF_8)), "filter");
    }

    private static StreamOptions start(Fields fields, @Nullable String lastEventId) {
        String after = fields.getValue("after");
        String since = fields.getValue("since");
        String start = fields.getValue("start");
        if ((after == null ? 0 : 1) + (since == null ? 0 : 1) + (start == null ? 0 : 1) > 1) {
            throw Fault.invalidParams("more than one of after, since and start: one is allowed");
        } else if (lastEventId != null && !lastEventId.isEmpty()) {
            return StreamOptions.after(Cursor.parse(lastEventId));
        } else if (after != null) {
            return StreamOptions.after(Cursor.parse(after));
        } else if (since != null) {
            return StreamOptions.at(time(since));
        } else if (start == null || start.equals("now")) {
            return StreamOptions.now();
        } else if (start.equals("oldest")) {
            return StreamOptions.oldest();
        }
        throw Fault.invalidParams("start is " + Texts.quoted(start) + ": oldest or now is allowed");
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            throw Fault.invalidParams("since is " + Texts.quoted(text) + ": a time as 2026-01-31T10:00:00Z is allowed");
        }
    }

    private static Duration heartbeat(@Nullable String text) {
        if (text == null) {
            return Duration.ofSeconds(10);
        }
        return Durations.of(text, "heartbeat", SHORTEST_HEARTBEAT, LONGEST_HEARTBEAT);
    }

    private static Function<Entry<byte[]>, ObjectNode> form(@Nullable String name) {
        Function<Entry<byte[]>, ObjectNode> form = FORMS.get(name == null ? "cloudevent" : name);
        if (form == null) {
            throw Fault.invalidParams("form is " + Texts.quoted(String.valueOf(name)) + ": "
                    + String.join(", ", new TreeSet<>(FORMS.keySet())) + " are allowed");
        }
        return form;
    }
}
