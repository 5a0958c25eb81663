package dev.feedhub.node;

import dev.feedhub.Signal;
import java.util.Optional;

/** What is said of the notices of a stream that tell of entries nobody can get any more. */
final class Notices {
    private Notices() {}

    /** For people; empty where nothing needs saying. */
    static Optional<String> text(Signal.Notice<?> notice) {
        if (notice instanceof Signal.Truncated<?> truncated) {
            String missed = truncated.missed().isPresent()
                    ? truncated.missed().getAsLong() + " entries, of any label, were"
                    : "entries were";
            return Optional.of("truncated: " + missed
                    + " removed by retention before they could be read; going on after " + truncated.cursor());
        } else if (notice instanceof Signal.Diverged<?> diverged) {
            return Optional.of("diverged: cursor " + diverged.start()
                    + " is not of the history this store holds; going on with the oldest entry, after "
                    + diverged.cursor());
        }
        return Optional.empty();
    }

    /** The same as a JSON object. */
    static Optional<String> json(Signal.Notice<?> notice) {
        if (notice instanceof Signal.Truncated<?> truncated) {
            String missed = truncated.missed().isPresent()
                    ? Long.toString(truncated.missed().getAsLong())
                    : "null";
            return Optional.of("{\"notice\":\"truncated\",\"cursor\":\"" + truncated.cursor() + "\",\"floor\":\""
                    + truncated.floor() + "\",\"missed\":" + missed + "}");
        } else if (notice instanceof Signal.Diverged<?> diverged) {
            return Optional.of("{\"notice\":\"diverged\",\"cursor\":\"" + diverged.cursor() + "\",\"start\":\""
                    + diverged.start() + "\"}");
        }
        return Optional.empty();
    }
}
