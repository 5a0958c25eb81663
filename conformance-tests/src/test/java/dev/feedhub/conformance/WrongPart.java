package dev.feedhub.conformance;

import java.util.List;
import java.util.stream.Stream;

/** A store or an engine that is wrong in one thing: what the kit is for. */
interface WrongPart {
    /** What it does wrong. */
    String fault();

    /** The rule that this breaks, and then others that it may break. */
    List<String> breaks();

    default String ownRule() {
        return breaks().get(0);
    }

    static Stream<WrongPart> all() {
        return Stream.of(Mutant.ALL, DurableMutant.ALL, EngineMutant.all()).flatMap(List::stream);
    }
}
