package dev.feedhub.store.lmdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/** The B+trees of a store's data file. Keys are compared as unsigned bytes, a prefix first. */
enum Tree {
    /** LMDB's unnamed tree. Its keys {@code log}, {@code index} and {@code epochs} are LMDB's own: the roots of the others. */
    STATE(null),
    LOG("log"),
    INDEX("index"),
    EPOCHS("epochs");

    private final @Nullable String name;

    Tree(@Nullable String name) {
        this.name = name;
    }

    /** What LMDB calls it. */
    byte @Nullable [] lmdbName() {
        return name == null ? null : name.getBytes(US_ASCII);
    }
}
