package dev.feedhub;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A point on the {@link System#nanoTime()} line, which wraps: only differences are compared. */
record Deadline(long nanoTime) {
    /** Half the line, so that the difference of any two deadlines keeps its sign. */
    private static final long FARTHEST = Long.MAX_VALUE / 2;

    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + saturated(Objects.requireNonNull(timeout, "timeout")));
    }

    static Duration until(Instant instant) {
        Objects.requireNonNull(instant, "deadline");
        Instant now = Instant.now();
        Instant farthest = now.plusNanos(FARTHEST);
        return Duration.between(now, instant.isAfter(farthest) ? farthest : instant);
    }

    static @Nullable Deadline of(Context context) {
        return context instanceof DerivedContext derived
                ? derived.deadline()
                : ((CancellableContext) context).deadline();
    }

    static Deadline earlier(@Nullable Deadline a, Deadline b) {
        return a == null || b.nanoTime - a.nanoTime < 0 ? b : a;
    }

    long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    static boolean hasPassed(@Nullable Deadline deadline) {
        return deadline != null && deadline.remainingNanos() <= 0;
    }

    static Optional<Duration> remaining(@Nullable Deadline deadline) {
        return deadline == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, deadline.remainingNanos())));
    }

    private static long saturated(Duration timeout) {
        if (timeout.isNegative()) {
            return 0;
        }
        return timeout.toSeconds() >= FARTHEST / 1_000_000_000L ? FARTHEST : timeout.toNanos();
    }
}
