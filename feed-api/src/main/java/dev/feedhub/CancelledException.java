package dev.feedhub;

/** The {@link Context} of a call, or an ancestor of it, was cancelled. */
public final class CancelledException extends ContextDoneException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("the context was cancelled");
    }
}
