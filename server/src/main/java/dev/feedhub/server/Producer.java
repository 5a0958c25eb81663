package dev.feedhub.server;

import dev.feedhub.Context;
import dev.feedhub.Receipt;
import dev.feedhub.server.Fault.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Somebody who numbers what he publishes, from 0 on, in one request after another, and who comes again with the same numbers where no answer
 * reached him: what was published then is not published again. The receipts of a request are kept until he goes on to later numbers.
 */
final class Producer {
    private final ReentrantLock turn = new ReentrantLock(); // a request whose client has gone may still be at it

    // guarded by turn
    private final Deque<Receipt> kept = new ArrayDeque<>(); // of the newest numbers
    private long next; // the number after those

    /**
     * Publishes what of some items was not published before, waiting for room.
     *
     * @param first the number of the first
     * @param published is given all of them
     * @throws Fault if one cannot be published, those before it are; or if the number cannot come now, none is
     */
    void publish(long first, List<Item> items, PublishedItems published, Publishing publishing)
            throws InterruptedException {
        turn.lockInterruptibly();
        try {
            forgetBefore(first);
            Iterator<Receipt> before = List.copyOf(kept).iterator();
            for (Item item : items) {
                published.add(() -> before.hasNext() ? before.next() : submit(item, publishing));
            }
        } finally {
            turn.unlock();
        }
    }

    private Receipt submit(Item item, Publishing publishing) throws InterruptedException {
        Receipt receipt = new KeptReceipt(publishing.submit(Context.background(), item));
        kept.add(receipt);
        next++;
        return receipt;
    }

    private void forgetBefore(long first) {
        if (first > next || first < next - kept.size()) {
            throw new Fault(
                    Kind.INVALID_REQUEST,
                    "the first item has the number " + first + ": from " + (next - kept.size()) + " to " + next
                            + " is allowed");
        }
        while (next - kept.size() < first) {
            kept.remove();
        }
    }
}
