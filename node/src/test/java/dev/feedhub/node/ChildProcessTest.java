package dev.feedhub.node;

import static dev.feedhub.node.Programs.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only shows in a process of its own, on the module path: pipes, signals, locales, a second writer. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading a pipe cannot be interrupted
class ChildProcessTest {
    @TempDir
    Path folder;

    private StoreRun store = new StoreRun(Path.of(""));
    private Programs programs = new Programs(Path.of(""));

    @BeforeEach
    void shell() {
        assumeTrue(Programs.possible(), "needs a POSIX shell");
        store = new StoreRun(folder.resolve("events"));
        programs = new Programs(store.folder());
    }

    @AfterEach
    void noneIsLeft() {
        programs.close();
    }

    private Process start(String script) throws IOException {
        return programs.start(script);
    }

    private static void assertEnds(int status, String err, Process process) throws InterruptedException {
        String told = all(process.errorReader(UTF_8));
        assertEquals(err, told);
        assertEquals(status, process.waitFor());
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    @Test
    void aReaderThatIsGoneIsStatus141AndQuiet() throws Exception {
        store.publish(lines(50_000));
        Process scan = start("(feedhub scan $store --format text; ) | (read line; echo \"$line\")");
        assertEquals("line 0\n", all(scan.inputReader(UTF_8)));
        assertEnds(0, "", scan);
        Process status = start("{ (feedhub scan $store); echo $? >&2; } | true");
        assertEnds(0, "141\n", status);
    }

    @Test
    void anOutputThatIsFullIsStatus1() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        store.publish("a\n");
        assertEnds(1, "feedhub: standard output: No space left on device\n", start("feedhub scan $store >/dev/full"));
    }

