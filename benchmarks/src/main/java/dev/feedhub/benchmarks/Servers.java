package dev.feedhub.benchmarks;

import dev.feedhub.Hub;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Servers of hubs, on any port of this machine. */
final class Servers {
    private Servers() {}

    static HubServer of(Hub<byte[]> hub) throws IOException {
        return HubServer.start(
                hub, ServerOptions.listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }
}
