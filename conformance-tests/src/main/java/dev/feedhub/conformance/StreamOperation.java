package dev.feedhub.conformance;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Tuple;

/** A step of {@link StreamJoinRules}. */
sealed interface StreamOperation {
    /** Publishes so many items, of which every third has another label. */
    record Publish(int count) implements StreamOperation {
        @Override
        public String toString() {
            return "publish " + count;
        }
    }

    /** Takes so many signals. */
    record Take(int count) implements StreamOperation {
        @Override
        public String toString() {
            return "take " + count;
        }
    }

    /** Removes what is older than an item, counted from the newest. */
    record Trim(int back) implements StreamOperation {
        @Override
        public String toString() {
            return "trim before newest-" + back;
        }
    }

    /** Closes the stream, and goes on with another from its position. */
    record Resume() implements StreamOperation {
        @Override
        public String toString() {
            return "close and resume";
        }
    }

    /** Sequences of operations on one hub. */
    final class Sequences implements ArbitrarySupplier<List<StreamOperation>> {
        @Override
        public Arbitrary<List<StreamOperation>> get() {
            Arbitrary<StreamOperation> publish =
                    Arbitraries.integers().between(1, 8).map(Publish::new);
            Arbitrary<StreamOperation> take =
                    Arbitraries.integers().between(1, 6).map(Take::new);
            Arbitrary<StreamOperation> trim =
                    Arbitraries.integers().between(0, 8).map(Trim::new);
            return Arbitraries.frequencyOf(
                            Tuple.of(6, publish),
                            Tuple.of(6, take),
                            Tuple.of(2, trim),
                            Tuple.of(2, Arbitraries.just(new Resume())))
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(15);
        }
    }
}
