package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a label is called in the index: its UTF-8 up to {@value #HEAD} bytes, in which a byte 0 is followed by one of 255, then 0 and
 * 0; of a longer label 0, 1 and the checksum of the whole. So keys are in the order of labels, none is the beginning of another, and
 * none is too long for LMDB. Two long labels may share a key; whoever comes by it finds the labels in the block.
 *
 * @param bytes the key, which the key of a block follows in the index
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record LabelKey(byte[] bytes) {
    /** How much of a label is in its key. */
    static final int HEAD = 64;

    /** In place of the labels of a block that has too many. */
    static final LabelKey MANY = new LabelKey(new byte[] {0, 2});

    private static final byte ESCAPED = (byte) 0xff;
    private static final byte WHOLE = 0;
    private static final byte CUT = 1;

    static LabelKey of(String label) {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        boolean cut = text.length > HEAD;
        ByteBuffer key = ByteBuffer.allocate(2 * HEAD + 2 + Integer.BYTES);
        putEscaped(key, text);
        key.put((byte) 0).put(cut ? CUT : WHOLE);
        if (cut) {
            key.putInt(BlockLayout.checksum(ByteBuffer.wrap(text)));
        }
        return new LabelKey(Arrays.copyOf(key.array(), key.position()));
    }

    /** What the keys of all labels have in common that begin with a text. */
    static byte[] beginning(String text) {
        ByteBuffer key = ByteBuffer.allocate(2 * HEAD);
        putEscaped(key, text.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(key.array(), key.position());
    }

    /** The label's key at the beginning of an entry of the index. */
    static LabelKey ofEntry(byte[] entry) {
        if (entry.length <= BlockKey.BYTES) {
            throw new DamagedBlockException("an entry of the index has " + entry.length + " bytes, and no label");
        }
        return new LabelKey(Arrays.copyOf(entry, entry.length - BlockKey.BYTES));
    }

    /** The block's key at the end of an entry of the index. */
    static BlockKey block(byte[] entry) {
        return BlockKey.decode(entry, entry.length - BlockKey.BYTES);
    }

    /** The key of the entry that lists blocks with this label, from a block on. */
    byte[] entry(BlockKey block) {
        return ByteBuffer.allocate(bytes.length + BlockKey.BYTES)
                .put(bytes)
                .putLong(block.position())
                .putInt(block.part())
                .array();
    }

    /** Whether an entry is one of this label's. */
    boolean isOf(byte[] entry) {
        return entry.length == bytes.length + BlockKey.BYTES
                && Arrays.equals(entry, 0, bytes.length, bytes, 0, bytes.length);
    }

    boolean isMany() {
        return Arrays.equals(bytes, MANY.bytes);
    }

    /** The label, or null where the key does not tell: it is cut, or many. */
    @Nullable
    String label() {
        byte[] text = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] != 0) {
                text[length++] = bytes[i];
            } else if (bytes[++i] == ESCAPED) {
                text[length++] = 0;
            } else if (bytes[i] != WHOLE) {
                return null;
            } else if (i == bytes.length - 1) {
                return new String(text, 0, length, StandardCharsets.UTF_8);
            } else {
                break;
            }
        }
        throw new DamagedBlockException("an entry of the index has no label");
    }

    private static void putEscaped(ByteBuffer key, byte[] text) {
        for (int i = 0; i < Math.min(text.length, HEAD); i++) {
            key.put(text[i]);
            if (text[i] == 0) {
                key.put(ESCAPED);
            }
        }
    }
}
