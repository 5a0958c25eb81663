package dev.feedhub.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.ListenOptions;
import dev.feedhub.Listener;
import dev.feedhub.interleavings.Interleavings;
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

    private static Listener<String> listen(ManualHub hub) {
        Listener<String> listener = hub.channels.listen(TWO);
        Cursor after = listener.registeredAfter();
        Cursor begun = hub.channels.announced();
        assertTrue(after.position() <= begun.position(), "L-9: after " + after + " though " + begun + " is the newest");
        return listener;
    }

    /** Two listeners of a filter that nobody has yet. */
    public static class NewFilter {
        private final ManualHub hub = new ManualHub();
        private final List<Listener<String>> listeners = new ArrayList<>();

        @Operation
        public void a_hub() {
            hub.dispatch(1);
            hub.dispatch(3);
        }

        @Operation
        public void b_listener() {
            Listener<String> first = listen(hub);
            Listener<String> second = listen(hub);
            listeners.add(first);
            listeners.add(second);
        }

        @Validate
        public void validate() {
            hub.dispatch(1);
            listeners.forEach(listener -> requireExact(listener, hub.newest()));
        }
    }

    /** The first listener of all: the hub has looked for channels before or after it came. */
    public static class FirstListener {
        private final ManualHub hub = new ManualHub();
        private @Nullable Listener<String> listener;

        @Operation
        public void a_hub() {
            hub.dispatch(1);
        }

        @Operation
        public void b_listener() {
            listener = hub.channels.listen(TWO);
        }

        @Validate
        public void validate() {
            requireExact(Objects.requireNonNull(listener), hub.newest());
        }
    }

    /** One more listener of a filter that has entries already. */
    public static class KnownFilter {
        private final ManualHub hub = new ManualHub();
        private final List<Listener<String>> listeners = new ArrayList<>();

        public KnownFilter() {
            listeners.add(listen(hub));
            hub.dispatch(1);
        }

        @Operation
        public void a_hub() {
            hub.dispatch(1);
            hub.dispatch(3);
        }

        @Operation
        public void b_listener() {
            Listener<String> joined = listen(hub);
            listeners.add(joined);
        }

        @Validate
        public void validate() {
            listeners.forEach(listener -> requireExact(listener, hub.newest()));
        }
    }

    /** The only listener of a filter leaves while another comes, who finds its channel, or makes one. */
    public static class LastLeaves {
        private final ManualHub hub = new ManualHub();
        private final Listener<String> leaving = listen(hub);
        private final Account left = new Account(leaving);
        private @Nullable Listener<String> joined;

        public LastLeaves() {
            hub.dispatch(1);
        }

        @Operation
        public void a_leaver() {
            leaving.close();
        }

        @Operation
        public void b_listener() {
            joined = listen(hub);
        }

        @Operation
        public void c_hub() {
            hub.dispatch(1);
        }

        @Validate
        public void validate() {
            hub.dispatch(3);
            left.takeAll();
            Listener<String> listener = Objects.requireNonNull(joined);
            requireExact(listener, hub.newest());
            listener.close();
            assertEquals(List.of(), hub.channels.all(), "channels that nobody listens to");
            assertEquals(0, hub.channels.listeners());
        }
    }
}
