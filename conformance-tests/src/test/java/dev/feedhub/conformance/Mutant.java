package dev.feedhub.conformance;

import dev.feedhub.store.Store;
import dev.feedhub.store.StoreFeature;
import dev.feedhub.store.StoreProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A store in memory that is wrong in one thing.
 *
 * @param fault what it does
 * @param breaks the rule that this breaks, and others that it may break
 * @param features what it claims
 * @param opener opens it
 */
record Mutant(String fault, List<String> breaks, Set<StoreFeature> features, Opener opener) implements WrongPart {
    /** Opens a store. */
    interface Opener {
        Store open(ReferenceLog log, Set<StoreFeature> features);
    }

    static final List<Mutant> ALL = List.of(
            of("looks at its context when it has appended", SubtleMutants.LookingTooLate::new, "W-2"),
            of("appends though its context is done", MutantStores.Ignoring::new, "W-2"),
            of("leaves out a position where all is trimmed", SubtleMutants.LeavingOut::new, "S-1"),
            of("gives positions again after trim", MutantStores.GivingAgain::new, "S-2", "S-1"),
            of("gives positions again after a batch that it refused halfway", SubtleMutants.Reusing::new, "S-2", "S-3"),
            of("draws one epoch for all openings", MutantStores.OneEpoch::new, "S-2", "S-6", "S-11"),
            of("shows a batch record by record", MutantStores.RecordByRecord::new, "S-3"),
            of("shows the last record of a batch before the first", SubtleMutants.LastFirst::new, "S-4", "S-3", "S-9"),
            of("drops the last record of a full page", MutantStores.Dropping::new, "S-5", "S-16", "R-1", "R-3", "R-4"),
            of("exceeds max records", MutantStores.Exceeding::new, "S-5"),
            of("takes a page without matches for the end", SubtleMutants.Stopping::new, "S-5", "S-16"),
            of(
                    "has an index that misses the newest batch",
                    SubtleMutants.IndexingLate::new,
                    "S-5",
                    "S-7",
                    "S-16",
                    "L-8",
                    "L-9",
                    "R-1"),
            of("ignores the floor", MutantStores.IgnoringFloor::new, "S-6", "S-9", "P-2", "R-1", "R-3"),
            of("takes any cursor for its own", MutantStores.TakingAny::new, "S-6", "S-11", "P-2", "W-2"),
            of("returns its own arrays", MutantStores.Aliasing::new, "S-7"),
            of("takes empty for absent", MutantStores.Emptying::new, "S-7", "F-1"),
            of("cuts times to milliseconds", MutantStores.Cutting::new, "S-7", "H-1"),
            of("takes labels with equal beginnings for one", SubtleMutants.Confusing::new, "S-7"),
            of("counts the characters of labels", MutantStores.CountingCharacters::new, "S-8"),
            of("gives a page with the floor of a later moment", SubtleMutants.TwoSnapshots::new, "S-9", "S-3"),
            of("searches after close", MutantStores.Searching::new, "S-10", "W-1"),
            of("trims one too few", MutantStores.TrimmingTooFew::new, "S-12", "R-3"),
            of("counts what does not match", MutantStores.CountingAll::new, "S-16", "L-8", "L-9"),
            of("counts what is trimmed", SubtleMutants.CountingTrimmed::new, "S-16", "L-9"),
            of("forgets the newest time", MutantStores.Forgetting::new, "S-16"),
            of("never sees a change", MutantStores.Blind::new, "S-17", "S-10", "W-1"),
            of("claims a feature when it is first asked, and then no more", SubtleMutants.Disclaiming::new, "S-18"),
            new Mutant(
                    "keeps nothing, and has no floor",
                    List.of("S-19", "S-6"),
                    EnumSet.of(StoreFeature.CONSECUTIVE, StoreFeature.KEEPS_NOTHING),
                    SubtleMutants.Floorless::new));

    private static Mutant of(String fault, Opener opener, String... breaks) {
        return new Mutant(fault, List.of(breaks), EnumSet.of(StoreFeature.CONSECUTIVE), opener);
    }

    StoreProvider provider() {
        return new ReferenceProvider(features, opener::open);
    }
}
