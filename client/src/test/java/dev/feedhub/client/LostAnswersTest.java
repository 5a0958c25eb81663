package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.HubFailedException;
import dev.feedhub.Query;
import dev.feedhub.Receipt;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.client.LosingProxy.Answers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was stored, and whose answer was lost, is not stored again. If one fails, check the numbers of a batch that is sent again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostAnswersTest {
    private final Context soon = Context.background().withTimeout(Duration.ofSeconds(30));

    private List<String> stored(RunningNode node) {
        List<String> labels = new ArrayList<>();
        node.hub().history().scan(soon, Query.all(), entry -> labels.add(entry.label()));
        return labels;
    }

    @Test
    void aBatchWhoseAnswerWasLostIsStoredOnce() throws Exception {
        try (RunningNode node = new RunningNode();
                LosingProxy proxy = new LosingProxy(node.uri());
                FeedhubClient<String> client = FeedhubClient.open(proxy.uri(), Codec.utf8())) {
            client.feed().submit(soon, "a", "1").await(soon);
            proxy.let(Answers.CUT);
            Receipt second = client.feed().submit(soon, "b", "2");
            Receipt third = client.feed().submit(soon, "c", "3");
            proxy.awaitLost();
            proxy.awaitLost();
            proxy.let(Answers.PASSED);
            assertEquals(2, second.await(soon).position());
            assertEquals(3, third.await(soon).position());
            client.feed().submit(soon, "d", "4").await(soon);
            assertEquals(List.of("a", "b", "c", "d"), stored(node));
        }
    }

    @Test
    void theFirstOfAllIsStoredOnceToo() throws Exception {
        try (RunningNode node = new RunningNode();
                LosingProxy proxy = new LosingProxy(node.uri());
                FeedhubClient<String> client = FeedhubClient.open(proxy.uri(), Codec.utf8())) {
            proxy.let(Answers.CUT);
            Receipt first = client.feed().submit(soon, "a", "1");
            proxy.awaitLost(); // that it is known
            proxy.let(Answers.PASSED);
            assertEquals(1, first.await(soon).position());
            assertEquals(List.of("a"), stored(node));
        }
    }

    @Test
    void aNodeThatIsAwayForAWhileWasNotSentAnything() throws Exception {
        try (RunningNode node = new RunningNode();
                FeedhubClient<String> client = FeedhubClient.open(node.uri(), Codec.utf8())) {
            client.feed().submit(soon, "a", "1").await(soon);
            node.stopServing();
            Receipt second = client.feed().submit(soon, "b", "2");
            Thread.sleep(100); // it is tried
            node.serveAgain();
            assertEquals(2, second.await(soon).position());
            assertEquals(List.of("a", "b"), stored(node));
        }
    }

    @Test
    void whereTheNodeHasForgottenItTheFeedFails() throws Exception {
        try (RunningNode node = new RunningNode();
                LosingProxy proxy = new LosingProxy(node.uri());
                FeedhubClient<String> client = FeedhubClient.open(proxy.uri(), Codec.utf8())) {
            client.feed().submit(soon, "a", "1").await(soon);
            proxy.let(Answers.CUT);
            Receipt second = client.feed().submit(soon, "b", "2");
            proxy.awaitLost();
            node.stopServing();
            node.serveAgain();
            proxy.let(Answers.PASSED);
            HubFailedException failed = assertThrows(HubFailedException.class, () -> second.await(soon));
            assertTrue(String.valueOf(failed.getMessage()).contains("not known"), failed::getMessage);
            assertThrows(HubFailedException.class, () -> client.feed().publish(soon, "c", "3"));
            assertEquals(List.of("a", "b"), stored(node));
        }
    }

    @Test
    @SuppressWarnings("try") // the second proxy acts by itself
    void whatWasNotSentBeforeTheNodeForgotIsKnownNotToBeStored() throws Exception {
        try (RunningNode node = new RunningNode();
                LosingProxy before = new LosingProxy(node.uri());
                FeedhubClient<String> client = FeedhubClient.open(before.uri(), Codec.utf8())) {
            client.feed().submit(soon, "a", "1").await(soon);
            before.let(Answers.CUT);
            Receipt second = client.feed().submit(soon, "b", "2");
            before.awaitLost();
            before.close();
            node.stopServing();
            Receipt third = client.feed().submit(soon, "c", "3");
            Receipt fourth = client.feed().submit(soon, "d", "4");
            Thread.sleep(100); // it is tried
            node.serveAgain();
            try (LosingProxy after = new LosingProxy(node.uri(), before.uri().getPort())) {
                StoreException unknown = failure(second);
                assertEquals(Outcome.UNKNOWN, unknown.outcome());
                assertTrue(String.valueOf(unknown.getMessage()).contains(" 1 items "), unknown::getMessage);
                assertTrue(String.valueOf(unknown.getMessage()).contains(" 2 later ones "), unknown::getMessage);
                assertEquals(Outcome.NOT_STORED, failure(third).outcome());
                assertEquals(Outcome.NOT_STORED, failure(fourth).outcome());
                assertThrows(HubFailedException.class, () -> client.flush(soon));
                assertThrows(HubFailedException.class, () -> client.feed().publish(soon, "e", "5"));
                assertEquals(List.of("a", "b"), stored(node));
            }
        }
    }

    private StoreException failure(Receipt receipt) {
        HubFailedException failed = assertThrows(HubFailedException.class, () -> receipt.await(soon));
        return assertInstanceOf(StoreException.class, failed.getCause());
    }
}
