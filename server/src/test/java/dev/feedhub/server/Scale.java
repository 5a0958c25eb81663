package dev.feedhub.server;

/** How large the large tests are: short in every build, full where the system property {@code feedhub.full} is true. */
final class Scale {
    private Scale() {}

    static int of(int inShort, int inFull) {
        return Boolean.getBoolean("feedhub.full") ? inFull : inShort;
    }
}
