package dev.feedhub.store.lmdb;

import static org.lmdbjava.DbiFlags.MDB_CREATE;

import dev.feedhub.Context;
import dev.feedhub.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** An LMDB environment with the trees of a store, filled with what a test asks for. */
final class LmdbFile implements AutoCloseable {
    final Env<byte[]> env;
    final Dbi<byte[]> main;
    final Dbi<byte[]> log;
    final Dbi<byte[]> index;
    final Dbi<byte[]> epochs;
    final Path data;

    private LmdbFile(Path folder, EnvFlags... flags) throws IOException {
        Files.createDirectories(folder);
        env = Env.create(ByteArrayProxy.PROXY_BA)
                .setMapSize(1L << 30)
                .setMaxDbs(4)
                .setMaxReaders(8)
                .open(folder.toFile(), flags);
        main = env.openDbi((byte[]) null);
        log = env.openDbi("log", MDB_CREATE);
        index = env.openDbi("index", MDB_CREATE);
        epochs = env.openDbi("epochs", MDB_CREATE);
        data = folder.resolve("data.mdb");
    }

    /** One that is never synced: what the operating system holds is enough for a test. */
    static LmdbFile open(Path folder) throws IOException {
        return new LmdbFile(folder, EnvFlags.MDB_NOSYNC);
    }

    static LmdbFile openSynced(Path folder) throws IOException {
        return new LmdbFile(folder, EnvFlags.MDB_NOTLS);
    }

    interface Work {
        void in(Txn<byte[]> txn);
    }

    /** A transaction that writes the state record as each transaction of a store does. */
    void write(Work work) {
        try (Txn<byte[]> txn = env.txnWrite()) {
            work.in(txn);
            main.put(txn, StateSeal.KEY.getBytes(StandardCharsets.US_ASCII), state(txn.getId()));
            txn.commit();
        }
    }

    private static byte[] state(long transactionId) {
        ByteBuffer state = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        state.putLong(4, transactionId).putLong(12, 77);
        CRC32C crc = new CRC32C();
        crc.update(state.array(), 4, 36);
        return state.putInt(0, (int) crc.getValue()).array();
    }

    /** A file of all kinds of pages: branches and leaves, overflow pages, a free list with a branch. */
    static Path small(Path folder) throws IOException {
        try (LmdbFile file = open(folder)) {
            file.write(txn -> {
                for (int i = 0; i < 150; i++) {
                    file.index.put(txn, key(i), bytes(30 + i % 7, i));
                }
                file.log.put(txn, key(1), bytes(9_000, 1));
                file.log.put(txn, key(2), bytes(50, 2));
                file.epochs.put(txn, key(1), bytes(8, 3));
            });
            try (Txn<byte[]> reader = file.env.txnRead()) { // what is freed meanwhile stays in the free list
                for (int i = 0; i < 120; i++) {
                    int round = i;
                    file.write(txn -> file.epochs.put(txn, key(round % 3), bytes(8, round)));
                }
                reader.abort();
            }
        }
        return folder.resolve("data.mdb");
    }

    static byte[] key(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** What is wrong with a file, as preflight and walk tell. */
    static List<String> problems(Path data) throws IOException {
        List<String> found = new ArrayList<>();
        try {
            Preflight.check(data);
        } catch (StoreException e) {
            found.add(e.getMessage());
        }
        found.addAll(walk(data, Map.of()));
        return found;
    }

    /** What the walk tells, or the meta pages. */
    static List<String> walk(Path data, Map<String, EntryVisitor> visitors) throws IOException {
        Problems problems = new Problems();
        try (PageFile file = PageFile.open(data)) {
            Snapshot snapshot = new Snapshot(file, Metas.read(file).newest());
            TreeWalk.Pages pages = new TreeWalk(Context.background(), snapshot, problems).run(visitors);
            if (pages.lost() != 0) {
                problems.add("lost pages: " + pages);
            }
        } catch (DamagedFileException e) {
            problems.add("" + e.getMessage());
        }
        return problems.sentences();
    }

    /** The pages that are neither meta pages nor free. */
    static List<Long> usedPages(Path data) throws IOException, DamagedFileException {
        try (PageFile file = PageFile.open(data)) {
            Snapshot snapshot = new Snapshot(file, Metas.read(file).newest());
            TreeSet<Long> used = new TreeSet<>();
            for (long page = MetaPage.COUNT; page <= snapshot.meta().lastPage(); page++) {
                used.add(page);
            }
            EntryVisitor remove = (key, value) -> {
                ByteBuffer numbers = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
                for (long left = numbers.getLong(); left > 0; left--) {
                    used.remove(numbers.getLong());
                }
            };
            WalkedTree free = WalkedTree.freeList(snapshot.meta().freeList(), remove);
            new TreeWalker(Context.background(), snapshot, new PageUse(), new Problems(), free).run();
            return List.copyOf(used);
        }
    }

    /** Replaces bytes of a file. */
    static void patch(Path data, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        }
    }

    static void cut(Path data, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
            file.setLength(length);
        }
    }

    static byte[] reversed(byte[] bytes) {
        byte[] reversed = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    @Override
    public void close() {
        env.close();
    }
}
