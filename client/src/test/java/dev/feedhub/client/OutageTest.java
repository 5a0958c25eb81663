package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EventStream;
import dev.feedhub.Signal;
import dev.feedhub.StreamOptions;
import dev.feedhub.client.LosingProxy.Answers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream whose node has gone says so once, and once that it has come on again. If one fails, check which events are taken for coming on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OutageTest {
    private static final Context NOW = Context.background();
    private static final Logger LOGGER =
            Logger.getLogger("dev.feedhub.client"); // held, or its handler would be garbage

    private final Context soon = NOW.withTimeout(Duration.ofSeconds(30));
    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    private List<Level> levels() {
        return logged.stream().map(LogRecord::getLevel).toList();
    }

    private void takeUntilLogged(EventStream<String> stream, int lines) throws InterruptedException {
        while (logged.size() < lines) {
            soon.check();
            takeNothing(stream, Duration.ofMillis(20));
        }
    }

    private static void takeNothing(EventStream<String> stream, Duration duration) throws InterruptedException {
        try {
            assertInstanceOf(Signal.Progress.class, stream.next(NOW.withTimeout(duration)));
        } catch (DeadlineExceededException nothing) {
            // as it should be
        }
    }

    private void takeUntilCaughtUp(EventStream<String> stream) throws InterruptedException {
        Signal<String> signal = stream.next(soon);
        while (!(signal instanceof Signal.CaughtUp)) {
            signal = stream.next(soon);
        }
    }

    @Test
    void eachOutageIsLoggedOnceAndItsEndToo() throws Exception {
        try (RunningNode node = new RunningNode();
                FeedhubClient<String> client = FeedhubClient.open(node.uri(), Codec.utf8());
                EventStream<String> stream = client.stream(StreamOptions.oldest())) {
            takeUntilCaughtUp(stream);
            node.stopServing();
            takeUntilLogged(stream, 1);
            takeNothing(stream, Duration.ofMillis(300)); // it is tried
            assertEquals(List.of(Level.WARNING), levels());
            String warning = logged.get(0).getMessage();
            assertTrue(warning.contains(node.uri().toString()), warning);
            assertTrue(warning.contains("tries again"), warning);
            node.serveAgain();
            takeUntilLogged(stream, 2);
            node.stopServing();
            takeUntilLogged(stream, 3);
            node.serveAgain();
            takeUntilLogged(stream, 4);
            assertEquals(List.of(Level.WARNING, Level.INFO, Level.WARNING, Level.INFO), levels());
        }
    }

    @Test
    void aCutThatIsMendedAtOnceIsNot() throws Exception {
        try (RunningNode node = new RunningNode();
                LosingProxy proxy = new LosingProxy(node.uri());
                FeedhubClient<String> publisher = FeedhubClient.open(node.uri(), Codec.utf8());
                FeedhubClient<String> client = FeedhubClient.open(proxy.uri(), Codec.utf8());
                EventStream<String> stream = client.stream(StreamOptions.oldest())) {
            takeUntilCaughtUp(stream);
            proxy.let(Answers.CUT);
            publisher.feed().submit(soon, "a", "1").await(soon);
            proxy.awaitLost();
            proxy.let(Answers.PASSED);
            assertTrue(stream.next(soon) instanceof Signal.Event, "the entry");
            assertEquals(List.of(), levels());
        }
    }
}
