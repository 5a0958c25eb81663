package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with its default options: a put for each record, by its number, a write batch for each batch, written with {@code sync}. */
final class RocksLog implements DurableLog {
    private final RocksDB db;
    private final Options options;
    private final WriteOptions sync = new WriteOptions().setSync(true);
    private final ByteBuffer key = ByteBuffer.allocateDirect(Long.BYTES);
    private final ByteBuffer value = ByteBuffer.allocateDirect(RecordBytes.MOST);
    private long last;

    private RocksLog(Path folder) throws RocksDBException {
        this.options = new Options().setCreateIfMissing(true);
        this.db = RocksDB.open(options, folder.toString());
    }

    static RocksLog open(Path folder) throws RocksDBException {
        RocksDB.loadLibrary();
        return new RocksLog(folder);
    }

    @Override
    public void append(List<Record> batch) throws RocksDBException {
        try (WriteBatch writes = new WriteBatch()) {
            for (Record record : batch) {
                RecordBytes.write(record, value.clear());
                writes.put(key.clear().putLong(++last).flip(), value.flip());
            }
            db.write(sync, writes);
        }
    }

    @Override
    public void close() {
        db.close();
        sync.close();
        options.close();
    }
}
