package dev.feedhub.benchmarks;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoredRecord;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * LMDB through lmdbjava: a put for each record, by its number, and a transaction for each batch, which LMDB makes durable by default.
 */
final class LmdbLog implements PeerLog {
    private static final long MAP_BYTES = 1L << 40; // of addresses

    private final Env<ByteBuffer> env;
    private final Dbi<ByteBuffer> dbi;
    private final PutFlags[] flags;
    private final ByteBuffer key = ByteBuffer.allocateDirect(Long.BYTES);
    private final ByteBuffer value = ByteBuffer.allocateDirect(RecordBytes.MOST);
    private long last;

    private LmdbLog(Path folder, PutFlags... flags) {
        this.env = Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                .setMapSize(MAP_BYTES)
                .setMaxDbs(1)
                .open(folder.toFile());
        this.dbi = env.openDbi("log", DbiFlags.MDB_CREATE);
        this.flags = flags;
    }

    static LmdbLog open(Path folder) {
        return new LmdbLog(folder);
    }

    /** One that tells LMDB that keys come in order, which makes its pages full. */
    static LmdbLog openToAppend(Path folder) {
        return new LmdbLog(folder, PutFlags.MDB_APPEND);
    }

    @Override
    public void append(List<Record> batch) {
        try (Txn<ByteBuffer> txn = env.txnWrite()) {
            for (Record record : batch) {
                key.clear().putLong(++last).flip();
                RecordBytes.write(record, value.clear());
                dbi.put(txn, key, value.flip(), flags);
            }
            txn.commit();
        }
    }

    @Override
    public void scan(Consumer<StoredRecord> sink) {
        try (Txn<ByteBuffer> txn = env.txnRead();
                org.lmdbjava.Cursor<ByteBuffer> cursor = dbi.openCursor(txn)) {
            for (boolean more = cursor.first(); more; more = cursor.next()) {
                Cursor position = new Cursor(cursor.key().getLong(), 1);
                sink.accept(new StoredRecord(position, RecordBytes.read(cursor.val())));
            }
        }
    }

    @Override
    public void close() {
        env.close();
    }
}
