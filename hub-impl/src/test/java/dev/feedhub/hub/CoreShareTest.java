package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the hub keeps of its core, by a clock that a test turns. */
class CoreShareTest {
    private static final long MILLISECOND = 1_000_000;

    private long now = Long.MAX_VALUE - 20 * MILLISECOND; // the clock may begin anywhere, and overflow
    private long awayFor;
    private int yields;

    private final CoreShare core = new CoreShare(() -> now, () -> {
        now += awayFor;
        yields++;
    });

    private boolean yieldsAfter(long run, long awayForNanos) {
        now += run;
        awayFor = awayForNanos;
        int before = yields;
        core.yieldFairly();
        return yields > before;
    }

    @Test
    void whoIsBackAtOnceIsLetHaveItEachTime() {
        for (int i = 0; i < 10_000; i++) {
            assertTrue(yieldsAfter(1_000, 9_000));
        }
    }

    @Test
    void afterATurnThatWasTooLongItRunsForANinthOfWhatIsOwed() {
        assertTrue(yieldsAfter(0, 10 * MILLISECOND + 9_000));
        assertEquals(false, yieldsAfter(1_000, 0), "it has made up for all, and for no more");
        assertTrue(yieldsAfter(1, 0));
    }

    @Test
    void howeverLongItRanOthersGetOnlySoMuchBeforeItRunsAgain() {
        assertTrue(yieldsAfter(1_000_000 * MILLISECOND, 9 * MILLISECOND));
        assertTrue(yieldsAfter(0, 9 * MILLISECOND));
        assertEquals(false, yieldsAfter(0, 0));
    }

    @Test
    void itKeepsATenthBesideAReaderThatNeverComesBackSoon() {
        long begin = now;
        long ran = 0;
        while (now - begin < 10_000 * MILLISECOND) {
            yieldsAfter(50_000, 4 * MILLISECOND);
            ran += 50_000;
        }
        assertEquals(0.1, (double) ran / (now - begin), 0.001);
    }
}
