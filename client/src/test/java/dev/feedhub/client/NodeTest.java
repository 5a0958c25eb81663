package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Why a node cannot be reached is said in words. If one fails, see what the HTTP client of this JDK throws. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodeTest {
    @Test
    void whyItCannotBeReachedIsSaidInWords() {
        assertEquals(
                "its host is not known", Node.text(new ConnectException().initCause(new UnresolvedAddressException())));
        assertEquals("its host is not known", Node.text(new IOException(new UnknownHostException("nowhere"))));
        assertEquals("nothing listens there", Node.text(new ConnectException()));
        assertEquals("no answer in time", Node.text(new HttpConnectTimeoutException("HTTP connect timed out")));
        assertEquals("no answer in time", Node.text(new HttpTimeoutException("request timed out")));
        assertEquals("Invalid argument", Node.text(new ConnectException("Invalid argument")));
        assertEquals("EOFException", Node.text(new EOFException()));
    }

    @Test
    void whereNothingListensThatIsSaid() throws Exception {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        ClientOptions options = ClientOptions.of(nowhere).patience(Duration.ofMillis(100));
        try (FeedhubClient<String> client = FeedhubClient.open(options, Codec.utf8())) {
            StoreException failed = assertThrows(StoreException.class, () -> client.listeners(Context.background()));
            assertEquals("the node at " + nowhere + " cannot be reached: nothing listens there", failed.getMessage());
        }
    }
}
