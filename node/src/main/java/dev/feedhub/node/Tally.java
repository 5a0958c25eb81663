package dev.feedhub.node;

import dev.feedhub.Cursor;
import dev.feedhub.DecodeException;
import dev.feedhub.Entry;
import dev.feedhub.LabelFilter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The book of one consumer: what it got, what it lost, what it got back, and how that compares with the journals.
 *
 * <p>The consumer's thread writes; any thread reads the counters. {@link #result} is called once that thread has ended.
 */
final class Tally {
    private final String name;
    private final LabelFilter filter;
    private final Journals journals;
    private final SequenceCheck flightRecorder;
    private final SequenceCheck input;
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();

    // written by the consumer's thread only
    private final LongAdder delivered = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder recovered = new LongAdder();
    private final LongAdder notFound = new LongAdder(); // told as lost, and not in the store
    private final LongAdder notTold = new LongAdder(); // in the store, and neither delivered nor told as lost
    private volatile @Nullable String failure;

    Tally(String name, LabelFilter filter, Journals journals) {
        this.name = name;
        this.filter = filter;
        this.journals = journals;
        this.flightRecorder = new SequenceCheck(journals.flightRecorder(), filter);
        this.input = new SequenceCheck(journals.input(), filter);
    }

    String name() {
        return name;
    }

    LabelFilter filter() {
        return filter;
    }

    long delivered() {
        return delivered.sum();
    }

    long lost() {
        return lost.sum();
    }

    /** How many entries it has, of either kind. */
    long taken() {
        return delivered.sum() + recovered.sum();
    }

    void deliver(Entry<String> entry) {
        check(entry);
        delivered.increment();
    }

    void recover(Entry<String> entry) {
        check(entry);
        recovered.increment();
    }

    /** Compares a loss with what the store gave back of it. */
    void loss(long told, long found, Cursor after, Cursor before) {
        lost.add(told);
        notFound.add(Math.max(0, told - found));
        notTold.add(Math.max(0, found - told));
        if (told != found) {
            note("told of " + told + " lost after " + (after.equals(Cursor.ORIGIN) ? "the beginning" : after)
                    + " and before " + before + ", where the store has " + found);
        }
    }

    /** Compares the losses told one by one with the counter at the end. */
    void lossesInAll(long counter) {
        long told = lost.sum();
        if (counter != told) {
            notTold.add(Math.abs(counter - told));
            note("its losses add up to " + told + ", its counter says " + counter);
        }
    }

    void note(String text) {
        notes.add(name + ": " + text);
    }

    void fail(String reason) {
        failure = reason;
    }

    /** Compares with the journals, once sources and consumer have ended, and notes there what this consumer met. */
    Differences compare() {
        return flightRecorder.differences().plus(input.differences());
    }

    /** What it comes to. */
    ConsumerResult result(long indexed) {
        Differences differences = compare();
        // what is missing was a loss where it was told as one; what is too many in the store is a duplicate where it is
        // one
        long gaps = Math.max(0, differences.gaps() - notFound.sum());
        long uncounted = Math.max(0, notTold.sum() - differences.duplicates());
        return new ConsumerResult(
                name,
                published(),
                indexed,
                delivered.sum(),
                lost.sum(),
                recovered.sum(),
                gaps,
                differences.duplicates(),
                notFound.sum() + uncounted,
                differences.exact(),
                differences.first(),
                List.copyOf(notes),
                Optional.ofNullable(failure));
    }

    private long published() {
        long wanted = 0;
        for (Journal journal : journals.all()) {
            for (int i = 0; i < journal.size(); i++) {
                wanted += filter.matches(journal.label(i)) ? 1 : 0;
            }
        }
        return wanted;
    }

    private void check(Entry<String> entry) {
        String label = entry.label();
        SequenceCheck sequence = journals.of(label) == journals.input() ? input : flightRecorder;
        sequence.accept(hash(entry), entry.cursor(), label);
    }

    /** Of a payload that cannot be decoded: a hash that no item is likely to have. */
    private long hash(Entry<String> entry) {
        try {
            return ItemHash.of(entry.label(), entry.data());
        } catch (DecodeException undecodable) {
            note(String.valueOf(undecodable.getMessage()));
            return ~ItemHash.of(entry.label(), "");
        }
    }
}
