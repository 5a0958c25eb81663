package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sleepers that wake nobody, so that the hub has to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WakeChainsTest {
    private final ChannelBench bench = new ChannelBench();

    /** The sleepers of a new channel of a label. */
    private SleeperQueue sleepers(String label, int count) {
        bench.channels.listen(ListenOptions.any().matching(LabelFilter.exactly(label)));
        SleeperQueue sleepers =
                bench.channels.all().get(bench.channels.all().size() - 1).sleepers();
        for (int i = 0; i < count; i++) {
            sleepers.enter(new SleeperQueue.Sleeper(), 0);
        }
        return sleepers;
    }

    private long help(boolean idle) {
        return bench.dispatcher.helpToWake(() -> idle);
    }

    @Test
    void whoIsLeftIsWokenAFewAtATimeWhereTheHubIsIdle() throws InterruptedException {
        SleeperQueue sleepers = sleepers("x", 5);
        assertEquals(Long.MAX_VALUE, help(true), "nobody was woken");
        bench.dispatch("x", 1);
        assertEquals(3, sleepers.size());
        Thread.sleep(2);
        help(false);
        assertEquals(3, sleepers.size(), "the hub has something better to do");
        Thread.sleep(4);
        help(true);
        assertEquals(1, sleepers.size());
        Thread.sleep(8);
        assertEquals(Long.MAX_VALUE, help(true));
        assertEquals(0, sleepers.size());
    }

    @Test
    void whoIsLeftInOneChannelIsNotForgottenForAnother() {
        SleeperQueue first = sleepers("x", 100);
        sleepers("y", 1);
        bench.dispatch("x", 1);
        bench.dispatch("y", 1);
        TestThread.until(() -> help(true) == Long.MAX_VALUE);
        assertEquals(0, first.size());
    }

    @Test
    void nobodyIsLeftWhereAllAreWoken() {
        sleepers("x", 2);
        bench.dispatch("x", 1);
        assertEquals(Long.MAX_VALUE, help(true));
    }
}
