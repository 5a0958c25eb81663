package dev.feedhub.server;

import dev.feedhub.server.Fault.Kind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The memory that bodies of requests have together while they are read and worked on: a part of the heap, since what they become is larger. */
final class BodyRoom {
    private static final int PART_OF_HEAP = 32;

    private final Semaphore bytes;
    private final Duration patience;

    /** A part of the heap, but at least four bodies. */
    BodyRoom(int largestBody, Duration patience) {
        this(Math.max(4L * largestBody, Runtime.getRuntime().maxMemory() / PART_OF_HEAP), patience);
    }

    BodyRoom(long bytes, Duration patience) {
        this.bytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes));
        this.patience = patience;
    }

    /** A share for one request, which begins with nothing. */
    Share share() {
        return new Share();
    }

    /** What one request has of it. For one thread; to be closed when the request is answered. */
    final class Share implements AutoCloseable {
        private int taken;

        /**
         * Takes more, waiting a while for others to end.
         *
         * @throws Fault if they do not
         */
        void take(int more) throws InterruptedException {
            if (!bytes.tryAcquire(more, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Fault(Kind.TOO_MANY, "the bodies of other requests take all the room that there is for them")
                        .with("retryAfter", Math.max(1, patience.toSeconds()));
            }
            taken += more;
        }

        /** Gives all of it back; it can be taken again. */
        void giveBack() {
            bytes.release(taken);
            taken = 0;
        }

        @Override
        public void close() {
            giveBack();
        }
    }
}
