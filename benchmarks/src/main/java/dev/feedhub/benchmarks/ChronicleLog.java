package dev.feedhub.benchmarks;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoredRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Chronicle Queue in its sync mode: a document for each record, written in place, and a sync for each batch. */
final class ChronicleLog implements PeerLog {
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;

    private ChronicleLog(ChronicleQueue queue) {
        this.queue = queue;
        this.appender = queue.createAppender();
    }

    static ChronicleLog open(Path folder) {
        return new ChronicleLog(SingleChronicleQueueBuilder.binary(folder)
                .syncMode(SyncMode.SYNC)
                .build());
    }

    @Override
    public void append(List<Record> batch) {
        for (Record record : batch) {
            Instant time = record.time();
            try (DocumentContext document = appender.writingDocument()) {
                bytes(document.wire())
                        .writeLong(time.getEpochSecond())
                        .writeInt(time.getNano())
                        .write8bit(record.label())
                        .write(RecordBytes.payload(record));
            }
        }
        appender.sync();
    }

    @Override
    public void scan(Consumer<StoredRecord> sink) {
        long position = 0;
        try (ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        return;
                    }
                    sink.accept(new StoredRecord(new Cursor(++position, 1), read(bytes(document.wire()))));
                }
            }
        }
    }

    private static Record read(Bytes<?> bytes) {
        Instant time = Instant.ofEpochSecond(bytes.readLong(), bytes.readInt());
        String label = bytes.read8bit();
        byte[] payload = new byte[Math.toIntExact(bytes.readRemaining())];
        bytes.read(payload);
        return new Record(time, label == null ? "" : label, payload);
    }

    private static Bytes<?> bytes(@Nullable Wire wire) {
        if (wire == null) {
            throw new IllegalStateException("a document without content");
        }
        return wire.bytes();
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
