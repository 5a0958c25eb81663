package dev.feedhub.node;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the program reads and writes.
 *
 * @param in its input
 * @param out its output
 * @param err where it complains
 * @param interactive whether somebody watches: lines may be rewritten in place
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    /** That of the process. */
    static Terminal ofProcess() {
        return new Terminal(System.in, System.out, System.err, isInteractive());
    }

    /** Before JDK 22 there is a console only where input and output are a terminal; from then on it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isInteractive() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJdk22) {
            return true;
        }
    }
}
