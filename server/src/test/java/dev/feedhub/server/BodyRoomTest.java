package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What bodies take together. If this fails, check that a share gives back all it took, once. */
class BodyRoomTest {
    @Test
    void whatOneTakesAnotherHasToWaitFor() throws Exception {
        BodyRoom room = new BodyRoom(100L, Duration.ofMillis(20));
        try (BodyRoom.Share one = room.share();
                BodyRoom.Share other = room.share()) {
            one.take(60);
            other.take(40);
            Fault full = assertThrows(Fault.class, () -> other.take(1));
            assertEquals(Fault.Kind.TOO_MANY, full.kind());
            one.giveBack();
            one.giveBack();
            other.take(60);
            assertThrows(Fault.class, () -> one.take(1));
        }
        try (BodyRoom.Share all = room.share()) {
            all.take(100);
        }
    }
}
