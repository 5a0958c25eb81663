package dev.feedhub.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inputs, each from a seed: mostly a sample with a few changes, where there are samples; else random bytes, of which every other one is
 * likely to mean something.
 */
final class RandomInputs {
    private static final byte[] TELLING = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff, ' ', '*', '\\', '\n'};

    private final List<byte[]> samples;

    RandomInputs(List<byte[]> samples) {
        this.samples = samples;
    }

    byte[] of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        if (samples.isEmpty() || random.nextInt(5) == 0) {
            byte[] bytes = new byte[random.nextInt(1 << random.nextInt(1, 10))];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextBoolean() ? telling(random) : (byte) random.nextInt();
            }
            return bytes;
        }
        byte[] bytes = sample(random).clone();
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            bytes = changed(random, bytes);
        }
        return bytes;
    }

    private byte[] changed(SplittableRandom random, byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int way = random.nextInt(8);
        if (way == 0 || at == bytes.length) {
            return Arrays.copyOf(bytes, at);
        } else if (way == 1) {
            return spliced(bytes, at, sample(random), random);
        } else if (way < 4) {
            bytes[at] = telling(random);
        } else {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** The beginning of some bytes, and the end of others. */
    private static byte[] spliced(byte[] bytes, int at, byte[] others, SplittableRandom random) {
        int rest = random.nextInt(others.length + 1);
        byte[] spliced = Arrays.copyOf(bytes, at + rest);
        System.arraycopy(others, others.length - rest, spliced, at, rest);
        return spliced;
    }

    private static byte telling(SplittableRandom random) {
        return TELLING[random.nextInt(TELLING.length)];
    }

    private byte[] sample(SplittableRandom random) {
        return samples.get(random.nextInt(samples.size()));
    }
}
