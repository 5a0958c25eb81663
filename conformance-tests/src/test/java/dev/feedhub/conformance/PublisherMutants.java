package dev.feedhub.conformance;

import java.util.List;

/** What a publisher can get wrong. */
final class PublisherMutants {
    static final List<EngineMutant> ALL = List.of(
            EngineMutant.of("makes a listener at the first request", "P-1", "P-2", "P-3", "P-4", "P-5")
                    .where("PullingSubscription", "source = opening.get();", "this.opening = opening;")
                    .where(
                            "PullingSubscription",
                            "Objects.requireNonNull(source).taker",
                            "(source == null ? source = opening.get() : source).taker")
                    .where(
                            "PullingSubscription",
                            "private boolean subscribed;",
                            "private boolean subscribed; private Supplier<Source<S>> opening;"),
            EngineMutant.of("has one listener for all its subscribers", "P-1")
                    .where("Publishers", "return subscriber -> {\n            PullingSubscription<Delivery<T>>", """
                            var one = new java.util.concurrent.atomic.AtomicReference<Listener<T>>();
                            return subscriber -> {
                                PullingSubscription<Delivery<T>>""")
                    .where(
                            "Publishers",
                            "Listener<T> listener = source.get();",
                            "Listener<T> listener = one.updateAndGet(made -> made == null ? source.get() : made);"),
            EngineMutant.of("leaves a listener open whose subscriber is told an error", "P-1")
                    .where(
                            "PullingSubscription",
                            "fail(Throwable failure) {\n        close();",
                            "fail(Throwable failure) {"),
            EngineMutant.of("tells a subscriber of no loss", "P-2")
                    .where("Publishers", "listener::next", "ctx -> new Delivery<>(listener.next(ctx).entry(), 0)"),
            EngineMutant.of("passes over what a stream tells of removed entries", "P-2")
                    .where("Publishers", "stream::next", """
                            ctx -> {
                                Signal<T> signal = stream.next(ctx);
                                return signal instanceof Signal.Truncated ? stream.next(ctx) : signal;
                            }"""),
            EngineMutant.of("has requests for everything overflow", "P-2")
                    .where("PullingSubscription", "PullingSubscription::saturatedSum", "Long::sum"),
            EngineMutant.of("gives eight where fewer are requested", "P-2", "P-3")
                    .where("PullingSubscription", "Math.max(1, n)", "Math.max(8, n)"),
            EngineMutant.of("keeps its thread for what will be requested", "P-3", "P-2")
                    .where("PullingSubscription", "more = gaveNext();", """
                            more = gaveNext();
                            kept = true;
                            while (!more && subscriber != null) {
                                java.util.concurrent.locks.LockSupport.parkNanos(100_000);
                                more = owed.get() > 0;
                            }""")
                    .where(
                            "PullingSubscription",
                            "== 0) {\n            execute();",
                            "== 0 && !kept) {\n            execute();")
                    .where(
                            "PullingSubscription",
                            "private boolean subscribed;",
                            "private boolean subscribed; private volatile boolean kept;"),
            EngineMutant.of("takes a thread for each request", "P-3", "P-1", "P-2", "P-4", "P-5")
                    .where("PullingSubscription", "== 0) {\n            execute();", ">= 0) {\n            execute();"),
            EngineMutant.of("leaves it to the next element to notice that its subscriber has cancelled", "P-4", "P-1")
                    .where("PullingSubscription", "subscriber = null;\n        close();", """
                            subscriber = null;
                            if (owed.get() == 0) close();""")
                    .where(
                            "PullingSubscription",
                            "cancel();\n                throw thrown;",
                            "cancel(); close(); throw thrown;")
                    .where("PullingSubscription", "call(each -> each.onNext(element));", """
                            if (subscriber == null) close();
                            call(each -> each.onNext(element));"""),
            EngineMutant.of("lets who cancels wait for who is told", "P-4")
                    .where(
                            "PullingSubscription",
                            "subscriber = null;\n        close();",
                            "synchronized (this) { subscriber = null; } close();")
                    .where(
                            "PullingSubscription",
                            "signal.accept(current);",
                            "synchronized (this) { signal.accept(current); }"),
            EngineMutant.of("tells an end to a subscriber that has cancelled", "P-4")
                    .where("PullingSubscription", "subscriber = null;\n        close();", "close();")
                    .where(
                            "PullingSubscription",
                            "fail(refused);\n            }",
                            "fail(refused);\n            } else {\n callLast(Flow.Subscriber::onComplete); }"),
            EngineMutant.of("calls an end a failure", "P-5")
                    .where(
                            "PullingSubscription",
                            "callLast(Flow.Subscriber::onComplete)",
                            "callLast(each -> each.onError(end))"),
            EngineMutant.of("calls a failure an end", "P-5")
                    .where(
                            "PullingSubscription",
                            "catch (ClosedException end)",
                            "catch (ClosedException | HubFailedException end)"),
            EngineMutant.of("tells nobody that its thread was interrupted", "P-5")
                    .where("PullingSubscription", "fail(interrupted);", "close();"),
            EngineMutant.of("throws at who requests what its executor refuses", "P-5", "P-1")
                    .where("PullingSubscription", "fail(refused);\n        }", "close(); throw refused; }"));

    private PublisherMutants() {}
}
