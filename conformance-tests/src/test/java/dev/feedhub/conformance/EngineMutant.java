package dev.feedhub.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An engine, or an API, that is wrong in one thing: some lines of it are written otherwise.
 *
 * @param fault what it does
 * @param breaks the rule that this breaks, and others that it may break
 * @param edits what is written otherwise
 */
record EngineMutant(String fault, List<String> breaks, List<Edit> edits) implements WrongPart {
    /**
     * Some lines that are written otherwise.
     *
     * @param file the end of a source's path
     * @param right what is there, once
     * @param wrong what is there instead
     */
    record Edit(String file, String right, String wrong) {
        String applied(String source) {
            int at = source.indexOf(right);
            if (at < 0 || source.indexOf(right, at + 1) >= 0) {
                throw new IllegalStateException(file + " is to have this once, for a mutant: " + right);
            }
            return source.substring(0, at) + wrong + source.substring(at + right.length());
        }
    }

    static EngineMutant of(String fault, String... breaks) {
        return new EngineMutant(fault, List.of(breaks), List.of());
    }

    EngineMutant where(String file, String right, String wrong) {
        List<Edit> more = new ArrayList<>(edits);
        more.add(new Edit("/" + file + ".java", right, wrong));
        return new EngineMutant(fault, breaks, List.copyOf(more));
    }

    static List<EngineMutant> all() {
        return Stream.of(
                        ContextMutants.ALL,
                        FeedMutants.ALL,
                        HubMutants.ALL,
                        ListenerMutants.ALL,
                        StreamMutants.ALL,
                        PublisherMutants.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
