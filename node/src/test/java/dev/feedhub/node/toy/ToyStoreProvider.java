package dev.feedhub.node.toy;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.Setting;
import dev.feedhub.StoreException;
import dev.feedhub.StoreException.Outcome;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.Verification;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store in one file, all of which is in memory too: durable through a kill, readable beside its writer, and of a size that can be
 * limited. A file {@code damaged} beside it stands for damage.
 */
public final class ToyStoreProvider implements StoreProvider {
    static final Setting<String> PATH = Setting.text("feedhub.store.toy.path", null, "The folder of the store.");
    static final Setting<Long> MAX_BYTES =
            Setting.bytes("feedhub.store.toy.maxBytes", "1TiB", 1, Long.MAX_VALUE, "When its disk is full.");

    /** For the service loader. */
    public ToyStoreProvider() {}

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public List<Setting<?>> options() {
        return List.of(PATH, MAX_BYTES);
    }

    @Override
    public Store open(Context ctx, StoreConfig config) {
        Path folder = Path.of(config.get(PATH));
        try {
            if (config.access() == Access.READ) {
                return new ToyStore(existing(folder), null, Long.MAX_VALUE);
            }
            Files.createDirectories(folder);
            return new ToyStore(folder.resolve("records"), lock(folder), config.get(MAX_BYTES));
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot open " + folder + ": " + failed, failed);
        }
    }

    private static Path existing(Path folder) {
        Path file = folder.resolve("records");
        if (!Files.exists(file)) {
            throw new StoreException(Outcome.NOT_STORED, folder + " is no store", null);
        }
        return file;
    }

    @SuppressWarnings("resource") // closing the store releases it
    private static FileLock lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new StoreException(Outcome.NOT_STORED, folder + " is written by another process", null);
        }
        return lock;
    }

    @Override
    public void copy(Context ctx, StoreConfig config, Path target) {
        try {
            Files.createDirectories(target);
            Files.copy(existing(Path.of(config.get(PATH))), target.resolve("records"));
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot copy to " + target + ": " + failed, failed);
        }
    }

    @Override
    public Verification verify(Context ctx, StoreConfig config) {
        Path file = existing(Path.of(config.get(PATH)));
        try (Store store = open(ctx, new StoreConfig(Access.READ, config.config()))) {
            StoreSpan span = store.span(ctx);
            Cursor newest = span.newest();
            boolean damaged = Files.exists(file.resolveSibling("damaged"));
            return new Verification(
                    span,
                    newest.position() - span.floor().position(),
                    Files.size(file),
                    damaged ? List.of("the block at 17 is damaged") : List.of());
        } catch (IOException failed) {
            throw new StoreException(Outcome.NOT_STORED, "cannot read " + file, failed);
        }
    }
}
