package dev.feedhub.node;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Prints each warning that hub, store or server log as one line of the error output. What hub and store log as an error also reaches the
 * command as an exception, and is left to it; what a server does is printed with its trace, as those who asked are not told.
 */
final class LogLines extends Handler {
    private static final Logger FEEDHUB = Logger.getLogger("dev.feedhub"); // held, or the settings would be garbage

    // of what clients send that is no HTTP: they are told, and the log would be theirs to fill
    private static final Logger HTTP_PARSER = Logger.getLogger("org.eclipse.jetty.http.HttpParser");

    private static final String SERVER = "dev.feedhub.server";

    private final PrintStream err;

    LogLines(PrintStream err) {
        this.err = err;
        FEEDHUB.setUseParentHandlers(false);
        FEEDHUB.addHandler(this);
        HTTP_PARSER.setLevel(Level.SEVERE);
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().equals(Level.WARNING)) {
            Throwable cause = logged.getThrown();
            err.println("feedhub: warning: " + logged.getMessage() + (cause == null ? "" : ": " + cause.getMessage()));
        } else if (logged.getLevel().equals(Level.SEVERE) && SERVER.equals(logged.getLoggerName())) {
            err.println("feedhub: error: " + logged.getMessage());
            if (logged.getThrown() != null) {
                logged.getThrown().printStackTrace(err);
            }
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
