package dev.feedhub.node;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where the program reads and writes.
 *
 * @param in its input
 * @param out its output, for text that may get lost: help, progress
 * @param data its output again, for data: it is not buffered, and tells when it cannot write
 * @param err where it complains
 * @param interactive whether somebody watches: lines may be rewritten in place
 */
record Terminal(InputStream in, PrintStream out, OutputStream data, PrintStream err, boolean interactive) {
    /** That of the process. */
    static Terminal ofProcess() {
        return new Terminal(
                System.in, System.out, new FileOutputStream(FileDescriptor.out), System.err, isInteractive());
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
