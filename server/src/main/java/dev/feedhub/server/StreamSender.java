package dev.feedhub.server;

import dev.feedhub.CancelledException;
import dev.feedhub.ClosedException;
import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.DeadlineExceededException;
import dev.feedhub.EventStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.util.VirtualThreads;

/** Sends a stream as it comes, as much at once as there is. While it searches the store for entries far apart, it tells how far it has come. */
final class StreamSender {
    private static final int WRITTEN_AT_ONCE = 1 << 15;
    private static final Duration LONGEST_HELD_BACK = Duration.ofMillis(20);
    private static final Duration SHORTEST_SLICE = Duration.ofMillis(2); // of a core's time

    private final EventStream<byte[]> stream;
    private final SseFrames frames;
    private final Duration heartbeat;
    private Duration slice = SHORTEST_SLICE; // of a search
    private long tookCoreAt = System.nanoTime();

    /** Tells of progress so often where there is nothing else to tell. */
    StreamSender(EventStream<byte[]> stream, SseFrames frames, Duration heartbeat) {
        this.stream = stream;
        this.frames = frames;
        this.heartbeat = heartbeat;
    }

    /** Sends until the server stops: the client comes again. */
    void send(Context session, OutputStream out) throws IOException, InterruptedException {
        frames.start(stream.position());
        frames.writeTo(out);
        try {
            while (true) {
                boolean waited = addNext(session);
                addMore(session);
                frames.writeTo(out);
                if (waited) {
                    tookCoreAt = System.nanoTime();
                } else {
                    leaveCore();
                }
            }
        } catch (CancelledException | ClosedException stopping) {
            frames.writeTo(out);
        }
    }

    /**
     * Has a virtual thread that has had its core for a while leave it to others for a moment. It does not do so by itself where its client reads
     * fast, and {@code yield} has it go on before those that threads of the system have woken, as new requests are.
     */
    private void leaveCore() {
        if (VirtualThreads.isVirtualThread() && System.nanoTime() - tookCoreAt > SHORTEST_SLICE.toNanos()) {
            LockSupport.parkNanos(1);
            tookCoreAt = System.nanoTime();
        }
    }

    /** Adds what comes next; false if it is there already. */
    private boolean addNext(Context session) throws InterruptedException {
        if (!frames.isCaughtUp()) {
            search(session);
            return false;
        }
        boolean waits = drain() == 0;
        if (waits) {
            frames.add(stream.next(session));
        }
        return waits;
    }

    /** Looks in the store for what comes next, and tells how far it has come where that takes long. */
    private void search(Context session) throws InterruptedException {
        Context due = session.withTimeout(heartbeat);
        while (true) {
            Cursor before = stream.position();
            try {
                frames.add(stream.next(session.withTimeout(slice)));
                return;
            } catch (DeadlineExceededException searching) {
                boolean moved = !stream.position().equals(before);
                slice = moved ? SHORTEST_SLICE : slice.multipliedBy(2); // a page that is broken off is begun again
                if (due.isDone()) {
                    session.check();
                    frames.addProgress(stream.position());
                    return;
                }
                leaveCore();
            }
        }
    }

    /** Adds what there is; entries far apart in the store do not keep those that were found from being sent. */
    private void addMore(Context session) throws InterruptedException {
        Context soon = session.withTimeout(LONGEST_HELD_BACK);
        try {
            while (frames.size() < WRITTEN_AT_ONCE && !frames.isCaughtUp()) {
                frames.add(stream.next(soon));
            }
        } catch (DeadlineExceededException late) {
            return;
        }
        drain();
    }

    /** Adds live entries that are there; how many. */
    private int drain() {
        int drained = 0;
        while (frames.size() < WRITTEN_AT_ONCE && stream.drain(1, (entry, lost) -> frames.add(entry)) > 0) {
            drained++;
        }
        return drained;
    }
}
