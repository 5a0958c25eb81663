package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client may be told. If one fails, check the message: it names the thing, the value and what is allowed. */
class ClientOptionsTest {
    private static final ClientOptions USUAL = ClientOptions.of(URI.create("http://127.0.0.1:2112/"));

    @Test
    void aSlashAtTheEndIsNothing() {
        assertEquals(URI.create("http://127.0.0.1:2112"), USUAL.node());
        assertEquals(
                URI.create("https://a/b"),
                ClientOptions.of(URI.create("https://a/b/")).node());
    }

    @Test
    void whatIsNoAddressIsNamed() {
        for (String address :
                List.of("localhost:2112", "ftp://a", "http:///x", "http://a/?b", "http://a/#b", "http://me@a")) {
            IllegalArgumentException wrong =
                    assertThrows(IllegalArgumentException.class, () -> ClientOptions.of(URI.create(address)), address);
            assertTrue(String.valueOf(wrong.getMessage()).contains(address), wrong::getMessage);
        }
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        URI largest = URI.create("http://a:65535");
        assertEquals(largest, ClientOptions.of(largest).node());
        IllegalArgumentException wrong = assertThrows(
                IllegalArgumentException.class, () -> ClientOptions.of(URI.create("http://127.0.0.1:65536")));
        assertEquals("the node is http://127.0.0.1:65536: a port up to 65535 is allowed", wrong.getMessage());
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        for (int items : new int[] {0, 1_000_001}) {
            IllegalArgumentException wrong =
                    assertThrows(IllegalArgumentException.class, () -> USUAL.feedCapacity(items));
            assertTrue(String.valueOf(wrong.getMessage()).contains(Integer.toString(items)), wrong::getMessage);
        }
        assertThrows(IllegalArgumentException.class, () -> USUAL.patience(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> USUAL.patience(Duration.ofDays(2)));
        assertThrows(IllegalArgumentException.class, () -> USUAL.closeTimeout(Duration.ofMillis(-1)));
        assertEquals(Duration.ZERO, USUAL.closeTimeout(Duration.ZERO).closeTimeout());
    }
}
