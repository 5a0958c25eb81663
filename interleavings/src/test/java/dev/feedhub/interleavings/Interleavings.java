package dev.feedhub.interleavings;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.NoExceptionVerifier;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;
import org.jetbrains.lincheck.util.LoggingLevel;

/**
 * Tests run by Lincheck's model checker, which decides at each access to shared memory which thread goes on, and so runs one
 * interleaving after the other. It takes memory to be sequentially consistent: what depends on fences is for tests on real threads.
 *
 * <p>A parked thread may wake up for no reason, and Lincheck has it do so, which hides a lost wake-up. It does not in code that is
 * muted: there a wake-up that never comes is a deadlock, and reported. So the methods that park are muted: {@link #park},
 * and that of the engine. The cache of labels is not looked into: one thread has it for itself.
 *
 * <p>An object has one identity hash in a scenario's constructor and another in its operations: what is looked up by identity has
 * to be put where it is in an operation.
 *
 * <p>How many interleavings there are grows with the steps of all operations together, and few are tried. So a scenario has as
 * few steps as show what it is for, and makes in its constructor what may be there before.
 *
 * <p>Its scenarios are its own choice, always the same; no seed is needed to repeat a run.
 */
public final class Interleavings {
    private static final int TIMES = Boolean.getBoolean("feedhub.full") ? 50 : 1;
    private static final String PARKING = "park";
    private static final String WAITS = "dev.feedhub.hub.Waits";
    private static final String CACHE = "com.github.benmanes.caffeine.";

    private Interleavings() {}

    /** Lincheck's own does not have the constructor that Lincheck looks for. */
    public static final class NothingThrown implements Verifier {
        private final NoExceptionVerifier verifier = new NoExceptionVerifier();

        /**
         * Creates the verifier; called by Lincheck.
         *
         * @param specification of no use here
         */
        public NothingThrown(Class<?> specification) {}

        @Override
        public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
            return verifier.verifyResults(scenario, results);
        }
    }

    /** Parks the calling thread, as {@link LockSupport#park()}, but never wakes up for no reason. */
    public static void park() {
        LockSupport.park();
    }

    /**
     * Runs one scenario, in which each operation of a class is a thread of its own. An exception of an operation, or of the
     * method that validates what came of them, and a thread that waits for ever are failures.
     *
     * @param scenario a public class with a public constructor without parameters, made anew for each interleaving
     * @param interleavings how many to try; in the full form fifty times as many
     */
    public static void check(Class<?> scenario, int interleavings) {
        List<List<Actor>> threads = new ArrayList<>();
        Arrays.stream(scenario.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Operation.class))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> threads.add(List.of(new Actor(method, List.of()))));
        ModelCheckingOptions options = options(interleavings)
                .iterations(0)
                .addCustomScenario(new ExecutionScenario(List.of(), threads, List.of(), null))
                .minimizeFailedScenario(false)
                .verifier(NothingThrown.class);
        run(scenario, options, interleavings);
    }

    /**
     * Runs random scenarios, of three operations on each of two threads and a few before and after, and looks for an order
     * of the operations in which a plain model of them would have given the same results.
     *
     * @param operations a public class with a public constructor without parameters, made anew for each interleaving
     * @param model a class with the same operations, for one thread
     * @param scenarios how many
     * @param interleavings how many to try of each scenario; in the full form fifty times as many
     */
    public static void checkAgainst(Class<?> model, Class<?> operations, int scenarios, int interleavings) {
        ModelCheckingOptions options = options(interleavings)
                .iterations(scenarios)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .sequentialSpecification(model);
        run(operations, options, scenarios * interleavings);
    }

    private static ModelCheckingOptions options(int interleavings) {
        return new ModelCheckingOptions()
                .logLevel(LoggingLevel.ERROR)
                .invocationsPerIteration(interleavings * TIMES)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(WAITS, Interleavings.class.getName())
                        .methods(PARKING)
                        .mute$lincheck())
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(name -> name.startsWith(CACHE))
                        .allMethods()
                        .ignore());
    }

    private static void run(Class<?> type, ModelCheckingOptions options, int interleavings) {
        long start = System.nanoTime();
        options.check(type);
        if (TIMES > 1) {
            System.out.printf(
                    "evidence: Lincheck, %s | up to %,d interleavings | seed - | %d s | none breaks it%n",
                    type.getName().replaceAll(".*\\.", "").replace('$', ' '),
                    interleavings * TIMES,
                    (System.nanoTime() - start) / 1_000_000_000L);
        }
    }
}
