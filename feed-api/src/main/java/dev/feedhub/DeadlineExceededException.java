package dev.feedhub;

/** The deadline of a call's {@link Context} has passed. */
public final class DeadlineExceededException extends ContextDoneException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException() {
        super("the deadline of the context has passed");
    }
}
