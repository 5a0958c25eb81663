package dev.feedhub.server;

import dev.feedhub.Hub;
import dev.feedhub.LabelFilter;
import dev.feedhub.ListenOptions;
import dev.feedhub.server.Fault.Kind;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** The listeners that are held for clients, which know them by ids that cannot be guessed. Who does not call for a while loses its own. */
final class HeldListeners {
    private static final int ID_BYTES = 16;

    private final Hub<byte[]> hub;
    private final int most;
    private final Duration patience;
    private final Semaphore room;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, HeldListener> byId = new ConcurrentHashMap<>();

    /** At most so many, which wait so long for a call. */
    HeldListeners(Hub<byte[]> hub, int most, Duration patience) {
        this.hub = hub;
        this.most = most;
        this.patience = patience;
        this.room = new Semaphore(most);
    }

    /**
     * Opens one.
     *
     * @throws Fault if there are as many as are allowed
     */
    HeldListener open(LabelFilter filter, int capacity) {
        if (!room.tryAcquire()) {
            throw new Fault(
                            Kind.TOO_MANY,
                            "there are " + most + " listeners, as many as are allowed; one that nobody calls for "
                                    + Durations.text(patience) + " is closed")
                    .with("retryAfter", patience.toSeconds());
        }
        forgetClosed();
        boolean opened = false;
        try {
            byte[] id = new byte[ID_BYTES];
            random.nextBytes(id);
            HeldListener listener = new HeldListener(
                    HexFormat.of().formatHex(id),
                    hub.listen(ListenOptions.any().matching(filter).capacity(capacity)));
            byId.put(listener.id(), listener);
            opened = true;
            return listener;
        } finally {
            if (!opened) {
                room.release();
            }
        }
    }

    /** Of those that are closed, and may have entries, there are no more than may be open. */
    private void forgetClosed() {
        if (byId.size() >= 2 * most) {
            long now = System.nanoTime();
            byId.values().stream()
                    .filter(HeldListener::isClosed)
                    .min(Comparator.comparingLong(listener -> listener.lastUsed() - now))
                    .ifPresent(oldest -> byId.remove(oldest.id()));
        }
    }

    /**
     * One that is there.
     *
     * @throws Fault if it is not
     */
    HeldListener get(String id) {
        HeldListener listener = byId.get(id);
        if (listener == null) {
            throw new Fault(
                    Kind.NO_SUCH_LISTENER,
                    "no listener " + Texts.quoted(id) + ": it never was, or nobody called for "
                            + Durations.text(patience));
        }
        return listener;
    }

    /** Closes one for its client; what is queued can still be taken. */
    void close(HeldListener listener) {
        if (listener.close()) {
            room.release();
        }
    }

    /** Closes all. */
    void close() {
        byId.values().forEach(this::close);
    }

    /** Those that are open. */
    List<HeldListener> open() {
        return byId.values().stream().filter(listener -> !listener.isClosed()).toList();
    }

    /** Closes those that nobody calls. */
    void expire() {
        byId.values().removeIf(listener -> {
            boolean idle = listener.isIdle(patience);
            if (idle) {
                close(listener);
            }
            return idle;
        });
    }
}
