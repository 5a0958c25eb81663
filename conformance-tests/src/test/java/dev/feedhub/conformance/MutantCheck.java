package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.conformance.KitRun.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Runs the kit against a {@link WrongPart}, which has to fail its own rule and may fail those it declares, and no other: in the full
 * form against every rule; else against its own.
 */
final class MutantCheck {
    private static final boolean FULL = Boolean.getBoolean("feedhub.full");

    private final long rules;
    private final long began = System.nanoTime();
    private int tried;
    private int checked;

    /** With the rules that a class has tests of. */
    MutantCheck(Class<?> conformance) {
        rules = Arrays.stream(conformance.getMethods())
                .filter(method -> method.isAnnotationPresent(IfThisFailsCheck.class))
                .map(test -> RuleFailure.rule(test.getName()))
                .distinct()
                .count();
    }

    static boolean isFull() {
        return FULL;
    }

    /** All mutants in the full form, a third of them in the short one. */
    static <M extends WrongPart> List<M> chosen(List<M> all) {
        if (FULL) {
            return all;
        }
        long seed = Long.getLong("feedhub.seed", System.nanoTime());
        System.out.println("a third of the mutants: feedhub.seed=" + seed);
        List<M> mutants = new ArrayList<>(all);
        Collections.shuffle(mutants, new Random(seed));
        return mutants.subList(0, mutants.size() / 3);
    }

    void check(WrongPart mutant, Class<?> conformance) {
        tried++;
        Predicate<String> rules = FULL ? rule -> true : mutant.ownRule()::equals;
        Map<String, String> found = new TreeMap<>(KitRun.broken(conformance, rules, Kind.EXAMPLES));
        if (FULL || !found.containsKey(mutant.ownRule())) {
            KitRun.broken(conformance, rule -> true, Kind.PROPERTIES).forEach(found::putIfAbsent);
        }
        String failure = found.getOrDefault(mutant.ownRule(), "");
        assertFalse(failure.isEmpty(), () -> "breaks not its own rule but " + found);
        List<String> undeclared = new ArrayList<>(found.keySet());
        undeclared.removeAll(mutant.breaks());
        assertTrue(undeclared.isEmpty(), () -> "breaks " + undeclared + " too: " + found);
        checked++;
        if (FULL) {
            System.out.println("mutant: " + mutant.fault() + " | breaks " + String.join(", ", found.keySet()) + " | "
                    + failure.lines().findFirst().orElse(""));
        }
    }

    void printEvidence(String what) {
        if (FULL) {
            System.out.printf(
                    "evidence: %s | %d mutants, %d rules | - | %d s | %d fail their own rule, and no rule but those they declare%n",
                    what, tried, rules, (System.nanoTime() - began) / 1_000_000_000L, checked);
        }
    }
}
