package dev.feedhub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.feedhub.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The positions of a batch. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PositionsTest {
    @Test
    void consecutiveOnesHaveNoHoles() {
        Positions positions = Positions.consecutive(7, 10, 3);
        assertEquals(7, positions.epoch());
        assertEquals(3, positions.count());
        assertEquals(10, positions.at(0));
        assertEquals(12, positions.at(2));
        assertEquals(new Cursor(12, 7), positions.last());
    }

    @Test
    void othersAreAsGiven() {
        Positions positions = Positions.of(7, 10, 15, Long.MAX_VALUE);
        assertEquals(7, positions.epoch());
        assertEquals(3, positions.count());
        assertEquals(10, positions.at(0));
        assertEquals(15, positions.at(1));
        assertEquals(new Cursor(Long.MAX_VALUE, 7), positions.last());
    }

    @Test
    void theLastPositionThereIsCanBeGiven() {
        assertEquals(Long.MAX_VALUE, Positions.consecutive(7, Long.MAX_VALUE, 1).at(0));
        assertEquals(
                Long.MAX_VALUE,
                Positions.consecutive(7, Long.MAX_VALUE - 1, 2).last().position());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "9223372036854775807, 2", "9223372036854775806, 3"})
    void consecutiveOnesOutOfRangeAreRefused(long first, int count) {
        assertRefused(
                count + " positions from " + first + " on: at least 1, from 1 to 9223372036854775807, are allowed",
                () -> Positions.consecutive(7, first, count));
    }

    @Test
    void positionsThatDoNotIncreaseAreRefused() {
        assertRefused("no positions: at least 1 is allowed", () -> Positions.of(7));
        assertRefused("position 0 of a batch after 0: more than that is allowed", () -> Positions.of(7, 0));
        assertRefused("position 5 of a batch after 5: more than that is allowed", () -> Positions.of(7, 5, 5));
        assertRefused("position 4 of a batch after 9: more than that is allowed", () -> Positions.of(7, 5, 9, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
    void aPlaceOutsideTheBatchHasNoPosition(int index) {
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Positions.consecutive(7, 1, 2).at(index));
        assertThrows(
                IndexOutOfBoundsException.class, () -> Positions.of(7, 1, 2).at(index));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
