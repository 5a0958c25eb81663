package dev.feedhub.conformance;

import dev.feedhub.Codec;
import dev.feedhub.Cursor;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import dev.feedhub.Receipt;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the kit has done to a store elsewhere: in another process, or by classes of another loader. A command is a word and its
 * arguments:
 *
 * <pre>
 * open READ|WRITE          opens the store
 * append FIRST COUNT       appends a batch, numbered from FIRST on; answers its last cursor
 * write FIRST COUNT KEEP   appends batches of {@value #BATCH} records, and keeps the newest KEEP; answers the floor
 * appendOn FIRST           appends {@linkplain #batchSize batches} for ever; says "acknowledged NUMBER CURSOR" for the last of each
 * publishOn FIRST          as appendOn, item by item through a hub that it opens itself
 * count                    answers how many records there are
 * readOn THREADS           reads everything for ever, beside the commands that follow
 * looks                    answers how often readOn has read everything
 * close                    closes the store; answers when readOn has ended too
 * </pre>
 */
final class ChildCommands {
    /** An answer that begins so is an exception. */
    static final String FAILED = "failed: ";

    static final String ACKNOWLEDGED = "acknowledged ";
    static final int BATCH = 100;

    private static final int RECEIPTS = 32;

    private final StoreProvider provider;
    private final HubConfig config;
    private final Consumer<String> console;
    private final AtomicInteger looks = new AtomicInteger();
    private final Queue<Task<Boolean>> readers = new ArrayDeque<>();
    private @Nullable Store store;

    ChildCommands(String testClass, Map<String, String> settings, Consumer<String> console) {
        this.provider = instance(testClass).provider();
        this.config = HubConfig.builder().setAll(settings).store(provider).build();
        this.console = console;
    }

    private static StoreUnderTest instance(String testClass) {
        try {
            Constructor<?> constructor = Class.forName(testClass).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (StoreUnderTest) constructor.newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(
                    testClass + " needs a constructor without arguments, with which another process makes it",
                    impossible);
        }
    }

    /** How many records the batch has that begins with a number. */
    static int batchSize(int first) {
        return 1 + first * 7 % 12;
    }

    /** Does a command; gives its answer, or the exception that ended it. */
    String answer(String command, PrintStream errors) {
        try {
            return run(command.split(" ", -1));
        } catch (Exception | Error thrown) {
            thrown.printStackTrace(errors);
            return FAILED + thrown.toString().replace('\n', ' ');
        }
    }

    private String run(String[] words) throws InterruptedException {
        return switch (words[0]) {
            case "open" -> open(Access.valueOf(words[1]));
            case "append" -> append(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "write" -> write(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "appendOn" -> appendOn(Integer.parseInt(words[1]));
            case "publishOn" -> publishOn(Integer.parseInt(words[1]));
            case "count" -> Long.toString(store().count(Task.patience(), Records.ALL));
            case "readOn" -> readOn(store(), Integer.parseInt(words[1]));
            case "looks" -> Integer.toString(looks.get());
            case "close" -> close();
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        };
    }

    private String open(Access access) {
        store = provider.open(Task.patience(), new StoreConfig(access, config));
        return "opened";
    }

    private String close() {
        store().close();
        readers.forEach(Task::result);
        return "closed";
    }

    private String append(int first, int count) {
        return store().append(Task.patience(), Records.numbered(first, count))
                .last()
                .toString();
    }

    private Store store() {
        return Objects.requireNonNull(store, "no store is open");
    }

    private String write(int first, int count, int keep) {
        for (int next = first; next < first + count; next += BATCH) {
            int size = Math.min(BATCH, first + count - next);
            Cursor last = store().append(Task.patience(), Records.numbered(next, size))
                    .last();
            store().trim(Task.patience(), last.position() - keep);
        }
        return store().span(Task.patience()).floor().toString();
    }

    private String appendOn(int first) {
        for (int next = first; ; next += batchSize(next)) {
            int count = batchSize(next);
            Cursor last = store().append(Task.patience(), Records.numbered(next, count))
                    .last();
            console.accept(ACKNOWLEDGED + (next + count - 1) + " " + last);
        }
    }

    private String publishOn(int first) throws InterruptedException {
        Hub<String> hub = Hub.open(config, Codec.utf8());
        Queue<Receipt> receipts = new ArrayDeque<>();
        for (int next = first; ; next++) {
            receipts.add(hub.feed().submit(Task.patience(), "n/" + next % 3, Integer.toString(next)));
            if (receipts.size() == RECEIPTS) {
                Cursor cursor = receipts.remove().await(Task.patience());
                console.accept(ACKNOWLEDGED + (next - RECEIPTS + 1) + " " + cursor);
            }
        }
    }

    private String readOn(Store read, int threads) {
        for (int i = 0; i < threads; i++) {
            readers.add(Task.run(() -> StoreCloseRules.untilClosed(looks, () -> Records.read(read, Records.ALL))));
        }
        return "reading";
    }
}
