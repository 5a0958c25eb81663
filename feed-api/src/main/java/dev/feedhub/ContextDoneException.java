package dev.feedhub;

/** A call ended because its {@link Context} was done. The call had no effect. */
public abstract sealed class ContextDoneException extends FeedhubException
        permits CancelledException, DeadlineExceededException {
    private static final long serialVersionUID = 1L;

    ContextDoneException(String message) {
        super(message, null);
    }
}
