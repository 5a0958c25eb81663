package dev.feedhub.conformance;

import dev.feedhub.conformance.StoreOperation.Append;
import dev.feedhub.conformance.StoreOperation.Cancel;
import dev.feedhub.conformance.StoreOperation.Close;
import dev.feedhub.conformance.StoreOperation.End;
import dev.feedhub.conformance.StoreOperation.Find;
import dev.feedhub.conformance.StoreOperation.Read;
import dev.feedhub.conformance.StoreOperation.Reopen;
import dev.feedhub.conformance.StoreOperation.Trim;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Sequences of operations on a store. */
final class StoreOperations implements ArbitrarySupplier<List<StoreOperation>> {
    @Override
    public Arbitrary<List<StoreOperation>> get() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, appends()),
                        Tuple.of(6, reads()),
                        Tuple.of(2, trims()),
                        Tuple.of(1, finds()),
                        Tuple.of(1, Arbitraries.of(Cancel.Call.values()).map(Cancel::new)),
                        Tuple.of(1, Arbitraries.just(new Reopen())),
                        Tuple.of(1, Arbitraries.just(new Close())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static Arbitrary<StoreOperation> appends() {
        Arbitrary<List<String>> labels =
                Arbitraries.of("a", "a/b", "b", "").list().ofMinSize(1).ofMaxSize(6);
        return Combinators.combine(Arbitraries.integers().between(0, 3), labels).as(Append::new);
    }

    private static Arbitrary<StoreOperation> reads() {
        return Combinators.combine(
                        ends(),
                        ends(),
                        Arbitraries.of("*", "a*", "*b", "a/b", "missing"),
                        Arbitraries.of(false, true),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of(1_000_000, 20, 1))
                .as(Read::new);
    }

    private static Arbitrary<End> ends() {
        Arbitrary<End> records = Combinators.combine(Arbitraries.integers().between(0, 20), Arbitraries.of(false, true))
                .as((back, inclusive) -> new End(End.Kind.RECORD, back, inclusive));
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(new End(End.Kind.NONE, 0, false))),
                Tuple.of(1, Arbitraries.just(new End(End.Kind.ORIGIN, 0, false))),
                Tuple.of(5, records));
    }

    private static Arbitrary<StoreOperation> trims() {
        return Arbitraries.integers().between(0, 12).map(Trim::new);
    }

    private static Arbitrary<StoreOperation> finds() {
        return Arbitraries.integers().between(-1, 20).map(Find::new);
    }
}
