package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.Hub;
import dev.feedhub.Receipt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A publication, with a tick of a common clock drawn before it began and one drawn after it returned.
 *
 * @param began a tick before it began
 * @param returned a tick after it returned
 * @param cursor the cursor of its item
 */
record Publication(long began, long returned, Cursor cursor) {
    /** Publishes from several threads at a time, numbers from one on. */
    static List<Publication> byManyPublishers(Hub<String> hub, int publishers, int each) {
        AtomicLong clock = new AtomicLong();
        CyclicBarrier start = new CyclicBarrier(publishers);
        List<Task<List<Publication>>> tasks = IntStream.range(0, publishers)
                .mapToObj(publisher -> Task.start(() -> {
                    start.await();
                    return publish(hub, clock, publisher * each, each);
                }))
                .toList();
        return tasks.stream().flatMap(task -> task.result().stream()).toList();
    }

    private static List<Publication> publish(Hub<String> hub, AtomicLong clock, int first, int count)
            throws InterruptedException {
        List<Receipt> receipts = new ArrayList<>();
        long[] began = new long[count];
        long[] returned = new long[count];
        for (int i = 0; i < count; i++) {
            began[i] = clock.incrementAndGet();
            receipts.add(hub.feed().submit(Task.patience(), "a", Integer.toString(first + i)));
            returned[i] = clock.incrementAndGet();
        }
        List<Publication> publications = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            publications.add(
                    new Publication(began[i], returned[i], receipts.get(i).await(Task.patience())));
        }
        return publications;
    }

    /** A publication that returned before another began has the smaller cursor. */
    static void assertOrdered(List<Publication> publications) {
        List<Publication> newestFirst = publications.stream()
                .sorted(Comparator.comparing(Publication::cursor).reversed())
                .toList();
        Publication earliest = newestFirst.get(0);
        for (Publication publication : newestFirst) {
            Publication later = earliest;
            assertTrue(
                    later.returned >= publication.began,
                    () -> later + " returned before " + publication + " began, and has the greater cursor");
            earliest = publication.returned < earliest.returned ? publication : earliest;
        }
        assertEquals(
                publications.size(),
                publications.stream().map(Publication::cursor).distinct().count(),
                "distinct cursors");
    }

    /** Publishes numbers from one on until the feed is full while the hub is held up at a gate; gives how many were accepted. */
    static int fill(Hub<String> hub, Gate gate) {
        for (int accepted = 0; ; ) {
            boolean heldUp = gate.hasArrival();
            if (hub.feed().tryPublish("a", Integer.toString(accepted + 1))) {
                accepted++;
            } else if (heldUp) {
                return accepted;
            } else {
                Task.giveWay();
            }
        }
    }
}
