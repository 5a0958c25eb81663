package dev.feedhub.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Entry;
import dev.feedhub.EntrySink;
import dev.feedhub.EventStream;
import dev.feedhub.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.VirtualThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent while a stream searches. If this fails, check that a search is broken off now and then to tell how far it has come. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamSenderTest {
    private final OwnThreads own = new OwnThreads("own");

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void aLongSearchTellsHowFarItHasCome() throws Exception {
        Cancellable session = Context.background().withCancel();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new StreamSender(new Searching(session), new SseFrames(Entries::json), Duration.ofMillis(100), own)
                .send(session, out);
        String sent = out.toString(StandardCharsets.UTF_8);
        int first = sent.indexOf("event: progress");
        int second = sent.indexOf("event: progress", first + 1);
        int caughtUp = sent.indexOf("event: caughtup");
        assertTrue(first > 0 && second > first && caughtUp > second, sent);
        assertEquals(-1, sent.indexOf("event: progress", caughtUp), sent);
    }

    @Test
    void clientsThatReadFastLeaveTheCoresToOthers() throws Exception {
        Executor threads = VirtualThreads.areSupported()
                ? VirtualThreads.getDefaultVirtualThreadsExecutor()
                : work -> new Thread(work, "sender").start();
        Cancellable session = Context.background().withCancel();
        int cores = Runtime.getRuntime().availableProcessors();
        CountDownLatch sending = new CountDownLatch(cores);
        for (int i = 0; i < 2 * cores; i++) {
            threads.execute(() -> {
                try {
                    new StreamSender(new Endless(sending), new SseFrames(Entries::json), Duration.ofMinutes(1), own)
                            .send(session, OutputStream.nullOutputStream());
                } catch (IOException | InterruptedException failed) {
                    throw new AssertionError(failed);
                }
            });
        }
        sending.await();
        CountDownLatch other = new CountDownLatch(1);
        threads.execute(other::countDown);
        boolean run = other.await(20, TimeUnit.SECONDS);
        session.close();
        assertTrue(run, "nothing else was run");
    }

    /** Gives one old entry after another. */
    private static final class Endless implements EventStream<byte[]> {
        private static final Entry<byte[]> ENTRY = new Entry<>() {
            @Override
            public Cursor cursor() {
                return new Cursor(1, 1);
            }

            @Override
            public Instant time() {
                return Instant.EPOCH;
            }

            @Override
            public String label() {
                return "a";
            }

            @Override
            public byte[] data() {
                return new byte[] {'1'};
            }
        };

        private final CountDownLatch sending;

        Endless(CountDownLatch sending) {
            this.sending = sending;
        }

        @Override
        public Signal<byte[]> next(Context ctx) {
            sending.countDown();
            ctx.check();
            return new Signal.Event<>(ENTRY);
        }

        @Override
        public int drain(int max, EntrySink<byte[]> sink) {
            return 0;
        }

        @Override
        public Cursor position() {
            return ENTRY.cursor();
        }

        @Override
        public void close() {
            // nothing is open
        }
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
