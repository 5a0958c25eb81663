package dev.feedhub.store.lmdb;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a process under strace, and tells what it did to the files of a folder, and what it said on standard output. */
final class RecordedProcess {
    private static final String CALLS =
            "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,"
                    + "linkat,symlink,lseek,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,sync_file_range,msync,ftruncate,"
                    + "truncate,fallocate,sendfile,copy_file_range,splice";

    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (-?\\d+).*", Pattern.DOTALL);
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)", Pattern.DOTALL);
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern DESCRIPTOR = Pattern.compile("(\\d+)<([^>]*)>");
    private static final String UNFINISHED = " <unfinished ...>";

    private final Path folder;
    private final Path said;
    private final List<DiskEvent> events = new ArrayList<>();
    private final Map<String, String> unfinished = new HashMap<>(); // by thread
    private final Set<Integer> writtenThrough = new HashSet<>(); // descriptors opened with O_DSYNC or O_SYNC
    private final Map<Integer, Long> positions = new HashMap<>(); // of descriptors that are written one after the other

    private RecordedProcess(Path folder, Path said) {
        this.folder = folder;
        this.said = said;
    }

    /** Whether processes can be recorded here. */
    static boolean isPossible() {
        try {
            return new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs a process to its end.
     *
     * @param folder whose files are looked at
     * @param scratch a folder for the recording
     */
    static List<DiskEvent> run(Path folder, Path scratch, List<String> command)
            throws IOException, InterruptedException {
        Path trace = scratch.resolve("trace");
        Path said = scratch.resolve("said");
        List<String> recorded =
                new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-y", "-s", "100000000"));
        recorded.addAll(List.of("-e", "signal=none", "-e", "trace=" + CALLS, "-o", trace.toString()));
        recorded.addAll(command);
        int status = new ProcessBuilder(recorded)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("the recorded process ended with status " + status);
        }
        RecordedProcess recording = new RecordedProcess(folder, said);
        try (BufferedReader lines = Files.newBufferedReader(trace)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                recording.line(line);
            }
        }
        Files.delete(trace);
        return recording.events;
    }

    /** A call may be in two pieces where another thread called in between; its effect is where it ends. */
    private void line(String line) {
        Matcher threadAndCall = LINE.matcher(line);
        if (!threadAndCall.matches()) {
            throw new AssertionError("strace wrote: " + line);
        }
        String thread = threadAndCall.group(1);
        String text = threadAndCall.group(2);
        Matcher resumed = RESUMED.matcher(text);
        if (text.endsWith(UNFINISHED)) {
            unfinished.put(thread, text.substring(0, text.length() - UNFINISHED.length()));
        } else if (resumed.matches()) {
            call(unfinished.remove(thread) + resumed.group(1));
        } else if (!text.startsWith("+++")) {
            call(text);
        }
    }

    private void call(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return; // cut off by the end of the process
        }
        long result = Long.parseLong(call.group(3));
        if (result >= 0) {
            call(call.group(1), call.group(2), result);
        }
    }

    private void call(String name, String arguments, long result) {
        switch (name) {
            case "openat", "open", "creat" -> open(arguments, (int) result);
            case "mkdir", "mkdirat" -> paths(arguments).forEach(path -> add(path, new DiskEvent.Made(path, true)));
            case "rename", "renameat", "renameat2" -> {
                List<Path> paths = paths(arguments);
                add(paths.get(0), new DiskEvent.Renamed(paths.get(0), paths.get(1)));
            }
            case "unlink", "unlinkat" -> paths(arguments).forEach(path -> add(path, new DiskEvent.Removed(path)));
            case "fsync", "fdatasync" -> add(file(arguments), new DiskEvent.Synced(file(arguments)));
            case "lseek" -> positions.put(descriptor(arguments), result);
            case "write", "writev" -> write(arguments, result);
            case "pwrite64" -> writeAt(arguments, last(arguments), result);
            case "pwritev" -> writeAt(arguments, last(arguments), result);
            default -> {
                if (isLookedAt(file(arguments))) {
                    throw new AssertionError("no model of " + name + "(" + arguments);
                }
            }
        }
    }

    private void open(String arguments, int descriptor) {
        Path path = paths(arguments).get(0);
        positions.put(descriptor, 0L);
        if (arguments.contains("O_DSYNC") || arguments.contains("O_SYNC")) {
            writtenThrough.add(descriptor);
        } else {
            writtenThrough.remove(descriptor);
        }
        if (arguments.contains("O_TRUNC") || arguments.contains("O_CREAT")) {
            add(path, new DiskEvent.Made(path, false));
        }
    }

    private void write(String arguments, long written) {
        Path file = file(arguments);
        if (file.equals(said)) {
            events.add(new DiskEvent.Said(new String(bytes(arguments), StandardCharsets.UTF_8).strip()));
        } else if (isLookedAt(file)) {
            writeAt(arguments, positions.merge(descriptor(arguments), written, Long::sum) - written, written);
        }
    }

    private void writeAt(String arguments, long offset, long written) {
        byte[] bytes = bytes(arguments);
        if (bytes.length != written) {
            throw new AssertionError(written + " of " + bytes.length + " bytes were written");
        }
        boolean durable = writtenThrough.contains(descriptor(arguments));
        add(file(arguments), new DiskEvent.Written(file(arguments), offset, bytes, durable));
    }

    private void add(Path path, DiskEvent event) {
        if (isLookedAt(path)) {
            events.add(event);
        }
    }

    /** LMDB's table of readers and the lock of the writer are of processes that are gone after a power loss. */
    private boolean isLookedAt(Path path) {
        String name = "" + path.getFileName();
        return path.startsWith(folder) && !name.startsWith(StoreFolder.LMDB_LOCK) && !name.startsWith("writer");
    }

    private static List<Path> paths(String arguments) {
        return STRING.matcher(arguments)
                .results()
                .map(found -> Path.of(new String(decode(found.group(1)), StandardCharsets.UTF_8))
                        .toAbsolutePath())
                .toList();
    }

    private static Path file(String arguments) {
        Matcher descriptor = DESCRIPTOR.matcher(arguments);
        return descriptor.lookingAt()
                ? Path.of(new String(decode(descriptor.group(2)), StandardCharsets.UTF_8))
                : Path.of("");
    }

    private static int descriptor(String arguments) {
        return Integer.parseInt(arguments.substring(0, arguments.indexOf('<')));
    }

    private static long last(String arguments) {
        return Long.parseLong(arguments.substring(arguments.lastIndexOf(' ') + 1));
    }

    private static byte[] bytes(String arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        STRING.matcher(arguments).results().forEach(found -> bytes.writeBytes(decode(found.group(1))));
        return bytes.toByteArray();
    }

    /** What strace writes as {@code \x66\x65}. */
    private static byte[] decode(String hex) {
        byte[] bytes = new byte[hex.length() / 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex, 4 * i + 2, 4 * i + 4, 16);
        }
        return bytes;
    }
}
