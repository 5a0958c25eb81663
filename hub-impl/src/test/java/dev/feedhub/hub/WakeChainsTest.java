package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sleepers that wake nobody, so that the hub has to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WakeChainsTest {
    private final ChannelBench bench = new ChannelBench();

    private Listener<String> listen(String label) {
        return bench.channels.listen(ListenOptions.any().matching(LabelFilter.exactly(label)));
    }

    /** The sleepers of a new channel of a label. */
    private SleeperQueue sleepers(String label, int count) {
        listen(label);
        return enter(count);
    }

    /** Has some sleep in the newest channel. */
    private SleeperQueue enter(int count) {
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
    void aChannelThatIsGoneIsForgottenThoughTheHubIsNeverIdle() {
        Listener<String> listener = listen("x");
        enter(3);
        bench.dispatch("x", 1);
        assertNotEquals(Long.MAX_VALUE, help(false), "one is left");
        listener.close();
        bench.dispatch("x", 1);
        assertEquals(Long.MAX_VALUE, help(false));
    }

    @Test
    void whoIsLeftIsRememberedWhereAnotherChannelIsGone() {
        Listener<String> gone = listen("y");
        SleeperQueue left = sleepers("x", 3);
        bench.dispatch("x", 1);
        gone.close();
        bench.dispatch("z", 1);
        TestThread.until(() -> help(true) == Long.MAX_VALUE);
        assertEquals(0, left.size());
    }

    @Test
    void nobodyIsLeftWhereAllAreWoken() {
        sleepers("x", 2);
        bench.dispatch("x", 1);
        assertEquals(Long.MAX_VALUE, help(true));
    }
}
