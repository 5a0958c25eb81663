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
import org.eclipse.jetty.util.VirtualThreads;

/**
 * Sends a stream as it comes, as much at once as there is. While it searches the store for entries far apart, it tells how far it has come. While
 * it is behind, its client may take as fast as it can be given: that is work for threads of its own, piece by piece, so that all streams take turns.
 */
final class StreamSender {
    private static final int WRITTEN_AT_ONCE = 1 << 15;
    private static final Duration LONGEST_PIECE = Duration.ofMillis(20);

    private final EventStream<byte[]> stream;
    private final SseFrames frames;
    private final Duration heartbeat;
    private final OwnThreads threads;
    private Duration slice = LONGEST_PIECE; // of a search

    /** Tells of progress so often where there is nothing else to tell. */
    StreamSender(EventStream<byte[]> stream, SseFrames frames, Duration heartbeat, OwnThreads threads) {
        this.stream = stream;
        this.frames = frames;
        this.heartbeat = heartbeat;
        this.threads = threads;
    }

    /** Sends until the server stops: the client comes again. */
    void send(Context session, OutputStream out) throws IOException, InterruptedException {
        frames.start(stream.position());
        frames.writeTo(out);
        try {
            Context due = session.withTimeout(heartbeat);
            boolean behind = true;
            while (true) {
                behind = behind ? addPiece(session, due) : awaitNext(session);
                if (frames.size() > 0) {
                    frames.writeTo(out);
                    due = session.withTimeout(heartbeat);
                }
            }
        } catch (CancelledException | ClosedException stopping) {
            frames.writeTo(out);
        }
    }

    /** Waits for what comes next; whether there may be more already. */
    private boolean awaitNext(Context session) throws InterruptedException {
        frames.add(stream.next(session));
        drain();
        return !frames.isCaughtUp() || frames.size() >= WRITTEN_AT_ONCE;
    }

    private boolean addPiece(Context session, Context due) throws InterruptedException {
        return VirtualThreads.isVirtualThread()
                ? threads.call(session, ctx -> addPieceHere(ctx, due))
                : addPieceHere(session, due);
    }

    /** Adds what is there already, of the store or live; whether there may be more. */
    private boolean addPieceHere(Context session, Context due) throws InterruptedException {
        if (frames.isCaughtUp()) {
            return drain() > 0;
        }
        Cursor before = stream.position();
        try {
            frames.add(stream.next(session.withTimeout(slice)));
            addOld(session.withTimeout(LONGEST_PIECE));
        } catch (DeadlineExceededException searching) {
            boolean moved = !stream.position().equals(before);
            slice = moved ? LONGEST_PIECE : slice.multipliedBy(2); // a page that is broken off is begun again
            if (due.isDone()) {
                session.check();
                frames.addProgress(stream.position());
            }
        }
        return true;
    }

    /** Adds what is found soon; entries far apart in the store do not keep those that were found from being sent. */
    private void addOld(Context soon) throws InterruptedException {
        try {
            while (frames.size() < WRITTEN_AT_ONCE && !frames.isCaughtUp()) {
                frames.add(stream.next(soon));
            }
        } catch (DeadlineExceededException late) {
            // what there is is sent first
        }
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
