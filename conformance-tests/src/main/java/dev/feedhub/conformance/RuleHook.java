package dev.feedhub.conformance;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Chooses the seed of a property, bounds the time of each of its tries, and words its failure. */
final class RuleHook implements AroundPropertyHook, AroundTryHook {
    static final String SEED = "feedhub.seed";

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        long seed = Long.getLong(SEED, ThreadLocalRandom.current().nextLong());
        context.attributes().setSeed(Long.toString(seed));
        PropertyExecutionResult result = property.execute();
        return result.status() == PropertyExecutionResult.Status.FAILED
                ? result.mapToFailed(RuleFailure.of(
                        context.targetMethod(),
                        result.throwable().orElseGet(() -> new AssertionError("falsified, see its sample")),
                        "\nIt does the same again with -D" + SEED + "=" + seed + "."))
                : result;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor tried, List<Object> parameters) {
        try {
            return Bounded.call(context.targetMethod().getName(), () -> tried.execute(parameters));
        } catch (Throwable hung) {
            return TryExecutionResult.falsified(hung);
        }
    }
}
