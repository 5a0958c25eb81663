package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.lmdb.StorePages.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Bytes of a data file, as LMDB lays them out: numbers are in the byte order of this machine. */
final class PageBytes {
    /** The length of a node's header in a leaf or branch, which its key follows. */
    static final int NODE = 8;

    private PageBytes() {}

    /** Where in the file the first page of a kind begins. */
    static long page(Path data, Kind kind) {
        return StorePages.of(data).getOrDefault(kind, List.of()).get(0) * StorePages.PAGE;
    }

    /** Where in the file the place of a node is kept, which is two bytes. */
    static long place(long page, int node) {
        return page + PageHeader.BYTES + 2L * node;
    }

    /** Where in the file a node begins. */
    static long node(Path data, long page, int node) throws IOException {
        return page
                + Short.toUnsignedInt(number(read(data, place(page, node), 2)).getShort());
    }

    static byte[] read(Path data, long at, int length) throws IOException {
        return Arrays.copyOfRange(Files.readAllBytes(data), (int) at, (int) at + length);
    }

    /** A number in two, four or eight bytes. */
    static byte[] bytes(Number value) {
        if (value instanceof Short) {
            return number(new byte[2]).putShort(value.shortValue()).array();
        }
        return value instanceof Integer
                ? number(new byte[4]).putInt(value.intValue()).array()
                : number(new byte[8]).putLong(value.longValue()).array();
    }

    /** That a problem of a file is told; pages that are lost and counts are not, as what is below a damaged page cannot be known. */
    static void assertTold(Path data, String told) throws IOException {
        List<String> problems = LmdbFile.problems(data);
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(told)), () -> told + " in " + problems);
        assertTrue(problems.stream().noneMatch(problem -> problem.startsWith("lost")), problems::toString);
        boolean counts = problems.stream().anyMatch(problem -> problem.contains("its record says"));
        assertTrue(!counts || told.contains("its record says"), problems::toString);
    }

    private static ByteBuffer number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
