package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many listeners are held, open and closed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldListenersTest {
    private Hub<byte[]> hub;
    private HeldListeners held;

    @BeforeEach
    void start() {
        hub = Hub.open(HubConfig.builder().set("feedhub.store", "memory").build(), Codec.bytes());
        held = new HeldListeners(hub, 10, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        held.close();
        hub.close();
    }

    @Test
    void closedOnesMakeRoomTheOldestFirst() {
        HeldListener first = held.open(LabelFilter.any(), 1);
        held.close(first);
        HeldListener open = held.open(LabelFilter.any(), 1);
        for (int i = 0; i < 100; i++) {
            HeldListener listener = held.open(LabelFilter.any(), 1);
            held.close(listener);
            assertEquals(listener, held.get(listener.id()));
        }
        assertEquals(open, held.get(open.id()));
        assertEquals(1, held.open().size());
        Fault forgotten = assertThrows(Fault.class, () -> held.get(first.id()));
        assertEquals(Fault.Kind.NO_SUCH_LISTENER, forgotten.kind());
    }
}
