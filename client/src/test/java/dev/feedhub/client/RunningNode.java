package dev.feedhub.client;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.server.HubServer;
import dev.feedhub.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A hub in memory and a server of it, which can be started anew at the same address. */
final class RunningNode implements AutoCloseable {
    private final Hub<byte[]> hub;
    private final URI uri;
    private HubServer server;

    RunningNode() throws IOException {
        this(HubConfig.builder().set("feedhub.store", "memory").build());
    }

    RunningNode(HubConfig config) throws IOException {
        hub = Hub.open(config, Codec.bytes());
        server = serve(0);
        uri = server.uri();
    }

    private HubServer serve(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return HubServer.start(hub, ServerOptions.listening(address));
    }

    Hub<byte[]> hub() {
        return hub;
    }

    URI uri() {
        return uri;
    }

    void stopServing() {
        server.close();
    }

    /** What the server remembered is gone. */
    void serveAgain() throws IOException {
        server = serve(uri.getPort());
    }

    @Override
    public void close() {
        server.close();
        hub.close();
    }
}
