package dev.feedhub.node;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.EncodeException;
import dev.feedhub.Feed;
import dev.feedhub.FeedhubException;
import dev.feedhub.LimitExceededException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the items of one source, each after it was noted in a journal, if there is one; what the feed refuses is taken out again.
 *
 * <p>One thread publishes; any other stops it and reads the counters.
 */
final class SourcePublisher {
    /** What became of an item. */
    enum Outcome {
        /** It is in the feed. */
        PUBLISHED,
        /** It can never be: too large, say; {@link #refusal()} tells. */
        REFUSED,
        /** Publishing has ended; it was not published. */
        ENDED
    }

    /** A feed, as sources see it. */
    interface Target {
        /** As {@link Feed#publish}. */
        void publish(Context ctx, String label, String data) throws InterruptedException;
    }

    private final Target target;
    private final Optional<Journal> journal;
    private final Cancellable session = Context.background().withCancel();
    private final ReentrantLock lock = new ReentrantLock(); // held while publishing
    private boolean stopped; // guarded by lock
    private final AtomicLong published = new AtomicLong();

    // written by the publishing thread only
    private volatile String refusal = "";
    private volatile long firstNanos;
    private volatile long lastNanos;
    private volatile @Nullable String failure;

    SourcePublisher(Feed<String> feed, Journal journal) {
        this.target = feed::publish;
        this.journal = Optional.of(journal);
    }

    /** Publishes text as UTF-8, and keeps no journal. */
    SourcePublisher(Feed<byte[]> feed) {
        this.target = (ctx, label, data) -> feed.publish(ctx, label, data.getBytes(StandardCharsets.UTF_8));
        this.journal = Optional.empty();
    }

    /** Publishes an item, waiting while the feed is full. */
    Outcome publish(String label, String data) {
        lock.lock();
        try {
            if (stopped) {
                return Outcome.ENDED;
            }
            journal.ifPresent(notes -> notes.append(label, ItemHash.of(label, data)));
            Outcome outcome = offer(label, data);
            if (outcome == Outcome.PUBLISHED) {
                published.incrementAndGet();
                lastNanos = System.nanoTime();
                firstNanos = firstNanos == 0 ? lastNanos : firstNanos;
            } else {
                journal.ifPresent(Journal::retract);
                stopped = outcome == Outcome.ENDED;
            }
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    private Outcome offer(String label, String data) {
        try {
            target.publish(session, label, data);
            return Outcome.PUBLISHED;
        } catch (LimitExceededException | EncodeException | IllegalArgumentException refused) {
            refusal = String.valueOf(refused.getMessage());
            return Outcome.REFUSED;
        } catch (ContextDoneException | InterruptedException ended) {
            return Outcome.ENDED;
        } catch (FeedhubException failed) {
            failure = String.valueOf(failed.getMessage());
            return Outcome.ENDED;
        }
    }

    /**
     * Ends publishing: a publication that waits for room is given up, and nothing is published or journaled afterwards. Waits only
     * for the publication in progress.
     */
    void stop() {
        session.close();
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    long published() {
        return published.get();
    }

    /** Why the latest refused item was refused. */
    String refusal() {
        return refusal;
    }

    /** Why publishing ended early, if the hub failed. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** From the first item to the latest. */
    long nanos() {
        return lastNanos - firstNanos;
    }
}
