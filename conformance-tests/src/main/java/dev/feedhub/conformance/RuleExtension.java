package dev.feedhub.conformance;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Bounds the time of a Jupiter test, and words its failure. */
final class RuleExtension implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        try {
            Bounded.call(test.getName(), invocation::proceed);
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Throwable thrown) {
            throw RuleFailure.of(test, thrown);
        }
    }
}
