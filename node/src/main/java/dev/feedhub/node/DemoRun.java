package dev.feedhub.node;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.FeedhubException;
import dev.feedhub.Hub;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;

/**
 * One run: consumers begin, sources publish until they are exhausted, time is up or somebody asks to stop; then sources end, what was
 * published is indexed, the consumers take what is left, and the hub stops. Where the store is durable, it is opened again, and the
 * stream that was cut off is resumed once more.
 */
final class DemoRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50); // how often it looks whether the sources are exhausted

    private final DemoOptions options;
    private final ProgressLine progress;
    private final CountDownLatch stop;
    private final Journals journals = new Journals();
    private final List<Source> sources = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** @param stop is counted down to end the run early */
    DemoRun(DemoOptions options, ProgressLine progress, CountDownLatch stop) {
        this.options = options;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs it, on the calling thread and those of sources and consumers.
     *
     * @param recording the events of this JVM, if they are to be published; closed in the end
     * @param input the lines to publish, if any
     */
    RunResult run(Optional<RecordingStream> recording, Optional<InputStream> input) throws InterruptedException {
        try (DemoStore store = DemoStore.of(options.store(), options.path(), options.sabotage());
                Hub<String> hub = store.open()) {
            DemoConsumers consumers = new DemoConsumers(hub, journals, options.filter(), store.isDurable());
            recording.ifPresent(events -> sources.add(
                    new FlightRecorderSource(events, new SourcePublisher(hub.feed(), journals.flightRecorder()))));
            input.ifPresent(in -> sources.add(new LineSource(
                    in,
                    (int) DemoStore.longestLine(),
                    options.labels(),
                    new SourcePublisher(hub.feed(), journals.input()))));
            consumers.start();
            long begin = System.nanoTime();
            sources.forEach(Source::start);
            watch(hub, consumers, begin);
            sources.forEach(Source::stop);
            consumers.drain(flush(hub), failures);
            long nanos = System.nanoTime() - begin;
            long indexed = hub.stats().indexed();
            if (!store.isDurable()) {
                RunResult result = result(consumers, consumers.results(hub.history(), failures), indexed, nanos);
                stop(hub);
                return result;
            }
            stop(hub);
            return reopen(store, consumers, indexed, nanos);
        } finally {
            progress.end();
        }
    }

    /** Opens the folder again and has the stream resumed once more, on what it left when it was cut off the second time. */
    private RunResult reopen(DemoStore store, DemoConsumers consumers, long indexed, long nanos)
            throws InterruptedException {
        long bytes = store.bytes();
        try (Hub<String> hub = store.open()) {
            long behind = consumers.resumeAgain(hub);
            List<ConsumerResult> results = consumers.results(hub.history(), failures);
            RunResult result = result(consumers, results, indexed, nanos)
                    .with(new Reopened(store.name(), behind, results.get(0).indexed(), bytes));
            stop(hub);
            return result;
        }
    }

    private void watch(Hub<String> hub, DemoConsumers consumers, long begin) throws InterruptedException {
        long shown = begin;
        for (long now = begin; now - begin < options.duration().toNanos(); now = System.nanoTime()) {
            boolean ended = sources.stream().allMatch(Source::isExhausted) || hub.state() != Hub.State.RUNNING;
            if (ended || stop.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            if (now - shown >= progress.interval().toNanos()) {
                shown = now;
                progress.show(Duration.ofNanos(now - begin).toSeconds() + " s: published " + journals.size()
                        + ", indexed " + hub.stats().indexed() + ", slow lost " + consumers.lostBySlow());
            }
        }
    }

    /** The newest entry once all is indexed; where that fails, the beginning, so that nobody waits for more. */
    private Cursor flush(Hub<String> hub) throws InterruptedException {
        try {
            return hub.flush(Context.background().withTimeout(PATIENCE));
        } catch (FeedhubException failed) {
            failures.add("not all was indexed: " + failed.getMessage());
            return Cursor.ORIGIN;
        }
    }

    private RunResult result(DemoConsumers consumers, List<ConsumerResult> results, long indexed, long nanos) {
        return new RunResult(
                sources.stream().map(Source::result).toList(),
                results,
                journals.size(),
                indexed,
                indexed - results.get(0).indexed(),
                DemoConsumers.SLOW,
                consumers.behind(),
                Optional.empty(),
                nanos,
                failures);
    }

    private void stop(Hub<String> hub) throws InterruptedException {
        try {
            hub.stop(Context.background().withTimeout(PATIENCE));
        } catch (FeedhubException failed) {
            failures.add("the hub did not stop: " + failed.getMessage());
        }
    }
}
