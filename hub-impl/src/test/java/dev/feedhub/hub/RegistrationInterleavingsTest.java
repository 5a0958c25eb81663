package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.testsupport.Interleavings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners that come and leave while the hub dispatches, in all interleavings. */
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
    void l09_aNewFilterIsRegisteredWhileABatchIsDispatched() {
        Interleavings.check(FirstListener.class, 60);
    }

    @Test
    void l09_aKnownFilterIsRegisteredBetweenTwoEntries() {
        Interleavings.check(KnownFilter.class, 60);
    }

    @Test
    void l09_aFilterWhoseLastListenerLeavesIsRegisteredBetweenTwoEntries() {
        Interleavings.check(LastLeaves.class, 60);
    }

    private static void requireExact(Listener<String> listener, long newest) {
        Account account = new Account(listener);
        account.takeAll();
        assertEquals(newest, account.through(), "L-3: the newest position that is taken or lost");
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

    /** The first listener of all: the hub has looked for channels before or after it came. */
    public static class FirstListener {
        private final ChannelBench bench = new ChannelBench(ROUTES);
        private @Nullable Listener<String> listener;

        @Operation
        public void a_hub() {
            bench.dispatch("x", 1);
        }

        @Operation
        public void b_listener() {
            listener = bench.channels.listen(TWO);
        }

        @Validate
        public void validate() {
            requireExact(Objects.requireNonNull(listener), bench.newest());
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

    /** The only listener of a filter leaves while another comes, who finds its channel, or makes one. */
    public static class LastLeaves {
        private final ChannelBench bench = new ChannelBench(ROUTES);
        private final Listener<String> leaving = listen(bench);
        private final Account left = new Account(leaving);
        private @Nullable Listener<String> joined;

        public LastLeaves() {
            bench.dispatch("x", 1);
        }

        @Operation
        public void a_leaver() {
            leaving.close();
        }

        @Operation
        public void b_listener() {
            joined = listen(bench);
        }

        @Operation
        public void c_hub() {
            bench.dispatch("x", 1);
        }

        @Validate
        public void validate() {
            bench.dispatch("x", 3);
            left.takeAll();
            Listener<String> listener = Objects.requireNonNull(joined);
            requireExact(listener, bench.newest());
            listener.close();
            assertEquals(List.of(), bench.channels.all(), "channels that nobody listens to");
            assertEquals(0, bench.channels.listeners());
        }
    }
}
