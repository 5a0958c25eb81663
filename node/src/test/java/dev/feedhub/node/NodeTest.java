package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node as a process: what it publishes, and that it ends in order. */
@Tag("once")
@Timeout(value = 100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class NodeTest {
    private static final int CLIENTS = 4;
    private static final int REQUESTS = 40; // of all clients, before it is ended
    private static final Pattern CURSOR = Pattern.compile("\"([0-9a-v]{13}-[0-9a-v]{13})\"");

    private static final Pattern WALK_THROUGH =
            Pattern.compile("^    rpc\\(\\) .*?# listener is closed$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsInTheStoreWhenItIsEndedUnderLoad() throws Exception {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        StoreRun store = new StoreRun(folder.resolve("events"));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        CountDownLatch busy = new CountDownLatch(REQUESTS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        String told;
        try (Programs programs = new Programs(store.folder())) {
            NodeProcess node = new NodeProcess(programs, "", "");
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> post(node, acknowledged, busy));
            }
            assertTrue(busy.await(60, TimeUnit.SECONDS));
            node.terminate();
            assertEquals(128 + 15, node.status());
            told = node.told();
        } finally {
            clients.shutdown();
            assertTrue(clients.awaitTermination(60, TimeUnit.SECONDS));
        }
        assertTrue(told.matches("(?s)feedhub: stopping\nfeedhub: stopped; [0-9]+ items drained; newest \\S+\n"), told);
        Set<String> stored = new HashSet<>(store.cursors());
        assertTrue(acknowledged.size() >= REQUESTS, acknowledged.size() + " acknowledged");
        assertTrue(stored.containsAll(acknowledged), () -> {
            acknowledged.removeAll(stored);
            return "acknowledged and not stored: " + acknowledged;
        });
        assertTrue(store.good("verify").contains("problems  0"));
    }

    private static void post(NodeProcess node, Set<String> acknowledged, CountDownLatch busy) {
        try {
            while (true) {
                Matcher cursors =
                        CURSOR.matcher(node.post("[{\"label\":\"a\",\"data\":1},{\"label\":\"b\",\"text\":\"x\"}]"));
                while (cursors.find()) {
                    acknowledged.add(cursors.group(1));
                }
                busy.countDown();
            }
        } catch (IOException ended) {
            // as is asked for
        }
    }

    @Test
    void publishesBeatsLinesAndTheFlightRecordersEvents() throws Exception {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        StoreRun store = new StoreRun(folder.resolve("events"));
        try (Programs programs = new Programs(store.folder())) {
            NodeProcess node = new NodeProcess(programs, "one\ntwo\n", "--stdin --label lines --heartbeat 20ms --jfr");
            while (store.good("scan", "--label", "lines").size() < 2
                    || store.good("scan", "--label", "heartbeat").size() < 3
                    || store.good("scan", "--label", "jfr/*").isEmpty()) {
                Thread.sleep(50);
            }
            node.terminate();
            assertEquals(128 + 15, node.status(), node.told());
        }
        assertEquals(List.of("one", "two"), store.scanText("--label", "lines"));
        assertEquals(List.of("{\"beat\":1}", "{\"beat\":2}"), store.scanText("--label", "heartbeat", "--limit", "2"));
    }

    @Test
    void theCommandsOfTheReadmeDoWhatItSays() throws Exception {
        assumeTrue(Programs.possible() && Files.isExecutable(Path.of("/usr/bin/curl")), "needs a POSIX shell and curl");
        Matcher commands =
                WALK_THROUGH.matcher(Files.readString(ReadmeExampleTest.root().resolve("README.md")));
        assertTrue(commands.find());
        try (Programs programs = new Programs(folder.resolve("events"))) {
            NodeProcess node = new NodeProcess(programs, "", "");
            Process shell = programs.start(
                    commands.group().replace("http://127.0.0.1:2112", node.uri().toString()));
            List<String> answers = shell.inputReader(UTF_8).lines().toList();
            assertEquals(0, shell.waitFor(), () -> Programs.all(shell.errorReader(UTF_8)));
            assertEquals(6, answers.size(), answers::toString);
            assertTrue(answers.get(2).contains("\"label\":\"event/paid\""), answers::toString);
            assertTrue(answers.get(3).contains("{\"queued\":1}"), answers::toString);
            assertTrue(answers.get(4).contains("\"label\":\"event\""), answers::toString);
            assertTrue(answers.get(5).contains("\"message\":\"listener is closed\""), answers::toString);
        }
    }

    @Test
    void anAddressThatIsTakenIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            CommandLineRun run = new StoreRun(folder.resolve("events")).any("node", "--listen", address);
            assertEquals(1, run.status());
            assertTrue(run.err().get(0).startsWith("feedhub: cannot listen on " + address), run.err()::toString);
        }
    }
}
