package dev.feedhub.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private final Queue<Process> started = new ConcurrentLinkedQueue<>();
    private StoreRun store = new StoreRun(Path.of(""));

    @BeforeEach
    void shell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        store = new StoreRun(folder.resolve("events"));
    }

    @AfterEach
    void noneIsLeft() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Starts a script, in which {@code feedhub} is the program and {@code $store} the options of the store. */
    private Process start(String script) throws IOException {
        ProcessBuilder shell = new ProcessBuilder(
                "/bin/sh",
                "-c",
                "feedhub() { exec \"$java\" -Xmx256m -p \"$modules\" -cp \"$tests\" -m dev.feedhub.node/dev.feedhub.node.Main \"$@\"; }\n"
                        + script);
        List<String> entries =
                List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator, -1));
        String tests =
                entries.stream().filter(ChildProcessTest::isOfTests).collect(Collectors.joining(File.pathSeparator));
        String modules =
                entries.stream().filter(entry -> !isOfTests(entry)).collect(Collectors.joining(File.pathSeparator));
        shell.environment()
                .put(
                        "java",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        shell.environment().put("modules", modules);
        shell.environment().put("tests", tests);
        shell.environment().put("path", store.folder().toString());
        shell.environment().put("store", "--store toy --path " + store.folder());
        Process process = shell.start();
        started.add(process);
        return process;
    }

    private static boolean isOfTests(String entry) {
        return Files.exists(Path.of(entry, "dev", "feedhub", "node", "ChildProcessTest.class"));
    }

    private static String all(BufferedReader reader) {
        return reader.lines().map(line -> line + "\n").collect(Collectors.joining());
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
    void aSecondWriterIsRefused() throws Exception {
        Process first = start("feedhub publish $store --ack");
        OutputStream input = first.getOutputStream();
        input.write("a\n".getBytes(UTF_8));
        input.flush();
        BufferedReader acks = first.inputReader(UTF_8);
        assertTrue(acks.readLine().startsWith("1 "));
        Process second = start("feedhub publish $store </dev/null");
        assertEnds(1, "feedhub: " + store.folder() + " is written by another process\n", second);
        Process trim = start("feedhub trim $store --keep 1");
        assertEnds(1, "feedhub: " + store.folder() + " is written by another process\n", trim);
        input.close();
        assertEquals(0, first.waitFor());
    }
}
