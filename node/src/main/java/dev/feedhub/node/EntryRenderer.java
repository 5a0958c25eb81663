package dev.feedhub.node;

import dev.feedhub.Entry;

/** Says what is printed for an entry. For one thread. */
interface EntryRenderer {
    /** One line, without its line feed. */
    byte[] render(Entry<byte[]> entry);
}
