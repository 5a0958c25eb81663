package dev.feedhub.benchmarks;

import dev.feedhub.Hub;
import dev.feedhub.server.Heartbeat;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Servers of hubs, on any port of this machine. */
final class Servers {
    private Servers() {}

    static HubServer of(Hub<byte[]> hub) throws IOException {
        return HubServer.start(
                hub,
                new NoHeartbeat(),
                ServerOptions.listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private record NoHeartbeat() implements Heartbeat {
        @Override
        public Duration interval() {
            return Duration.ZERO;
        }

        @Override
        public void adjust(Duration interval) {
            throw new UnsupportedOperationException();
        }
    }
}
