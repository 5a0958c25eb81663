package dev.feedhub.node;

import java.nio.ByteBuffer;

/** Says what lines are published as. For one thread. */
interface LineFormat {
    /**
     * What a line is published as.
     *
     * @param line its bytes, from position to limit, which it does not keep
     * @throws IllegalArgumentException if it cannot be published
     */
    LineItem item(ByteBuffer line);
}
