package dev.feedhub.node;

import java.io.PrintStream;
import java.time.Duration;

/** A line that tells how far it is: rewritten in place on a terminal, a plain line each time elsewhere. */
final class ProgressLine {
    private final PrintStream out;
    private final boolean terminal;
    private int shown; // characters on the terminal's line

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** How long to leave it as it is. */
    Duration interval() {
        return terminal ? Duration.ofMillis(250) : Duration.ofSeconds(1);
    }

    void show(String text) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            out.flush();
            shown = text.length();
        } else {
            out.println(text);
        }
    }

    /** Leaves the line as it is and goes to the next. */
    void end() {
        if (shown > 0) {
            out.println();
            shown = 0;
        }
    }
}
