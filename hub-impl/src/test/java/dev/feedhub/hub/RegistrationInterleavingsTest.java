package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.Delivery;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.testsupport.Interleavings;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Listeners that come while the hub dispatches, in all interleavings. Those that leave are for {@link HubStressTest}: channels are
 * looked up by identity, and Lincheck gives an object different identity hashes.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistrationInterleavingsTest {
    private static final ListenOptions TWO = ListenOptions.any().capacity(2);

    /** One for all interleavings, since it is slow to make. It takes notice of other channels, which those of another bench are. */
    private static final LabelRoutes<String> ROUTES = new LabelRoutes<>();

    @Test
    void l09_aNewFilterIsRegisteredBetweenTwoEntries() {
        Interleavings.check(NewFilter.class, 60);
    }

    @Test
    void l09_aKnownFilterIsRegisteredBetweenTwoEntries() {
        Interleavings.check(KnownFilter.class, 60);
    }

    /** Every entry matches, so that positions tell what a listener has to account for. */
    private static void requireExact(Listener<String> listener, long newest) {
        long next = listener.registeredAfter().position() + 1;
        for (Delivery<String> each = ManualChannel.poll(listener); each != null; each = ManualChannel.poll(listener)) {
            long position = each.entry().cursor().position();
            assertEquals(position - next, each.lost(), "L-8: lost between " + (next - 1) + " and " + position);
            next = position + 1;
        }
        assertEquals(newest + 1, next, "L-3: the first position that is neither taken nor lost");
    }

    private static Listener<String> listen(ChannelBench bench) {
        Listener<String> listener = bench.channels.listen(TWO);
        Cursor after = listener.registeredAfter();
        Cursor begun = bench.channels.announced();
        assertTrue(after.position() <= begun.position(), "L-9: after " + after + " though " + begun + " is the newest");
        return listener;
    }

    /** Two listeners of a filter that nobody has yet. */
    public static class NewFilter {
        private final ChannelBench bench = new ChannelBench(ROUTES);
        private final List<Listener<String>> listeners = new ArrayList<>();

        @Operation
        public void a_hub() {
            bench.dispatch("x", 1);
            bench.dispatch("x", 3);
        }

        @Operation
        public void b_listener() {
            Listener<String> first = listen(bench);
            Listener<String> second = listen(bench);
            listeners.add(first);
            listeners.add(second);
        }

        @Validate
        public void validate() {
            bench.dispatch("x", 1);
            listeners.forEach(listener -> requireExact(listener, bench.newest()));
        }
    }

    /** One more listener of a filter that has entries already. */
    public static class KnownFilter {
        private final ChannelBench bench = new ChannelBench(ROUTES);
        private final List<Listener<String>> listeners = new ArrayList<>();

        public KnownFilter() {
            listeners.add(listen(bench));
            bench.dispatch("x", 1);
        }

        @Operation
        public void a_hub() {
            bench.dispatch("x", 1);
            bench.dispatch("x", 3);
        }

        @Operation
        public void b_listener() {
            Listener<String> joined = listen(bench);
            listeners.add(joined);
        }

        @Validate
        public void validate() {
            listeners.forEach(listener -> requireExact(listener, bench.newest()));
        }
    }
}