    @Test
    void acknowledgementsThatCannotBePrintedEndPublishWhichSaysHowManyLinesAreStored() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs /dev/full");
        assertEnds(
                1,
                "feedhub: standard output: No space left on device; stored for certain: 1 lines\n",
                start("echo a | (feedhub publish $store --ack >/dev/full)"));
        assertEquals(1, store.cursors().size());
    }

    @Test
    void aSignalDrainsPublish() throws Exception {
        Process publish = start("feedhub publish $store --ack");
        OutputStream input = publish.getOutputStream();
        input.write(lines(1_000).getBytes(UTF_8));
        input.flush();
        BufferedReader acks = publish.inputReader(UTF_8);
        String last = acks.readLine();
        while (!last.startsWith("1000 ")) {
            last = acks.readLine();
        }
        publish.toHandle().destroy(); // SIGTERM; its streams stay open
        assertEquals("", all(acks));
        String told = all(publish.errorReader(UTF_8));
        assertTrue(told.startsWith("feedhub: interrupted; stored 1000 lines, "), told);
        assertEquals(128 + 15, publish.waitFor());
        assertEquals(1_000, store.cursors().size());
        input.close();
    }

    @Test
    void aSignalBeforeTheFlightRecorderStartsDoesNotKeepTheDemoWaiting() throws Exception {
        Path tests = Path.of(Objects.requireNonNull(LateRecording.class.getResource("LateRecording.class"))
                        .toURI())
                .resolve("../../../..")
                .normalize();
        Process late = start("exec \"$java\" -cp \"$modules:" + tests + "\" dev.feedhub.node.LateRecording");
        assertEquals("over\n", all(late.inputReader(UTF_8)));
        assertEnds(0, "", late);
    }

    @Test
    void aSignalEndsTailQuietly() throws Exception {
        store.publish("a\n");
        Process tail = start("feedhub tail $store --follow --format text");
        BufferedReader out = tail.inputReader(UTF_8);
        assertEquals("a", out.readLine());
        tail.toHandle().destroy();
        assertEquals("", all(out));
        assertEnds(128 + 15, "", tail);
    }

    @Test
    void tailFollowsWhatAnotherProcessWrites() throws Exception {
        store.publish("0\n");
        Process tail = start("feedhub tail $store --follow --format text");
        BufferedReader out = tail.inputReader(UTF_8);
        assertEquals("0", out.readLine());
        for (int i = 1; i <= 5; i++) {
            store.publish(i + "\n");
            assertEquals(Integer.toString(i), out.readLine());
        }
        tail.destroy();
        assertTrue(tail.waitFor(30, TimeUnit.SECONDS));
    }

    @Test
    void aLocaleWithoutUnicodeChangesNoByte() throws Exception {
        Process pipe =
                start("printf '\\303\\244\\377\\n' | (LC_ALL=C; export LC_ALL; feedhub publish $store) 2>/dev/null");
        assertEnds(0, "", pipe);
        Process scan = start("LC_ALL=C; export LC_ALL; feedhub scan $store --format text");
        assertEquals("c3a4ff0a", HexFormat.of().formatHex(scan.getInputStream().readAllBytes()));
        store.publish("\u00e4\n", "--label", "\u00e4");
        Process json = start("LC_ALL=C; export LC_ALL; feedhub tail $store -n 1 --format json");
        String line = all(json.inputReader(UTF_8));
        assertTrue(line.endsWith("\"label\":\"\u00e4\",\"data\":\"\u00e4\"}\n"), line);
    }

    @Test
    void aLocaleWithoutUnicodePrintsEntriesAsUtf8AndQuestionMarksInComplaints() throws Exception {
        store.publish("\u00e4\n", "--label", "\u00fc");
        Process scan = start("LC_ALL=C; export LC_ALL; feedhub scan $store");
        String line = all(scan.inputReader(UTF_8));
        assertTrue(line.endsWith("  \u00fc  \u00e4\n"), line);
        Path input = Files.writeString(folder.resolve("in"), "{\"\u00e4\":1}");
        Process publish = start("LC_ALL=C; export LC_ALL; feedhub publish $store --format json <" + input);
        String complaint = all(publish.errorReader(UTF_8));
        assertTrue(complaint.startsWith("feedhub: line 1: unknown field \"?\"; "), complaint);
        assertEquals(1, publish.waitFor());
    }

    @Test
    void aSecondWriterIsRefused() throws Exception {
        Process first = start("feedhub publish $store --ack");
        OutputStream input = first.getOutputStream();
        input.write("a\n".getBytes(UTF_8));
        input.flush();
        BufferedReader acks = first.inputReader(UTF_8);
        assertTrue(acks.readLine().startsWith("1 "));
        for (String second : List.of("publish $store </dev/null", "trim $store --keep 1")) {
            Process refused = start("feedhub " + second);
            String told = all(refused.errorReader(UTF_8));
            assertTrue(
                    told.startsWith("feedhub: the store in " + store.folder() + " is being written by process "
                            + first.pid() + " (dev.feedhub.node/dev.feedhub.node.Main) on host "),
                    told);
            assertEquals(1, refused.waitFor());
        }
        input.close();
        assertEquals(0, first.waitFor());
    }

    @Test
    void aFullDiskIsAFailureThatSaysHowManyAreStored() throws Exception {
        String padding = "x".repeat(100_000);
        Path input = Files.writeString(
                folder.resolve("lines"),
                IntStream.range(0, 1_500).mapToObj(i -> i + padding + "\n").collect(Collectors.joining()));
        // No file may grow beyond 80 MiB, which for LMDB is as a disk that is full. The feed holds several batches of
        // 32 MiB, so that
        // some of the lines whose last is waited for are stored.
        Process publish =
                start("ulimit -f 163840; feedhub publish $store --ack --set feedhub.store.retryFor=0s <" + input);
        List<String> acks = all(publish.inputReader(UTF_8)).lines().toList();
        List<String> told = all(publish.errorReader(UTF_8)).lines().toList();
        assertEquals(1, publish.waitFor());
        assertEquals(2, told.size(), told.toString());
        assertTrue(told.get(0).startsWith("feedhub: warning: the store refuses a batch, trying again"), told.get(0));
        assertTrue(told.get(1).contains("perhaps because the disk is full"), told.get(1));
        int stored = store.cursors().size();
        assertTrue(stored > 0 && stored < 1_500, stored + " stored");
        assertTrue(told.get(1).endsWith("; stored for certain: " + stored + " lines"), stored + ": " + told.get(1));
        String last = acks.get(acks.size() - 1);
        assertTrue(Long.parseLong(last.substring(0, last.indexOf(' '))) <= stored, last);
        assertEquals(List.of("problems  0"), store.good("verify").subList(4, 5));
        store.publish("room again\n");
        assertEquals(List.of("room again"), store.scanText("--reverse", "--limit", "1"));
    }
}
