package dev.feedhub.node;

import java.util.List;
import java.util.Optional;

/** Where items come from. Each source publishes one item after another, so that its order is that of its journal. */
interface Source {
    /** Begins to publish, on a thread of the source's own. Does not wait. */
    void start();

    /** Ends publishing, waiting only for the publication in progress, which is given up. Nothing is published afterwards. */
    void stop();

    /** Whether it has published all there is. */
    boolean isExhausted();

    /** What it published. */
    SourceResult result();

    /**
     * What a source published.
     *
     * @param name what it is called
     * @param published how many items
     * @param refused how many pieces of its input are no item
     * @param nanos how long it published
     * @param notes what else is to be told
     * @param failure why it ended early
     */
    record SourceResult(
            String name, long published, long refused, long nanos, List<String> notes, Optional<String> failure) {}
}
