package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Sets of page numbers, on either side of where a part of the set ends. */
class PageUseTest {
    private static final long[] NUMBERS = {0, 1, 65_535, 65_536, 65_537, 200_000, 1L << 40};

    private final PageUse use = new PageUse();

    @Test
    void aNumberIsAddedOnce() {
        for (int i = 0; i < NUMBERS.length; i++) {
            assertFalse(use.contains(NUMBERS[i]));
            assertTrue(use.add(NUMBERS[i]));
            assertFalse(use.add(NUMBERS[i]));
            assertTrue(use.contains(NUMBERS[i]));
            assertEquals(i + 1, use.size());
        }
        assertFalse(use.contains(2));
        assertFalse(use.contains(65_538));
    }

    @Test
    void numbersFromOneOnAreCounted() {
        for (long number : NUMBERS) {
            use.add(number);
        }
        for (int i = 0; i < NUMBERS.length; i++) {
            assertEquals(NUMBERS.length - i, use.sizeFrom(NUMBERS[i]), "from " + NUMBERS[i]);
        }
    }
}
