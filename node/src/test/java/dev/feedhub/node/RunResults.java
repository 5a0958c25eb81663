package dev.feedhub.node;

import dev.feedhub.node.Source.SourceResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Results to test with. */
final class RunResults {
    private RunResults() {}

    /** A run in which all went well. */
    static RunResult good() {
        return new RunResult(
                List.of(
                        new SourceResult("jfr", 9_078, 0, 9_000_000_000L, List.of(), Optional.empty()),
                        new SourceResult(
                                "input",
                                126_828,
                                2,
                                400_000_000L,
                                List.of("input: 2 lines refused, not UTF-8; first: line 17, malformed at byte 3"),
                                Optional.empty())),
                List.of(
                        consumer("prompt", 135_906, 135_906, 0, 0),
                        consumer("slow", 135_906, 201, 135_705, 135_705),
                        consumer("filtered", 20_112, 20_112, 0, 0),
                        consumer("resumed", 135_906, 134_706, 0, 1_200)),
                135_906,
                135_906,
                0,
                1,
                OptionalLong.of(1_200),
                Optional.of(new Reopened("lmdb", 1_000, 135_906, 14_270_130)),
                10_000_000_000L,
                List.of());
    }

    static ConsumerResult consumer(String name, long published, long delivered, long lost, long recovered) {
        return new ConsumerResult(
                name,
                published,
                published,
                delivered,
                lost,
                recovered,
                0,
                0,
                0,
                true,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
