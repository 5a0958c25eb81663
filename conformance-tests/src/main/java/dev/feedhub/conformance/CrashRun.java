package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.Cursor;
import dev.feedhub.store.Record;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills another process while it appends, a few times, and shows each time what it left. Records are numbered from one on without a
 * gap, across all openings.
 */
final class CrashRun {
    private static final int ROUNDS = 3;
    private static final int MOST_ACKNOWLEDGED = 40;
    private static final int MOST_NANOS = 5_000_000;

    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final String command;
    private final Look look;

    /**
     * A record whose append, or receipt, has returned.
     *
     * @param opening which opening for writing it was appended in, from 0
     * @param number what it holds
     * @param cursor its cursor
     */
    record Acknowledged(int opening, int number, Cursor cursor) {}

    /** Looks at a store that was opened again after a kill. */
    interface Look {
        /**
         * Checks it.
         *
         * @param store the store
         * @param records all that it holds
         * @param acknowledged what it has to hold, in order
         */
        void at(Store store, List<StoredRecord> records, List<Acknowledged> acknowledged);
    }

    private CrashRun(String command, Look look) {
        this.command = command;
        this.look = look;
    }

    /** Has a command appended with, one of those that go on for ever. */
    static void of(StoreUnderTest test, String command, Look look) {
        long seed = Long.getLong("feedhub.seed", System.nanoTime());
        try (Workspace workspace = new Workspace(test)) {
            workspace.assumeDurable();
            System.out.println(test.provider().name() + ": killed while it does " + command + ", with seed " + seed);
            new CrashRun(command, look).run(workspace, new Random(seed));
        } catch (AssertionError failure) {
            throw new AssertionError(failure.getMessage() + " (-Dfeedhub.seed=" + seed + ")", failure);
        }
    }

    private void run(Workspace workspace, Random random) {
        int first = 1;
        for (int round = 0; round < ROUNDS; round++) {
            appendUntilKilled(workspace, 2 * round, first, random);
            try (Store store = workspace.open()) {
                List<StoredRecord> records = Records.read(store, Records.ALL);
                look.at(store, records, acknowledged);
                first = records.size() + 1;
                List<Record> batch = Records.numbered(first, ChildCommands.batchSize(first));
                List<Cursor> cursors = Records.append(store, batch);
                first += batch.size();
                acknowledged.add(new Acknowledged(2 * round + 1, first - 1, cursors.get(cursors.size() - 1)));
            }
        }
    }

    private void appendUntilKilled(Workspace workspace, int opening, int first, Random random) {
        try (ChildProcess child = workspace.child()) {
            if (command.equals("appendOn")) {
                child.ask("open WRITE");
            }
            child.tell(command + " " + first);
            int least = 1 + random.nextInt(MOST_ACKNOWLEDGED);
            for (int i = 0; i < least; i++) {
                acknowledge(opening, child.hear());
            }
            LockSupport.parkNanos(random.nextInt(MOST_NANOS)); // any moment will do
            child.kill().forEach(line -> acknowledge(opening, line));
        }
    }

    private void acknowledge(int opening, String line) {
        String[] words = line.split(" ", -1);
        assertTrue(line.startsWith(ChildCommands.ACKNOWLEDGED), () -> "the process that is to be killed says " + line);
        acknowledged.add(new Acknowledged(opening, Integer.parseInt(words[1]), Cursor.parse(words[2])));
    }

    /** Every acknowledged record is there once, in order, and nothing is missing before it. */
    static void assertAllThere(Store store, List<StoredRecord> records, List<Acknowledged> acknowledged) {
        for (int i = 0; i < records.size(); i++) {
            assertEquals(i + 1, Records.number(records.get(i)), "the number of the record at index " + i);
        }
        for (Acknowledged one : acknowledged) {
            assertTrue(
                    one.number() <= records.size(),
                    () -> one + " was acknowledged, but the store ends with number " + records.size());
            assertEquals(
                    one.cursor(), records.get(one.number() - 1).cursor(), () -> "the cursor of number " + one.number());
        }
        Cursor newest = acknowledged.get(acknowledged.size() - 1).cursor();
        assertTrue(
                store.span(Task.patience()).newest().position() >= newest.position(),
                () -> "the newest position is below that of " + newest + ", which was acknowledged");
    }
}
