package dev.feedhub;

/**
 * Is shown the entries of a scan, on the scanning thread, in the order of the query.
 *
 * @param <T> the type of the data
 */
@FunctionalInterface
public interface Visitor<T> {
    /**
     * Sees one entry. What it throws ends the scan and goes to its caller.
     *
     * @param entry the entry
     * @return whether to go on
     */
    boolean visit(Entry<T> entry);
}
