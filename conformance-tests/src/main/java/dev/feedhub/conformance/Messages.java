package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What messages have to say. */
final class Messages {
    private Messages() {}

    static void assertNames(Object name, Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains(name.toString()), () -> "\"" + message + "\" does not name " + name);
    }
}
