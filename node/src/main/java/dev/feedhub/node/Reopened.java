package dev.feedhub.node;

/**
 * How it went after the hub was closed and the folder opened again.
 *
 * @param store the store's name
 * @param behind how many entries the resumed stream was behind
 * @param entries how many entries the store had
 * @param bytes how many bytes its files had
 */
record Reopened(String store, long behind, long entries, long bytes) {}
