package dev.feedhub.node;

import dev.feedhub.Codec;
import dev.feedhub.Hub;
import dev.feedhub.HubConfig;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordingStream;

/** A program that starts and stops the flight recorder's source after the JVM, being asked to exit, has shut its recorder down. */
final class LateRecording {
    private LateRecording() {}

    public static void main(String[] args) {
        Hub<String> hub =
                Hub.open(HubConfig.builder().set(HubConfig.STORE, "none").build(), Codec.utf8());
        Recording running = new Recording();
        running.start();
        RecordingStream events = FlightRecorderSource.prepare();
        Source source = new FlightRecorderSource(events, new SourcePublisher(hub.feed(), new Journal("jfr")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (running.getState() == RecordingState.RUNNING) {
                Thread.onSpinWait();
            }
            FlightRecorder.getFlightRecorder().getRecordings(); // waits until it is shut down altogether
            source.start();
            source.stop();
            System.out.println("over");
        }));
    }
}
