package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.StoreException;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.lmdb.LmdbSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of opening LMDB where nothing has looked at the file before. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NativeEnvironmentTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private void putInMetaPage(int number, int field, long value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (PageFile file = PageFile.open(folder.resolve(StoreFolder.DATA));
                FileChannel data = FileChannel.open(folder.resolve(StoreFolder.DATA), StandardOpenOption.WRITE)) {
            int pageSize = MetaPage.read(file, 0, 0).pageSize();
            data.write(bytes.putLong(0, value), (long) number * pageSize + field);
        } catch (DamagedFileException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** LMDB makes its map by page 0, which is newer, and reads by page 1, as the transaction's number is odd. */
    @Test
    void aMapThatIsOutgrownHoweverOftenItIsMadeIsAnError() throws IOException {
        Environment.open(folder, Access.WRITE, Durability.COMMIT, MIB).close();
        putInMetaPage(1, MetaPage.LAST_PAGE_AT, 1L << 40);
        putInMetaPage(0, MetaPage.TRANSACTION_AT, 1_001);
        NativeEnvironment.Mode reading = new NativeEnvironment.Mode(false, Durability.COMMIT, false);
        StoreException refused =
                assertThrows(StoreException.class, () -> NativeEnvironment.open(folder, reading, MIB, MIB));
        assertTrue(String.valueOf(refused.getMessage()).contains("mapsize"), refused.getMessage());
    }
}
