package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {
    private static ServerOptions with(int maxStreams, Duration longestWait) {
        ServerOptions usual = ServerOptions.listening(RunningServer.ANY_PORT);
        return new ServerOptions(
                usual.listen(),
                usual.maxBodyBytes(),
                usual.maxBatch(),
                usual.maxListeners(),
                usual.maxQueue(),
                maxStreams,
                usual.maxConnections(),
                usual.clientPatience(),
                usual.listenerPatience(),
                usual.publishPatience(),
                longestWait);
    }

    @Test
    void limitsArePositive() {
        Duration wait = Duration.ofSeconds(1);
        assertEquals(1, with(1, Duration.ofMillis(1)).maxStreams());
        assertEquals(
                "maxStreams 0 of a server: at least 1 is allowed",
                assertThrows(IllegalArgumentException.class, () -> with(0, wait))
                        .getMessage());
        assertEquals(
                "longestWait 0s of a server: at least 1ms is allowed",
                assertThrows(IllegalArgumentException.class, () -> with(1, Duration.ZERO))
                        .getMessage());
    }
}
