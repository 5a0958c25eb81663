package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every byte of every page in use is changed, one at a time, or in the short form every third: nothing but a typed error comes of it,
 * and what structure depends on is told.
 */
@Tag("once")
@Timeout(300)
class DamageTest {
    private static final int PAGE = 4_096;
    private static final int STRIDE = FullSize.of(3, 1);
    private static final long SEED = Long.getLong("feedhub.seed", System.nanoTime());

    @TempDir
    Path folder;

    private Path data;
    private byte[] sound;

    @BeforeEach
    void makeFile() throws IOException {
        data = LmdbFile.small(folder);
        sound = Files.readAllBytes(data);
        assertEquals(List.of(), LmdbFile.problems(data));
    }

    @Test
    void s14_aChangedByteOfAMetaPageIsTold() throws Exception {
        int newest = snapshot(file -> file.meta().number());
        List<String> unnoticed = new ArrayList<>();
        for (int number = 0; number < MetaPage.COUNT; number++) {
            unnoticed.addAll(unnoticed(number, SilentBytes.ofMeta(number == newest)));
        }
        assertEquals(List.of(), unnoticed);
    }

    @Test
    void s14_aChangedByteOfATreePageIsTold() throws Exception {
        List<String> unnoticed = new ArrayList<>();
        Set<Long> freeListPages = new HashSet<>();
        for (long number : headedPages(freeListPages)) {
            boolean freeList = freeListPages.contains(number);
            BitSet silent = snapshot(file -> SilentBytes.of(file, number, freeList));
            unnoticed.addAll(unnoticed(number, silent));
        }
        assertTrue(freeListPages.size() > 2, "the free list has a branch");
        assertEquals(List.of(), unnoticed);
    }

    @Test
    void s14_aZeroedPageIsTold() throws Exception {
        List<Long> headed = headedPages(new HashSet<>());
        List<Long> unnoticed = new ArrayList<>();
        for (long number = 0; number < sound.length / PAGE; number++) {
            LmdbFile.patch(data, number * PAGE, new byte[PAGE]);
            boolean told = !LmdbFile.problems(data).isEmpty();
            LmdbFile.patch(data, number * PAGE, page(number));
            if (!told && (number < MetaPage.COUNT || headed.contains(number))) {
                unnoticed.add(number);
            }
        }
        assertEquals(List.of(), unnoticed);
    }

    @Test
    void s14_pagesOfNoiseAreTold() throws Exception {
        for (long number : headedPages(new HashSet<>())) {
            for (int seed = 0; seed < 20; seed++) {
                byte[] noise = LmdbFile.bytes(PAGE, seed);
                int kept = seed % 17; // of the header
                System.arraycopy(page(number), 0, noise, 0, kept);
                LmdbFile.patch(data, number * PAGE, noise);
                boolean overflow = snapshot(file -> true) && page(number)[10] == 4 && kept == 16;
                assertTrue(overflow || !LmdbFile.problems(data).isEmpty(), "page " + number + ", seed " + seed);
            }
            LmdbFile.patch(data, number * PAGE, page(number));
        }
    }

    @Test
    void s14_aCutIsToldAtEachPage() throws Exception {
        List<Long> used = LmdbFile.usedPages(data);
        for (long length = sound.length; length >= 0; length -= PAGE / 2) {
            LmdbFile.cut(data, length);
            boolean lost = length < (used.get(used.size() - 1) + 1) * PAGE;
            assertEquals(lost, !LmdbFile.problems(data).isEmpty(), "cut to " + length + " bytes");
        }
    }

    /** Changes each byte of a page, or in the short form some, to another at random, and collects the offsets that make no difference and should. */
    private List<String> unnoticed(long number, BitSet silent) throws IOException {
        List<String> unnoticed = new ArrayList<>();
        Random random = new Random(SEED + number);
        for (int at = random.nextInt(STRIDE); at < PAGE; at += STRIDE) {
            byte before = sound[(int) number * PAGE + at];
            byte after = (byte) (before ^ 1 << random.nextInt(8));
            LmdbFile.patch(data, number * PAGE + at, new byte[] {after});
            if (LmdbFile.problems(data).isEmpty() && !silent.get(at)) {
                unnoticed.add("page " + number + " byte " + at + ": " + before + " to " + after + ", seed " + SEED);
            }
            LmdbFile.patch(data, number * PAGE + at, new byte[] {before});
        }
        return unnoticed;
    }

    /** The pages in use that begin with a header, which are all but the later ones of a run. */
    private List<Long> headedPages(Set<Long> ofFreeList) throws Exception {
        List<Long> headed = new ArrayList<>();
        for (long number : LmdbFile.usedPages(data)) {
            if (ByteBuffer.wrap(page(number))
                            .order(java.nio.ByteOrder.nativeOrder())
                            .getLong()
                    == number) {
                headed.add(number);
            }
        }
        ofFreeList.addAll(snapshot(DamageTest::freeListPages));
        return headed;
    }

    private static List<Long> freeListPages(Snapshot snapshot) throws IOException, DamagedFileException {
        List<Long> pages = new ArrayList<>();
        collect(
                snapshot,
                snapshot.meta().freeList().root(),
                snapshot.meta().freeList().depth(),
                pages);
        return pages;
    }

    private static void collect(Snapshot snapshot, long number, int levels, List<Long> pages)
            throws IOException, DamagedFileException {
        pages.add(number);
        if (levels > 1) {
            TreePage branch = TreePage.read(snapshot, number, false);
            for (int node = 0; node < branch.size(); node++) {
                collect(snapshot, branch.child(node), levels - 1, pages);
            }
        }
    }

    private byte[] page(long number) {
        byte[] page = new byte[PAGE];
        System.arraycopy(sound, (int) number * PAGE, page, 0, PAGE);
        return page;
    }

    private interface Question<T> {
        T of(Snapshot snapshot) throws IOException, DamagedFileException;
    }

    /** Asks the sound file. */
    private <T> T snapshot(Question<T> question) throws IOException, DamagedFileException {
        Path copy = Files.write(folder.resolve("sound.mdb"), sound);
        try (PageFile file = PageFile.open(copy)) {
            return question.of(new Snapshot(file, Metas.read(file).newest()));
        }
    }
}
