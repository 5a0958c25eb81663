package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Context;
import dev.feedhub.HubConfig;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is kept is replaced twenty times over: the file stays within 1.3 times of the blocks that hold it.
 *
 * <p>{@code -Dfeedhub.full=true} keeps 256 MiB of records of up to 16 MiB, and prints size and rate after each turn.
 * {@code -Dfeedhub.seed} gives other records.
 */
@Tag("once")
@Timeout(900)
class TurnoverTest {
    private static final Context CTX = Context.background();
    private static final int TURNS = 20;
    private static final double MOST = 1.3;
    private static final int LARGEST = FullSize.of(1 << 19, 16 << 20);

    /** An append is forced to the disk, and there are many. */
    @TempDir(factory = MemoryDisk.class)
    Path folder;

    /** What is appended. */
    enum Mix {
        LOG_UNIFORM(LARGEST, 20) {
            @Override
            int size(Random random) {
                return (int) Math.exp(random.nextDouble() * Math.log(largest + 1.0))
                        - (random.nextInt(20) == 0 ? 1 : 0);
            }
        },
        UNIFORM(LARGEST, 3),
        UNIFORM_TO_1_MIB(1 << 20, 3),
        SMALL_ONE_BY_ONE(FullSize.of(1_500, 300), 1),
        SMALL_IN_BATCHES(300, 500);

        final int largest;
        final int batch;

        Mix(int largest, int batch) {
            this.largest = largest;
            this.batch = batch;
        }

        int size(Random random) {
            return random.nextInt(largest + 1);
        }

        /** How many bytes are kept: less where each append waits for the disk. */
        long kept() {
            return largest == LARGEST
                    ? FullSize.of(32, 256) * 1_048_576L
                    : this == UNIFORM_TO_1_MIB
                            ? FullSize.of(32, 64) * 1_048_576L
                            : this == SMALL_ONE_BY_ONE
                                    ? FullSize.of(2, 16) * 1_048_576L
                                    : FullSize.of(16, 64) * 1_048_576L;
        }
    }

    @ParameterizedTest
    @EnumSource
    void s12_theFileStaysWithinABoundOfWhatIsKept(Mix mix) {
        long seed = Long.getLong("feedhub.seed", 1);
        Random random = new Random(seed);
        Map<String, String> retention = Map.of("feedhub.store.lmdb.maxBytes", Long.toString(mix.kept()));
        List<String> shown = new ArrayList<>();
        double worst = 0;
        try (Store store = Stores.write(folder, retention)) {
            for (int turn = 0; turn < TURNS; turn++) {
                long began = System.nanoTime();
                long appended = turn(store, mix, random);
                double seconds = (System.nanoTime() - began) / 1e9;
                long live = live();
                long file = folder.resolve("store/data.mdb").toFile().length();
                worst = turn == 0 ? 0 : Math.max(worst, (double) file / live);
                shown.add("%.2f at %.0f MiB/s".formatted((double) file / live, appended / seconds / (1 << 20)));
                assertTrue(live <= mix.kept() + 4 * 4_096 * 2L, "kept " + live);
            }
        }
        System.out.println(mix + ": pages " + pages());
        System.out.println(mix + ": file by live bytes, rate: " + shown);
        assertTrue(worst <= MOST, () -> mix + " with seed " + seed + ": " + shown);
        assertEquals(List.of(), new LmdbStoreProvider().verify(CTX, config()).problems());
    }

    /** What the file's pages are used for. */
    private String pages() {
        try (PageFile file = PageFile.open(folder.resolve("store/data.mdb"))) {
            Snapshot snapshot = new Snapshot(file, Metas.read(file).newest());
            TreeLookup trees = new TreeLookup(snapshot);
            TreeRecord log = trees.tree("log").orElseThrow();
            TreeRecord index = trees.tree("index").orElseThrow();
            TreeWalk.Pages all = new TreeWalk(CTX, snapshot, new Problems()).run(Map.of());
            return "log " + (log.overflowPages() + log.leafPages() + log.branchPages()) + ", index "
                    + (index.leafPages() + index.branchPages()) + ", used " + all.used() + ", free " + all.free();
        } catch (IOException | DamagedFileException e) {
            throw new AssertionError(e);
        }
    }

    private StoreConfig config() {
        return new StoreConfig(
                Access.READ,
                HubConfig.builder()
                        .set("feedhub.store.lmdb.path", folder.resolve("store").toString())
                        .build());
    }

    /** Appends as many bytes as are kept. */
    private static long turn(Store store, Mix mix, Random random) {
        long appended = 0;
        while (appended < mix.kept()) {
            List<Record> batch = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < mix.batch && bytes <= 14 << 20; i++) {
                byte[] payload = new byte[mix.size(random)];
                bytes += payload.length;
                batch.add(new Record(Instant.EPOCH, "label/" + random.nextInt(20), payload));
            }
            store.append(CTX, batch);
            appended += bytes;
        }
        return appended;
    }

    /** What the blocks take in which the retained records are. */
    private long live() {
        try (Environment environment =
                Environment.open(folder.resolve("store"), Access.READ, LmdbSettings.Durability.COMMIT, 1 << 20)) {
            return environment.read(txn -> {
                try (TreeCursor log = txn.cursor(Tree.LOG)) {
                    log.first();
                    Block first = Block.decode(BlockKey.decode(log.key()), log.value());
                    log.last();
                    Block last = Block.decode(BlockKey.decode(log.key()), log.value());
                    return last.offset() + last.storedSize() - first.offset();
                }
            });
        }
    }
}
