package dev.feedhub.benchmarks;

import static dev.feedhub.benchmarks.Row.own;
import static dev.feedhub.benchmarks.Row.peer;

import java.util.List;

/** A node over loopback, beside the HTTP server that it is made of. */
final class HttpTables {
    private static final String FEW = "connections=1";
    private static final String MANY = "connections=32";

    private HttpTables() {}

    static List<Table> all() {
        return List.of(calls(), fanOut());
    }

    private static Table calls() {
        return new Table(
                "http-calls",
                "Calls over HTTP (thousand requests a second)",
                """
                `wrk` on the same machine, one thread, each connection a request at a time, ten seconds after five of warm-up; the LMDB store, on JDK 25,
                whose virtual threads serve. *Post*: `event.post`, answered when the event is durable. *Events*: the ten newest of 100,000. *Jetty*: the
                HTTP server alone, whose handler reads the same body and answers with as many bytes, and does nothing else.""",
                false,
                List.of(Workload.VALUE, WrkRun.P99),
                List.of(
                        own("post 1 connection", HttpCalls.class, "call=post", FEW)
                                .onNewJvm(),
                        own("post 32 connections", HttpCalls.class, "call=post", MANY)
                                .onNewJvm(),
                        own("events 32 connections", HttpCalls.class, "call=events", MANY)
                                .onNewJvm(),
                        peer("Jetty 1 connection", HttpCalls.class, "call=jetty", FEW)
                                .onNewJvm(),
                        peer("Jetty 32 connections", HttpCalls.class, "call=jetty", MANY)
                                .onNewJvm()),
                List.of());
    }

    private static Table fanOut() {
        return Table.ofRates(
                "http-fan-out",
                "Fan-out to clients of server-sent events (thousand entries a second, all clients)",
                """
                One publisher that never pauses, the memory store, items of 100 bytes as CloudEvents; clients that follow from the oldest entry on, and
                one thread on the same machine that reads all of their connections; until each has everything. On JDK 25, but for the last row, which is on
                JDK 17.""",
                List.of(
                        own("1 client", SseFanOut.class, "clients=1", "items=50000")
                                .onNewJvm(),
                        own("100 clients", SseFanOut.class, "clients=100", "items=2000")
                                .onNewJvm(),
                        own("1000 clients", SseFanOut.class, "clients=1000", "items=200")
                                .onNewJvm(),
                        own("1000 clients of platform threads", SseFanOut.class, "clients=1000", "items=200")));
    }
}
