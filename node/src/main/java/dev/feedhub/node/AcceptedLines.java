package dev.feedhub.node;

import dev.feedhub.Receipt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How many lines the feed has accepted: one thread counts, another waits for more. */
final class AcceptedLines {
    /**
     * As of one moment.
     *
     * @param count how many lines there were
     * @param bytes how many bytes of data they had
     * @param newest the receipt of the last of them, which ends when all of them are in the store; null where there are none
     * @param ended whether there will be no more
     */
    record Moment(long count, long bytes, @Nullable Receipt newest, boolean ended) {
        static final Moment NONE = new Moment(0, 0, null, false);
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private long count;
    private long bytes;
    private @Nullable Receipt newest;
    private boolean ended;

    void add(Receipt receipt, int length) {
        lock.lock();
        try {
            count++;
            bytes += length;
            newest = receipt;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are more than so many, or there will be no more. */
    Moment awaitMore(long than) throws InterruptedException {
        lock.lock();
        try {
            while (count <= than && !ended) {
                changed.await();
            }
            return new Moment(count, bytes, newest, ended);
        } finally {
            lock.unlock();
        }
    }
}
