package dev.feedhub.conformance;

import java.util.List;
import java.util.function.Supplier;

/**
 * A store in a file that is wrong in one thing, which it takes another process, a kill, or a look at its files to see.
 *
 * @param fault what it does
 * @param breaks the rule that this breaks; it may break others too
 * @param opener makes what opens it
 */
record DurableMutant(String fault, String breaks, Supplier<DurableReferenceProvider> opener) {
    static final List<DurableMutant> ALL = List.of(
            new DurableMutant("locks within its process", "S-13", DurableMutants.LockingWithin::new),
            new DurableMutant("locks within its class loader", "S-13", DurableMutants.LockingWithinTheLoader::new),
            new DurableMutant("drops its lock when it refuses", "S-13", DurableMutants.DroppingItsLock::new),
            new DurableMutant("keeps the lock of the dead", "S-13", DurableMutants.KeepingTheLock::new),
            new DurableMutant("has one epoch", "S-2", DurableMutants.OneEpoch::new),
            new DurableMutant("counts its epochs", "S-2", DurableMutants.CountingEpochs::new),
            new DurableMutant("stores a batch record by record", "S-3", DurableMutants.Torn::new),
            new DurableMutant("stores a batch when the next one comes", "S-11", DurableMutants.Late::new),
            new DurableMutant("takes any folder", "S-14", DurableMutants.TakingAnyFolder::new),
            new DurableMutant("makes the store it is to read", "S-14", DurableMutants.MakingWhatItReads::new),
            new DurableMutant("reads all but the newest", "S-18", DurableMutants.Behind::new),
            new DurableMutant("passes over the last of a page", "R-1", DurableMutants.PassingOver::new),
            new DurableMutant("reads on below the floor", "R-3", DurableMutants.ReadingOn::new));

    static DurableMutant named(String fault) {
        return ALL.stream()
                .filter(mutant -> mutant.fault.equals(fault))
                .findFirst()
                .orElseThrow();
    }
}
