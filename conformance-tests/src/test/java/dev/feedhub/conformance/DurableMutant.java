package dev.feedhub.conformance;

import java.util.List;
import java.util.function.Supplier;

/**
 * A store in a file that is wrong in one thing, which it takes another process, a kill, or a look at its files to see.
 *
 * @param fault what it does
 * @param breaks the rule that this breaks, and others that it may break
 * @param opener makes what opens it
 */
record DurableMutant(String fault, List<String> breaks, Supplier<DurableReferenceProvider> opener)
        implements WrongPart {
    static final List<DurableMutant> ALL = List.of(
            of("locks within its process", DurableMutants.LockingWithin::new, "S-13"),
            of("locks within its class loader", DurableMutants.LockingWithinTheLoader::new, "S-13"),
            of("drops its lock when it refuses", DurableMutants.DroppingItsLock::new, "S-13"),
            of(
                    "keeps the lock of the dead",
                    DurableMutants.KeepingTheLock::new,
                    "S-13",
                    "S-1",
                    "S-2",
                    "S-3",
                    "S-11",
                    "S-15",
                    "R-1"),
            of("has one epoch", DurableMutants.OneEpoch::new, "S-2", "S-6", "S-15"),
            of("counts its epochs", DurableMutants.CountingEpochs::new, "S-2", "S-6"),
            of("stores a small batch record by record", DurableMutants.Torn::new, "S-3", "S-4"),
            of(
                    "stores four batches at a time",
                    DurableMutants.Late::new,
                    "S-11",
                    "S-9",
                    "S-13",
                    "S-15",
                    "S-18",
                    "R-1",
                    "R-3"),
            of("takes any folder", DurableMutants.TakingAnyFolder::new, "S-14"),
            of("makes the store it is to read", DurableMutants.MakingWhatItReads::new, "S-14"),
            of("reads all but the newest", DurableMutants.Behind::new, "S-18", "S-4", "S-9", "S-10", "R-1", "R-3"),
            of("passes over the last of a page", DurableMutants.PassingOver::new, "R-1", "R-3", "S-4", "S-9", "S-18"),
            of("reads on below the floor", DurableMutants.ReadingOn::new, "R-3", "S-18"),
            of(
                    "drops the newest when it is opened",
                    DurableMutants.DroppingTheNewest::new,
                    "S-11",
                    "S-2",
                    "S-3",
                    "S-6",
                    "S-10",
                    "S-13",
                    "S-14",
                    "S-15",
                    "R-1"),
            of(
                    "begins with the epoch that it had before it was wiped",
                    DurableMutants.RememberingWipedEpochs::new,
                    "S-6"),
            of("forgets the epochs of what was removed", DurableMutants.ForgettingEpochs::new, "S-15", "S-6"));

    private static DurableMutant of(String fault, Supplier<DurableReferenceProvider> opener, String... breaks) {
        return new DurableMutant(fault, List.of(breaks), opener);
    }

    static DurableMutant named(String fault) {
        return ALL.stream()
                .filter(mutant -> mutant.fault.equals(fault))
                .findFirst()
                .orElseThrow();
    }
}
