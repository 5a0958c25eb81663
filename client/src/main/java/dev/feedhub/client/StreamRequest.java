package dev.feedhub.client;

import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.StreamOptions;
import dev.feedhub.StreamOptions.After;
import dev.feedhub.StreamOptions.At;
import dev.feedhub.StreamOptions.Oldest;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a stream asks a node for. */
final class StreamRequest {
    private static final Duration RAREST = Duration.ofSeconds(10);
    private static final Duration OFTENEST = Duration.ofMillis(100); // that a node allows
    private static final int LONGEST_FILTER = 48 << 10; // of the 64 KiB that a node reads before a body

    private final String path;
    private final @Nullable Cursor start;
    private final Duration heartbeat;

    /**
     * As options say.
     *
     * @throws IllegalArgumentException if the filter is too large for an address
     */
    StreamRequest(StreamOptions options) {
        Duration half =
                options.progressEvery().dividedBy(2); // so that the progress that is told is not an interval old
        heartbeat = half.compareTo(RAREST) > 0 ? RAREST : half.compareTo(OFTENEST) < 0 ? OFTENEST : half;
        start = options.start() instanceof After after ? after.cursor() : null;
        path = "/events?form=exact&heartbeat=" + heartbeat.toMillis() + "ms" + start(options)
                + filter(options.filter());
    }

    private static String start(StreamOptions options) {
        if (options.start() instanceof At at) {
            return "&since=" + encoded(at.time().toString());
        }
        return options.start() instanceof Oldest ? "&start=oldest" : "";
    }

    private static String filter(LabelFilter filter) {
        if (filter.equals(LabelFilter.any())) {
            return "";
        }
        String text = encoded(new String(Json.write(QueryJson.of(filter)), StandardCharsets.UTF_8));
        if (text.length() > LONGEST_FILTER) {
            throw new IllegalArgumentException("the filter has " + text.length() + " bytes in an address: at most "
                    + LONGEST_FILTER + " are allowed");
        }
        return "&filter=" + text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** How often the node tells that it is there. */
    Duration heartbeat() {
        return heartbeat;
    }

    /** The request, from the start or from where an earlier one was cut. */
    HttpRequest at(Node node, @Nullable Cursor position) {
        HttpRequest.Builder request = node.request(path).header("Accept", "text/event-stream");
        Cursor from = position == null ? start : position;
        if (from != null) {
            request.header("Last-Event-ID", from.toString());
        }
        return request.build();
    }
}
