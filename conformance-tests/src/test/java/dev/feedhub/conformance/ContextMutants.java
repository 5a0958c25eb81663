package dev.feedhub.conformance;

import java.util.List;

/** What contexts, and waiting on them, can get wrong. */
final class ContextMutants {
    static final List<EngineMutant> ALL = List.of(
            EngineMutant.of("looks at the context before the interrupt", "W-1", "W-2")
                    .where("Waits", "if (Thread.interrupted()) {", "ctx.check(); if (Thread.interrupted()) {"),
            EngineMutant.of("is not woken by its context", "X-1", "F-4", "P-5", "X-2")
                    .where("Waits", "ctx.onCancel(() -> LockSupport.unpark(waiter))", "ctx.onCancel(() -> {})"),
            EngineMutant.of("cancels the parent with the child", "X-2")
                    .where(
                            "CancellableContext",
                            "cancelled = true;",
                            "cancelled = true; if (parent != null) parent.cancelled = true;"),
            EngineMutant.of("gives a child a deadline of its own", "X-3", "X-1")
                    .where(
                            "feedhub/Context",
                            "Deadline.earlier(Deadline.of(this), Deadline.in(timeout))",
                            "Deadline.in(timeout)"),
            EngineMutant.of("stays registered with its context", "X-4").where("Waits", "wakeUp.close();", ""),
            EngineMutant.of("does not run the action of a context that is done", "X-5")
                    .where("DoneAction", "if (!addTo(nearest) || D", "if (addTo(nearest) && D"));

    private ContextMutants() {}
}
