package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** The connections that a server has at a time. One that is opened beyond is told so at its first request, and closed. */
final class ConnectionRoom implements Connection.Listener {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Connection> beyond = ConcurrentHashMap.newKeySet();

    ConnectionRoom(int most) {
        this.most = most;
    }

    @Override
    public void onOpened(Connection connection) {
        if (open.incrementAndGet() > most) {
            beyond.add(connection);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.decrementAndGet();
        beyond.remove(connection);
    }

    /**
     * That the connection of a request is within the limit.
     *
     * @throws Fault if it is not
     */
    void require(Request request, Response response) {
        if (beyond.contains(request.getConnectionMetaData().getConnection())) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            throw new Fault(Kind.TOO_MANY, "there are " + most + " connections, as many as are allowed")
                    .with("retryAfter", 1L);
        }
    }
}
