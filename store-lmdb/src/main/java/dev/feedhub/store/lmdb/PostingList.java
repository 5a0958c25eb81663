package dev.feedhub.store.lmdb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks that an entry of the index lists, in the order of the log. The first is in the entry's key. Each other is two varints in
 * its value: how many positions it is after the one before, twice, and 1 more where its part is not 0; then that part, if it is not.
 */
final class PostingList {
    /** The most blocks that an entry lists. */
    static final int MAX_BLOCKS = 64;

    private static final int MAX_BYTES = 10; // of a block

    /** How long a list can be: no longer one was ever written. */
    static final int MAX_LENGTH = MAX_BYTES * (MAX_BLOCKS - 1);

    private static final int MAX_DISTANCE = Integer.MAX_VALUE / 2;

    private PostingList() {}

    /**
     * What is in the value of some blocks' entry.
     *
     * @throws DamagedBlockException if they are not in the order of the log
     */
    static byte[] encode(List<BlockKey> blocks) {
        ByteBuffer rest = ByteBuffer.allocate(MAX_BYTES * blocks.size());
        for (int i = 1; i < blocks.size(); i++) {
            BlockKey last = blocks.get(i - 1);
            BlockKey block = blocks.get(i);
            long distance = block.position() - last.position();
            if (block.compareTo(last) <= 0 || distance > MAX_DISTANCE) {
                throw new DamagedBlockException(block, "it is found after block " + last + ", which it cannot follow");
            }
            Varint.put(rest, 2 * (int) distance + (block.part() == 0 ? 0 : 1));
            if (block.part() != 0) {
                Varint.put(rest, block.part());
            }
        }
        byte[] bytes = new byte[rest.position()];
        rest.get(0, bytes);
        return bytes;
    }

    /**
     * All blocks of an entry.
     *
     * @throws DamagedBlockException if they are not in the order of the log
     */
    static List<BlockKey> decode(BlockKey first, byte[] rest) {
        List<BlockKey> blocks = new ArrayList<>();
        blocks.add(first);
        BlockKey last = first;
        for (int at = 0; at < rest.length; ) {
            long distance = read(rest, at);
            at += Varint.bytes(distance);
            int part = 0;
            if (Varint.value(distance) % 2 != 0) {
                long read = read(rest, at);
                at += Varint.bytes(read);
                part = Varint.value(read);
            }
            BlockKey block = new BlockKey(last.position() + Varint.value(distance) / 2, part);
            if (block.compareTo(last) <= 0) {
                throw new DamagedBlockException("an entry of the index lists block " + block + " after block " + last);
            }
            blocks.add(block);
            last = block;
        }
        return blocks;
    }

    private static long read(byte[] rest, int at) {
        try {
            return Varint.read(rest, at, rest.length);
        } catch (IllegalArgumentException e) {
            throw new DamagedBlockException("an entry of the index lists a block whose number does not end");
        }
    }
}
