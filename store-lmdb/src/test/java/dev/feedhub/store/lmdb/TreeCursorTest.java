package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Where a cursor goes, and that LMDB is not called with one that was closed or has no entry: that would end the JVM. */
@Timeout(60)
class TreeCursorTest {
    private static final byte[] ONE = {1};
    private static final byte[] THREE = {3};

    @TempDir
    Path folder;

    private Environment environment;

    @BeforeEach
    void openEnvironment() {
        environment = Environment.open(folder.resolve("store"), Access.WRITE, Durability.COMMIT, 1 << 20);
        environment.write(transaction -> {
            transaction.put(Tree.LOG, ONE, ONE);
            transaction.put(Tree.LOG, THREE, THREE);
            return true;
        });
    }

    @Test
    void aCursorGoesFromEntryToEntry() {
        environment.read(transaction -> {
            TreeCursor cursor = transaction.cursor(Tree.LOG);
            assertTrue(cursor.next());
            assertArrayEquals(ONE, cursor.key());
            assertTrue(cursor.next());
            assertArrayEquals(THREE, cursor.key());
            assertFalse(cursor.next());
            assertTrue(cursor.seek(new byte[] {2}));
            assertArrayEquals(THREE, cursor.key());
            assertTrue(cursor.previous());
            assertArrayEquals(ONE, cursor.key());
            assertFalse(cursor.seek(new byte[] {4}));
            assertTrue(cursor.last() && cursor.first());
            assertArrayEquals(ONE, cursor.key());
            return true;
        });
        environment.close();
    }

    @Test
    void aCursorOnNoEntryHasNeitherKeyNorValue() {
        environment.read(transaction -> {
            TreeCursor cursor = transaction.cursor(Tree.LOG);
            assertThrows(IllegalStateException.class, cursor::key);
            assertThrows(IllegalStateException.class, cursor::value);
            assertFalse(cursor.seek(new byte[] {4}));
            assertThrows(IllegalStateException.class, cursor::key);
            assertThrows(IllegalStateException.class, cursor::value);
            return true;
        });
        environment.close();
    }

    @Test
    void aClosedCursorIsRefused() {
        environment.read(transaction -> {
            TreeCursor cursor = transaction.cursor(Tree.LOG);
            cursor.first();
            cursor.close();
            cursor.close();
            assertRefused(cursor, "a cursor was used after it was closed");
            return true;
        });
        environment.close();
    }

    @Test
    void aCursorOfATransactionThatEndedIsRefused() {
        TreeCursor cursor = environment.read(transaction -> transaction.cursor(Tree.LOG));
        assertRefused(cursor, "a transaction was used after its work");
        cursor.close();
        environment.close();
    }

    private static void assertRefused(TreeCursor cursor, String why) {
        List<Executable> calls = List.of(
                cursor::first,
                cursor::last,
                cursor::next,
                cursor::previous,
                () -> cursor.seek(ONE),
                cursor::key,
                cursor::value);
        for (Executable call : calls) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, call);
            assertTrue(why.equals(refused.getMessage()), refused::toString);
        }
    }
}
