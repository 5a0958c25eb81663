package dev.feedhub.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the flight recorder of this JVM tells of the JVM itself, as it happens: each event as JSON under {@code
 * jfr/<event name>}, on the recorder's thread.
 *
 * <p>Every kind of event is on, without threshold, without stack trace, and once a second where it is periodic (the flags of the JVM alone are some 900 events); but for those that
 * tell what is not this program's to hand around (environment, other processes) and those that stop or search the whole heap.
 */
final class FlightRecorderSource implements Source {
    private static final Set<String> LEFT_OUT = Set.of(
            "jdk.InitialEnvironmentVariable",
            "jdk.InitialSystemProperty",
            "jdk.SystemProcess",
            "jdk.ThreadDump",
            "jdk.ObjectCount",
            "jdk.ObjectCountAfterGC",
            "jdk.OldObjectSample");

    private final RecordingStream events;
    private final SourcePublisher publisher;
    private final RecordedJson json = new RecordedJson(); // for the recorder's thread
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::record, "feedhub-jfr");
    private volatile @Nullable String failure; // of the recording, or of turning an event into JSON

    /** @param events as {@link #prepare()} gives them; closed once this is stopped */
    FlightRecorderSource(RecordingStream events, SourcePublisher publisher) {
        this.events = events;
        this.publisher = publisher;
        thread.setDaemon(
                true); // a JVM that is asked to exit shuts its recorder down: starting and closing it then never return
        events.onEvent(this::publish);
    }

    /**
     * Prepares a recording, without starting it.
     *
     * @throws IllegalStateException if this JVM has no flight recorder
     */
    static RecordingStream prepare() {
        if (!FlightRecorder.isAvailable()) {
            throw new IllegalStateException("this JVM has no flight recorder");
        }
        Map<String, String> settings = new TreeMap<>();
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            if (!LEFT_OUT.contains(type.getName())) {
                type.getSettingDescriptors().forEach(setting -> set(settings, type.getName(), setting));
            }
        }
        RecordingStream events = new RecordingStream();
        events.setSettings(settings);
        return events;
    }

    private static void set(Map<String, String> settings, String event, SettingDescriptor setting) {
        String name = setting.getName();
        @Nullable
        String value = switch (name) {
            case "enabled" -> "true";
            case "threshold" -> "0 ns";
            case "stackTrace" -> "false";
            case "period" -> setting.getDefaultValue().equals("beginChunk") ? null : "1 s";
            default -> null;
        };
        if (value != null) {
            settings.put(event + "#" + name, value);
        }
    }

    private void publish(RecordedEvent event) {
        try {
            publisher.publish(
                    Journals.FLIGHT_RECORDER_PREFIX + event.getEventType().getName(), json.of(event));
        } catch (RuntimeException broken) {
            failure = event.getEventType().getName() + " could not be turned into JSON: " + broken;
        }
    }

    private void record() {
        try (events) {
            events.startAsync();
            stopped.await();
        } catch (RuntimeException notStarted) {
            failure = "the recording does not start: " + notStarted;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        publisher.stop();
        stopped.countDown();
    }

    @Override
    public boolean isExhausted() {
        return failure != null || publisher.failure().isPresent();
    }

    @Override
    public SourceResult result() {
        return new SourceResult(
                "jfr",
                publisher.published(),
                0,
                publisher.nanos(),
                List.of(),
                publisher.failure().or(() -> Optional.ofNullable(failure)));
    }
}
