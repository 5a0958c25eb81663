package dev.feedhub.node;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Prints each warning that hub or store log as one line of the error output. What they log as an error also reaches the command as an
 * exception, and is left to it.
 */
final class LogLines extends Handler {
    private static final Logger FEEDHUB = Logger.getLogger("dev.feedhub"); // held, or the settings would be garbage

    private final PrintStream err;

    LogLines(PrintStream err) {
        this.err = err;
        FEEDHUB.setUseParentHandlers(false);
        FEEDHUB.addHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().equals(Level.WARNING)) {
            Throwable cause = logged.getThrown();
            err.println("feedhub: warning: " + logged.getMessage() + (cause == null ? "" : ": " + cause.getMessage()));
        }
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        FEEDHUB.removeHandler(this);
        FEEDHUB.setUseParentHandlers(true);
    }
}
