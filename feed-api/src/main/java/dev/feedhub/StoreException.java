package dev.feedhub;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A store could not do what it was asked to. */
public final class StoreException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /** What became of the batch that was to be appended. */
    public enum Outcome {
        /** Nothing of it is in the store, and it may be appended again: a full disk, say. */
        NOT_STORED,
        /** All or nothing of it is in the store, and only opening the store anew can tell which. */
        UNKNOWN
    }

    /** What became of the batch. */
    private final Outcome outcome;

    /**
     * Says what failed and what became of the batch.
     *
     * @param outcome what became of the batch
     * @param message names the store, what failed, and what would help
     * @param cause what led to it, or null
     */
    public StoreException(Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * What became of the batch that was to be appended.
     *
     * @return {@link Outcome#NOT_STORED} where trying again is safe
     */
    public Outcome outcome() {
        return outcome;
    }
}
