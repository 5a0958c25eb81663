package dev.feedhub.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cancellable;
import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Codec;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EncodeException;
import dev.feedhub.HubFailedException;
import dev.feedhub.LimitExceededException;
import dev.feedhub.Query;
import dev.feedhub.Receipt;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node's feed keeps the rules of a hub's. If one fails, check what ends a receipt, and which number a batch has when it is sent again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteFeedTest {
    private static final Context NOW = Context.background();
    private final Context soon = NOW.withTimeout(Duration.ofSeconds(30));

    private RunningNode node;
    private FeedhubClient<String> client;

    @BeforeEach
    void start() throws Exception {
        node = new RunningNode();
        client = FeedhubClient.open(
                ClientOptions.of(node.uri()).feedCapacity(4).closeTimeout(Duration.ofMillis(300)), Codec.utf8());
    }

    @AfterEach
    void stop() {
        client.close();
        node.close();
    }

    private List<String> stored() {
        List<String> stored = new ArrayList<>();
        node.hub().history().scan(NOW, Query.all(), entry -> {
            byte[] data = entry.data();
            return stored.add(entry.label() + "=" + (data == null ? "none" : new String(data, StandardCharsets.UTF_8)));
        });
        return stored;
    }

    @Test
    void itemsAreStoredInTheOrderInWhichTheyWereAccepted() throws Exception {
        List<Receipt> receipts = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            receipts.add(client.feed().submit(soon, "n", Integer.toString(i)));
            expected.add("n=" + i);
        }
        receipts.add(client.feed().submit(soon, "", "unlabelled"));
        receipts.add(client.feed().submit(soon, "a/\u00e9*\"", null));
        client.flush(soon);
        expected.add("=unlabelled");
        expected.add("a/\u00e9*\"=none");
        assertEquals(expected, stored());
        List<Cursor> cursors = new ArrayList<>();
        node.hub().history().scan(NOW, Query.all(), entry -> cursors.add(entry.cursor()));
        for (int i = 0; i < receipts.size(); i++) {
            assertEquals(cursors.get(i), receipts.get(i).await(soon));
        }
        assertEquals(
                cursors.get(7), receipts.get(7).toStage().toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertEquals(0, client.feed().size());
        assertEquals(4, client.feed().capacity());
    }

    @Test
    void whatNoFeedTakesIsRefusedAtOnce() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> client.feed().publish(soon, "", null));
        assertThrows(LimitExceededException.class, () -> client.feed().tryPublish("x".repeat(2_000), "1"));
        assertThrows(EncodeException.class, () -> client.feed().tryPublish("a", "\ud800"));
        LimitExceededException large = assertThrows(
                LimitExceededException.class,
                () -> client.feed().tryPublish("a", "x".repeat(FeedhubClient.MAX_PAYLOAD_BYTES + 1)));
        assertEquals(FeedhubClient.MAX_PAYLOAD_BYTES, large.limit());
        client.feed()
                .submit(soon, "a", "x".repeat(FeedhubClient.MAX_PAYLOAD_BYTES))
                .await(soon);
        assertEquals(1, stored().size());
    }

    @Test
    void aFullFeedMakesPublishersWaitWhileTheNodeIsAway() throws Exception {
        node.stopServing();
        for (int i = 0; i < 4; i++) {
            assertTrue(client.feed().tryPublish("n", Integer.toString(i)));
        }
        assertFalse(client.feed().tryPublish("n", "refused"));
        assertEquals(4, client.feed().size());
        assertThrows(
                DeadlineExceededException.class,
                () -> client.feed().publish(NOW.withTimeout(Duration.ofMillis(20)), "n", "late"));
        Cancellable session = NOW.withCancel();
        session.close();
        assertThrows(CancelledException.class, () -> client.feed().publish(session, "n", "cancelled"));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> client.feed().publish(soon, "n", "interrupted"));
        node.serveAgain();
        client.feed().publish(soon, "n", "4");
        client.flush(soon);
        assertEquals(List.of("n=0", "n=1", "n=2", "n=3", "n=4"), stored());
    }

    @Test
    void aNodeThatWasStartedAnewWhileNothingWasOnItsWayIsGoneOnWith() throws Exception {
        client.feed().submit(soon, "n", "1").await(soon);
        node.stopServing();
        node.serveAgain();
        client.feed().submit(soon, "n", "2").await(soon);
        assertEquals(List.of("n=1", "n=2"), stored());
    }

    @Test
    void aClosedClientTakesNothingAndWhatItTookBeforeIsStored() throws Exception {
        Receipt receipt = client.feed().submit(soon, "n", "1");
        client.close();
        client.close();
        assertEquals(List.of("n=1"), stored());
        assertTrue(receipt.await(soon).position() > 0);
        assertThrows(ClosedException.class, () -> client.feed().tryPublish("n", "2"));
        assertThrows(ClosedException.class, () -> client.feed().publish(soon, "n", "2"));
    }

    @Test
    void aClientThatIsClosedWhileTheNodeIsAwaySaysWhatItDoesNotKnow() throws Exception {
        node.stopServing();
        Receipt receipt = client.feed().submit(soon, "n", "1");
        client.close();
        HubFailedException failed = assertThrows(HubFailedException.class, () -> receipt.await(soon));
        assertTrue(String.valueOf(failed.getMessage()).contains(node.uri().toString()), failed::getMessage);
        ExecutionException stage = assertThrows(
                ExecutionException.class,
                () -> receipt.toStage().toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertTrue(stage.getCause() instanceof HubFailedException, stage::toString);
        assertThrows(HubFailedException.class, () -> client.feed().tryPublish("n", "2"));
        assertThrows(HubFailedException.class, () -> client.flush(soon));
    }

    @Test
    void whatTheNodeDoesNotTakeAfterAllFailsTheFeed() throws Exception {
        node.close();
        node = new RunningNode(dev.feedhub.HubConfig.builder()
                .set("feedhub.store", "memory")
                .set("feedhub.feed.maxBytes", "1000")
                .build());
        node.stopServing();
        try (FeedhubClient<String> other = FeedhubClient.open(node.uri(), Codec.utf8())) {
            Receipt small = other.feed().submit(soon, "n", "1");
            Receipt large = other.feed().submit(soon, "n", "x".repeat(2_000));
            Receipt later = other.feed().submit(soon, "n", "2");
            node.serveAgain();
            assertTrue(small.await(soon).position() > 0);
            for (Receipt receipt : List.of(large, later)) {
                HubFailedException failed = assertThrows(HubFailedException.class, () -> receipt.await(soon));
                assertTrue(String.valueOf(failed.getMessage()).contains("feedhub.feed.maxBytes"), failed::getMessage);
                assertEquals(
                        Outcome.NOT_STORED,
                        assertInstanceOf(StoreException.class, failed.getCause())
                                .outcome());
            }
            assertThrows(HubFailedException.class, () -> other.feed().tryPublish("n", "3"));
            assertThrows(HubFailedException.class, () -> other.flush(soon));
            assertEquals(List.of("n=1"), stored());
        }
    }
}
