package dev.feedhub.conformance;

import java.lang.reflect.Method;
import java.util.List;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Bounds the time of each try of a property, and words its failure. */
final class RuleHook implements AroundPropertyHook, AroundTryHook {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        Method test = context.targetMethod();
        return result.status() == PropertyExecutionResult.Status.FAILED
                ? result.mapToFailed(RuleFailure.of(
                        test, result.throwable().orElseGet(() -> new AssertionError("falsified, see its sample"))))
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
