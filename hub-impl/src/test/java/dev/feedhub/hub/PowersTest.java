package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PowersTest {
    @Test
    void theSmallestPowerOfTwoThatIsNotLess() {
        assertEquals(1, Powers.atLeast(1));
        for (int power = 2; power < 1 << 30; power <<= 1) {
            assertEquals(power, Powers.atLeast(power));
            assertEquals(2 * power, Powers.atLeast(power + 1));
            assertEquals(2 * power, Powers.atLeast(2 * power - 1));
        }
        assertEquals(1 << 30, Powers.atLeast(1 << 30));
    }
}
