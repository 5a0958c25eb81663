package dev.feedhub.conformance;

import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A store that is wrong in one thing.
 *
 * @param fault what it does
 * @param breaks the rule that this breaks, and others that it may break
 * @param opener opens it
 */
record Mutant(String fault, List<String> breaks, BiFunction<ReferenceLog, Set<StoreFeature>, Store> opener) {
    static final List<Mutant> ALL = List.of(
            new Mutant("gives positions again after trim", List.of("S-2", "S-1"), MutantStores.GivingAgain::new),
            new Mutant("draws one epoch for all openings", List.of("S-2", "S-6", "S-11"), MutantStores.OneEpoch::new),
            new Mutant("shows a batch record by record", List.of("S-3"), MutantStores.RecordByRecord::new),
            new Mutant("drops the last record of a full page", List.of("S-5", "S-16"), MutantStores.Dropping::new),
            new Mutant("exceeds max records", List.of("S-5"), MutantStores.Exceeding::new),
            new Mutant("ignores the floor", List.of("S-6", "S-9"), MutantStores.IgnoringFloor::new),
            new Mutant("takes any cursor for its own", List.of("S-6", "S-11"), MutantStores.TakingAny::new),
            new Mutant("returns its own arrays", List.of("S-7"), MutantStores.Aliasing::new),
            new Mutant("takes empty for absent", List.of("S-7"), MutantStores.Emptying::new),
            new Mutant("cuts times to milliseconds", List.of("S-7"), MutantStores.Cutting::new),
            new Mutant("counts the characters of labels", List.of("S-8"), MutantStores.CountingCharacters::new),
            new Mutant("searches after close", List.of("S-10"), MutantStores.Searching::new),
            new Mutant("trims one too few", List.of("S-12"), MutantStores.TrimmingTooFew::new),
            new Mutant("counts what does not match", List.of("S-16"), MutantStores.CountingAll::new),
            new Mutant("forgets the newest time", List.of("S-16"), MutantStores.Forgetting::new),
            new Mutant("never sees a change", List.of("S-17", "S-10", "W-1"), MutantStores.Blind::new),
            new Mutant("appends though its context is done", List.of("W-2"), MutantStores.Ignoring::new));

    StoreProvider provider() {
        return new ReferenceProvider(opener);
    }
}
