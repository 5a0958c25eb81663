package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.EntrySink;
import dev.feedhub.EventStream;
import dev.feedhub.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent while a stream searches. If this fails, check that a search is broken off now and then to tell how far it has come. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamSenderTest {
    @Test
    void aLongSearchTellsHowFarItHasCome() throws Exception {
        Cancellable session = Context.background().withCancel();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new StreamSender(new Searching(session), new SseFrames(Entries::json), Duration.ofMillis(100))
                .send(session, out);
        String sent = out.toString(StandardCharsets.UTF_8);
        int first = sent.indexOf("event: progress");
        int second = sent.indexOf("event: progress", first + 1);
        int caughtUp = sent.indexOf("event: caughtup");
        assertTrue(first > 0 && second > first && caughtUp > second, sent);
        assertEquals(-1, sent.indexOf("event: progress", caughtUp), sent);
    }

    /** Searches for half a second, then it has caught up, and nothing more comes. */
    private static final class Searching implements EventStream<byte[]> {
        private final long end = System.nanoTime() + 500_000_000;
        private final Cancellable session;
        private long searched;

        Searching(Cancellable session) {
            this.session = session;
        }

        @Override
        public Signal<byte[]> next(Context ctx) {
            while (System.nanoTime() < end) {
                ctx.check();
                searched++;
            }
            ctx.check();
            return new Signal.CaughtUp<>(position());
        }

        @Override
        public int drain(int max, EntrySink<byte[]> sink) {
            session.close();
            return 0;
        }

        @Override
        public Cursor position() {
            return new Cursor(1 + searched, 1);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
