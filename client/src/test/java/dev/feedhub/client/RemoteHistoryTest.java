package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.DecodeException;
import dev.feedhub.DivergedException;
import dev.feedhub.Entry;
import dev.feedhub.History;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query;
import dev.feedhub.Span;
import dev.feedhub.StoreException;
import dev.feedhub.TruncatedException;
import dev.feedhub.client.LosingProxy.Answers;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node's history reads as that of its hub does. If one fails, compare the parameters of the call with those of the query. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteHistoryTest {
    private static final Context NOW = Context.background();

    private RunningNode node;
    private FeedhubClient<byte[]> client;

    @BeforeEach
    void start() throws Exception {
        node = new RunningNode();
        client = FeedhubClient.open(node.uri(), Codec.bytes());
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    private Cursor publish(String label, String text) throws InterruptedException {
        return node.hub()
                .feed()
                .submit(NOW, label, text.getBytes(StandardCharsets.UTF_8))
                .await(NOW);
    }

    @Test
    void everyQueryGivesWhatItGivesWithinTheProcess() throws Exception {
        List<Cursor> cursors = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            node.hub().feed().publish(NOW, List.of("a", "a/b", "*", "").get(i % 4), new byte[] {(byte) i, (byte) 0xff});
        }
        node.hub().flush(NOW);
        node.hub().history().scan(NOW, Query.all(), entry -> cursors.add(entry.cursor()));
        Query all = Query.all();
        List<Query> queries = List.of(
                all,
                all.newestFirst(),
                all.after(cursors.get(7)),
                all.from(cursors.get(7)).through(cursors.get(9)),
                all.after(cursors.get(7)).before(cursors.get(9)),
                all.after(Cursor.ORIGIN).limit(3),
                all.before(cursors.get(50)).newestFirst().limit(20),
                all.limit(1_234),
                all.matching(LabelFilter.glob("a*")),
                all.matching(LabelFilter.exactly("*")),
                all.matching(LabelFilter.exactly("")),
                all.matching(LabelFilter.anyOf(LabelFilter.exactly("*"), LabelFilter.glob("*/b"))),
                all.matching(LabelFilter.anyOf()),
                all.matching(LabelFilter.any().except(LabelFilter.glob("a*"))),
                all.after(cursors.get(2_499)));
        for (Query query : queries) {
            List<String> expected = shown(node.hub().history(), query);
            assertEquals(expected, shown(client.history(), query), query::toString);
            assertEquals(expected.size(), client.history().count(NOW, query), query::toString);
            var page = client.history().read(NOW, query);
            var expectedPage = node.hub().history().read(NOW, query);
            assertEquals(expectedPage.entries().size(), page.entries().size(), query::toString);
            assertEquals(expectedPage.through(), page.through(), query::toString);
            assertEquals(expectedPage.floor(), page.floor(), query::toString);
            assertEquals(expectedPage.newest(), page.newest(), query::toString);
        }
        int[] seen = {0};
        client.history().scan(NOW, all, entry -> ++seen[0] < 5);
        assertEquals(5, seen[0], "entries that a visitor saw who wanted five");
    }

    private static List<String> shown(History<byte[]> history, Query query) {
        List<String> shown = new ArrayList<>();
        history.scan(NOW, query, entry -> shown.add(shown(entry)));
        return shown;
    }

    private static String shown(Entry<byte[]> entry) {
        byte[] data = entry.data();
        return entry.cursor() + " " + entry.time() + " " + entry.label() + " "
                + (data == null ? "none" : new String(data, StandardCharsets.ISO_8859_1));
    }

    @Test
    void tellsWhatThereIs() throws Exception {
        assertEquals(Optional.empty(), client.history().span(NOW));
        assertEquals(Optional.empty(), client.history().firstAtOrAfter(NOW, Instant.MIN));
        Cursor first = publish("a", "1");
        Cursor second = publish("a", "2");
        assertEquals(
                Optional.of(new Span(Cursor.ORIGIN, second)), client.history().span(NOW));
        assertEquals(Optional.of(first), client.history().firstAtOrAfter(NOW, Instant.MIN));
        assertEquals(Optional.empty(), client.history().firstAtOrAfter(NOW, Instant.MAX));
        node.hub().trim(NOW, second);
        assertEquals(Optional.of(new Span(first, second)), client.history().span(NOW));
    }

    @Test
    void dataAreThoseThatWerePublished() throws Exception {
        node.hub().feed().submit(NOW, "a", null).await(NOW);
        node.hub().feed().submit(NOW, "a", new byte[0]).await(NOW);
        publish("a", "\u0000 {\"x\":1.50} \n");
        List<byte[]> data = new ArrayList<>();
        client.history().scan(NOW, Query.all(), entry -> data.add(entry.data()));
        assertNull(data.get(0));
        assertArrayEquals(new byte[0], data.get(1));
        assertEquals("\u0000 {\"x\":1.50} \n", new String(data.get(2), StandardCharsets.UTF_8));
    }

    @Test
    void whatTheCodecCannotDecodeIsToldByTheEntryAlone() throws Exception {
        node.hub().feed().submit(NOW, "a", new byte[] {(byte) 0xff}).await(NOW);
        try (FeedhubClient<String> texts = FeedhubClient.open(node.uri(), Codec.utf8())) {
            Entry<String> entry =
                    texts.history().read(NOW, Query.all()).entries().get(0);
            DecodeException failed = assertThrows(DecodeException.class, entry::data);
            assertEquals((byte) 0xff, failed.payload().get(0));
        }
    }

    @Test
    void whatIsGoneOrWasNeverThereIsSaidAsWithinTheProcess() throws Exception {
        Cursor first = publish("a", "1");
        Cursor second = publish("a", "2");
        node.hub().trim(NOW, second);
        TruncatedException truncated = assertThrows(
                TruncatedException.class,
                () -> client.history().read(NOW, Query.all().from(first)));
        assertEquals(
                assertThrows(
                                TruncatedException.class,
                                () -> node.hub().history().read(NOW, Query.all().from(first)))
                        .getMessage(),
                truncated.getMessage());
        assertEquals(first, truncated.floor());
        Cursor foreign = new Cursor(9, 9);
        DivergedException diverged = assertThrows(
                DivergedException.class,
                () -> client.history().count(NOW, Query.all().after(second).before(foreign)));
        assertEquals(foreign, diverged.cursor());
        assertEquals(second, diverged.newest());
    }

    @Test
    void aContextThatIsDoneEndsACallAndAClosedClientMakesNone() {
        Cancellable session = NOW.withCancel();
        session.close();
        assertThrows(CancelledException.class, () -> client.history().span(session));
        client.close();
        assertThrows(ClosedException.class, () -> client.history().span(NOW));
    }

    @Test
    @Timeout(
            value = 15,
            threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // before the node closes the connection itself
    void aCallOfANodeThatDoesNotAnswerEndsWithItsContextOrItsClient() throws Exception {
        try (LosingProxy proxy = new LosingProxy(node.uri())) {
            FeedhubClient<String> other = FeedhubClient.open(proxy.uri(), Codec.utf8());
            proxy.let(Answers.SWALLOWED);
            Context brief = NOW.withTimeout(Duration.ofMillis(200));
            assertThrows(DeadlineExceededException.class, () -> other.history().span(brief));
            proxy.awaitLost();
            FutureTask<Object> call = new FutureTask<>(() -> other.history().span(NOW));
            new Thread(call, "caller").start();
            proxy.awaitLost();
            other.close();
            assertInstanceOf(
                    ClosedException.class,
                    assertThrows(ExecutionException.class, call::get).getCause());
        }
    }

    @Test
    void aNodeThatIsAwayForAWhileIsWaitedFor() throws Exception {
        publish("a", "1");
        node.stopServing();
        Thread back = new Thread(() -> {
            try {
                Thread.sleep(300);
                node.serveAgain();
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        back.start();
        Thread.currentThread().interrupt();
        assertEquals(1, client.history().count(NOW, Query.all()));
        assertTrue(Thread.interrupted(), "the interrupted status is kept");
        back.join();
    }

    @Test
    void aNodeThatIsNotThereIsNamed() throws Exception {
        URI nowhere;
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        ClientOptions options = ClientOptions.of(nowhere).patience(Duration.ofMillis(200));
        try (FeedhubClient<String> lost = FeedhubClient.open(options, Codec.utf8())) {
            StoreException failed =
                    assertThrows(StoreException.class, () -> lost.history().span(NOW));
            assertTrue(String.valueOf(failed.getMessage()).contains(nowhere.toString()), failed::getMessage);
        }
    }
}
