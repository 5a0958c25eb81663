package dev.feedhub.benchmarks;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import java.nio.file.Path;
import java.time.Duration;

/** Hubs as rows name them: the default configuration but for the store. */
final class Hubs {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Hubs() {}

    static Hub<String> open(String store) {
        return Hub.open(HubConfig.builder().set(HubConfig.STORE, store).build(), Codec.utf8());
    }

    /** A store in a folder. */
    static HubConfig.Builder durable(Path folder) {
        return HubConfig.builder().set(HubConfig.STORE, "lmdb").set("feedhub.store.lmdb.path", folder.toString());
    }

    /** What calls wait with: the background, or a context that times out, which takes a look at the clock. */
    static Context context(Parameters parameters) {
        return parameters.is("timeout") ? Context.background().withTimeout(TIMEOUT) : Context.background();
    }
}
