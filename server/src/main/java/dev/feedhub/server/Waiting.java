package dev.feedhub.server;

import dev.feedhub.Context;
import java.time.Duration;

/** How long a request waits for an entry: as long as it asked for, but not longer than the time for it, nor than the server runs. */
final class Waiting {
    private Waiting() {}

    static Context within(Context session, Context request, Duration asked) {
        Context limited = session.withTimeout(asked);
        return request.remaining().map(limited::withTimeout).orElse(limited);
    }
}
