package dev.feedhub.node;

import java.util.List;
import java.util.Optional;

/**
 * How a consumer fared.
 *
 * @param name what it is called
 * @param published how many items were published that it wants
 * @param indexed how many entries of the store it wants
 * @param delivered how many it was handed
 * @param lost how many were dropped from its queue, as it was told
 * @param recovered how many of those it read back from the store
 * @param gaps how many it never got, although nothing said that they were lost
 * @param duplicates how many came once too often
 * @param unexplained how many it was told to have lost that the store does not have, or lost without being told
 * @param exact whether gaps and duplicates are the true numbers, not bounds that these reach or exceed
 * @param first the first entry that is missing or came once too often
 * @param notes what else is to be told, each beginning with the name
 * @param failure why it ended early
 */
record ConsumerResult(
        String name,
        long published,
        long indexed,
        long delivered,
        long lost,
        long recovered,
        long gaps,
        long duplicates,
        long unexplained,
        boolean exact,
        Optional<Finding> first,
        List<String> notes,
        Optional<String> failure) {
    /** How many it got in all. */
    long taken() {
        return delivered + recovered;
    }
}
