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

/** Sends a stream as it comes, as much at once as there is. While it searches the store for entries far apart, it tells how far it has come. */
final class StreamSender {
    private static final int WRITTEN_AT_ONCE = 1 << 15;
    private static final Duration LONGEST_HELD_BACK = Duration.ofMillis(20);

    private final EventStream<byte[]> stream;
    private final SseFrames frames;
    private final Duration heartbeat;
    private Duration slice = LONGEST_HELD_BACK; // of a search

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
                addNext(session);
                addMore(session);
                frames.writeTo(out);
            }
        } catch (CancelledException | ClosedException stopping) {
            frames.writeTo(out);
        }
    }

    /** Waits for what comes next; a long search leaves its core to other streams, which virtual threads do not have it do by themselves. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it
    private void addNext(Context session) throws InterruptedException {
        Context due = session.withTimeout(heartbeat);
        while (!frames.isCaughtUp()) {
            Cursor before = stream.position();
            try {
                frames.add(stream.next(session.withTimeout(slice)));
                return;
            } catch (DeadlineExceededException searching) {
                boolean moved = !stream.position().equals(before);
                slice = moved ? LONGEST_HELD_BACK : slice.multipliedBy(2); // a page that is broken off is begun again
                if (due.isDone()) {
                    session.check();
                    frames.addProgress(stream.position());
                    return;
                }
                Thread.yield();
            }
        }
        frames.add(stream.next(session));
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
        while (frames.size() < WRITTEN_AT_ONCE && stream.drain(1, (entry, lost) -> frames.add(entry)) > 0) {
            // more that came meanwhile
        }
    }
}
