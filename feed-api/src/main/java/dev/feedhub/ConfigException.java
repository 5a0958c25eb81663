package dev.feedhub;

/** A setting is unknown, has a value that is not allowed, or names something that is not there. Nothing was opened. */
public final class ConfigException extends FeedhubException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which setting, which value and what is allowed.
     *
     * @param message names the key, the value and what is allowed
     */
    public ConfigException(String message) {
        super(message, null);
    }

    /**
     * Says which setting, which value and what is allowed, and what led to it.
     *
     * @param message names the key, the value and what is allowed
     * @param cause what led to it
     */
    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
