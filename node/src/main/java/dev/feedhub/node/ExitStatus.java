package dev.feedhub.node;

import dev.feedhub.ConfigException;
import dev.feedhub.HubFailedException;
import picocli.CommandLine;

/** How a command ended. */
final class ExitStatus {
    static final int OK = CommandLine.ExitCode.OK;
    static final int FAILED = CommandLine.ExitCode.SOFTWARE;
    static final int USAGE = CommandLine.ExitCode.USAGE;

    /** By Ctrl-C, which is signal 2; the JVM itself gives 143 where it was another signal, 15. */
    static final int INTERRUPTED = 128 + 2;

    /** By a broken pipe, signal 13, as it ends {@code yes | head}. */
    static final int READER_GONE = 128 + 13;

    private ExitStatus() {}

    static int of(Exception failure) {
        if (failure instanceof OutputException output && output.readerGone()) {
            return READER_GONE;
        }
        return failure instanceof ConfigException ? USAGE : FAILED;
    }

    /** What is said of a failure: the message, or where that would not be one for people, the exception. */
    static String message(Throwable failure) {
        Throwable told =
                failure instanceof HubFailedException failed && failed.getCause() != null ? failed.getCause() : failure;
        boolean ours = told instanceof OutputException
                || isOurs(told.getClass().getName())
                || (told.getMessage() != null
                        && told.getStackTrace().length > 0
                        && isOurs(told.getStackTrace()[0].getClassName()));
        return (ours ? String.valueOf(told.getMessage()) : told.toString()).replaceAll("\\R+", " ");
    }

    private static boolean isOurs(String className) {
        return className.startsWith("dev.feedhub.");
    }
}
