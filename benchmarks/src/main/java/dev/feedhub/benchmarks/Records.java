package dev.feedhub.benchmarks;

import dev.feedhub.store.Record;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What the disk tables store: payloads of 256 bytes that do not compress, 20 labels of 16 bytes in turn. */
final class Records {
    /** A label, of 16 bytes too, that {@link #sparse} gives one record of a thousand. */
    static final String RARE = "plant/alarm-0001";

    private static final int RARITY = 1_000;
    private static final int PAYLOAD_BYTES = 256;
    private static final int LABELS = 20;
    private static final int PAYLOADS = 4_096; // different ones: a megabyte, more than a library compresses at once

    private static final List<String> NAMES =
            IntStream.range(0, LABELS).mapToObj("plant/machine-%02d"::formatted).toList();
    private static final List<byte[]> BYTES = payloads();

    private Records() {}

    static String label(int number) {
        return NAMES.get(number % LABELS);
    }

    /** Nobody may change it. */
    static byte[] payload(int number) {
        return BYTES.get(number % PAYLOADS);
    }

    static List<Record> batch(int size) {
        Instant now = Instant.now();
        return IntStream.range(0, size)
                .mapToObj(i -> new Record(now, label(i), payload(i)))
                .toList();
    }

    /** A batch of which every thousandth record has the label {@link #RARE}. */
    static List<Record> sparse(int size) {
        Instant now = Instant.now();
        return IntStream.range(0, size)
                .mapToObj(i -> new Record(now, i % RARITY == RARITY / 2 ? RARE : label(i), payload(i)))
                .toList();
    }

    private static List<byte[]> payloads() {
        Random random = new Random(1);
        return IntStream.range(0, PAYLOADS)
                .mapToObj(i -> {
                    byte[] payload = new byte[PAYLOAD_BYTES];
                    random.nextBytes(payload);
                    return payload;
                })
                .toList();
    }
}
