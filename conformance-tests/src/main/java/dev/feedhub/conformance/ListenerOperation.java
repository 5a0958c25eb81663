package dev.feedhub.conformance;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Tuple;

/** A step of {@link ListenerPropertyRules}. */
sealed interface ListenerOperation {
    /** Publishes so many items, of which every third has a label that the listener does not want. */
    record Publish(int count) implements ListenerOperation {
        @Override
        public String toString() {
            return "publish " + count;
        }
    }

    /** Takes one entry, waiting if there is none but only where one is queued. */
    record Next() implements ListenerOperation {
        @Override
        public String toString() {
            return "next";
        }
    }

    /** Takes one entry if there is one. */
    record Poll() implements ListenerOperation {
        @Override
        public String toString() {
            return "poll";
        }
    }

    /** Takes a batch. */
    record Drain(int max) implements ListenerOperation {
        @Override
        public String toString() {
            return "drain " + max;
        }
    }

    /** Closes the listener. */
    record Close() implements ListenerOperation {
        @Override
        public String toString() {
            return "close";
        }
    }

    /** Sequences of operations on one listener. */
    final class Sequences implements ArbitrarySupplier<List<ListenerOperation>> {
        @Override
        public Arbitrary<List<ListenerOperation>> get() {
            Arbitrary<ListenerOperation> publish =
                    Arbitraries.integers().between(1, 9).map(Publish::new);
            Arbitrary<ListenerOperation> drain =
                    Arbitraries.integers().between(1, 6).map(Drain::new);
            return Arbitraries.frequencyOf(
                            Tuple.of(8, publish),
                            Tuple.of(4, Arbitraries.just(new Next())),
                            Tuple.of(4, Arbitraries.just(new Poll())),
                            Tuple.of(4, drain),
                            Tuple.of(1, Arbitraries.just(new Close())))
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(15);
        }
    }
}
