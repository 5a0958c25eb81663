package dev.feedhub.node;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.ContextDoneException;
import dev.feedhub.Feed;
import dev.feedhub.FeedhubException;
import dev.feedhub.HubFailedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the lines of an input as fast as the feed takes them, on a thread of its own, until the input ends, a line cannot be
 * published, or it is stopped. It is stopped between two lines, also while it waits for one: that thread is a daemon and is left to wait.
 */
final class LinePublisher {
    private final LineReader lines;
    private final LineFormat format;
    private final Feed<byte[]> feed;
    private final String limit;
    private final AcceptedLines accepted = new AcceptedLines();
    private final Cancellable session = Context.background().withCancel();
    private final Thread thread = new Thread(this::run, "feedhub-publish-input");

    private final ReentrantLock turn = new ReentrantLock(); // held while a line is published
    private boolean stopped; // guarded by turn

    private volatile @Nullable String failure; // written by the thread only, before accepted has ended

    LinePublisher(LineReader lines, LineFormat format, Feed<byte[]> feed, String limit) {
        this.lines = lines;
        this.format = format;
        this.feed = feed;
        this.limit = limit;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends publishing: what is not accepted by now never will be. Waits only for the line in progress. */
    void stop() {
        session.close();
        turn.lock();
        try {
            stopped = true;
        } finally {
            turn.unlock();
        }
        accepted.end();
    }

    private void run() {
        long line = 0;
        try {
            for (boolean more = lines.next(); more; more = publish() && lines.next()) {
                line++;
            }
        } catch (IOException unreadable) {
            failure = "the input cannot be read after line " + line + ": " + unreadable.getMessage();
        } catch (HubFailedException failed) {
            // told by whoever waits for what was accepted
        } catch (IllegalArgumentException | FeedhubException refused) {
            failure = "line " + line + ": "
                    + LongEntries.printable(String.valueOf(refused.getMessage()), Integer.MAX_VALUE);
        } catch (RuntimeException | Error unexpected) {
            failure = "line " + line + ": " + unexpected;
        } finally {
            accepted.end();
        }
    }

    private boolean publish() {
        if (lines.isTooLong()) {
            throw new IllegalArgumentException(lines.length() + " bytes are more than the feed takes; " + limit);
        }
        LineItem item = format.item(lines.bytes());
        turn.lock();
        try {
            if (stopped) {
                return false;
            }
            accepted.add(feed.submit(session, item.label(), item.data()), item.data() == null ? 0 : item.data().length);
            return true;
        } catch (ContextDoneException | InterruptedException ended) {
            return false;
        } finally {
            turn.unlock();
        }
    }

    AcceptedLines accepted() {
        return accepted;
    }

    /** Why it ended before the input did. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
