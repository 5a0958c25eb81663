package dev.feedhub.server;

import dev.feedhub.Context;
import java.time.Duration;

/** How long a request waits: as long as it asked for, but not longer than the time for it, nor than the server runs. */
final class Waiting {
    private Waiting() {}

    static Context within(Context session, Context request, Duration asked) {
        return within(session.withTimeout(asked), request);
    }

    static Context within(Context session, Context request) {
        return request.remaining().map(session::withTimeout).orElse(session);
    }
}
