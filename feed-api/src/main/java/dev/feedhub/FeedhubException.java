package dev.feedhub;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything Feedhub throws, but for arguments that no state could make right: those are {@link
 * IllegalArgumentException} and {@link NullPointerException}.
 *
 * <p>Java serialization keeps message, cause and numbers, but neither cursors nor payloads.
 */
public abstract class FeedhubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * For the exceptions of Feedhub's modules.
     *
     * @param message names the thing, the value and what is allowed
     * @param cause what led to it, or null
     */
    protected FeedhubException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
