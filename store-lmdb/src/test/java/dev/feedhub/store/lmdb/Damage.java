package dev.feedhub.store.lmdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A change of a data file.
 *
 * @param at the first byte
 * @param length how many, if they become 0
 * @param flip what a single byte is changed by, or 0
 */
record Damage(long at, int length, int flip) {
    static Damage flip(long at, int by) {
        return new Damage(at, 1, by);
    }

    static Damage zero(long at, int length) {
        return new Damage(at, length, 0);
    }

    static Damage parse(String line) {
        String[] words = line.split(" ", -1);
        return new Damage(Long.parseLong(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    String line() {
        return at + " " + length + " " + flip;
    }

    void to(Path data) throws IOException {
        byte[] bytes = new byte[length];
        if (flip != 0) {
            try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "r")) {
                file.seek(at);
                bytes[0] = (byte) (file.readByte() ^ flip);
            }
        }
        LmdbFile.patch(data, at, bytes);
    }
}
