package dev.feedhub.node;

import java.io.IOException;
import java.util.Locale;

/** The standard output cannot be written. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputException(IOException cause) {
        super("standard output: " + cause.getMessage(), cause);
        // no JDK tells it apart by type; every system's message names the pipe
        this.readerGone =
                String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Whether it was a pipe whose reader has ended, which is nothing to complain about. */
    boolean readerGone() {
        return readerGone;
    }
}
