package dev.feedhub.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Agrona's broadcast buffer with room for 128 messages of 8 bytes, the size of a reference. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AgronaBroadcast {
    private static final int BYTES_OF_MESSAGES = 128 * 16; // each with a header of 8

    private final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(8));
    private final BroadcastTransmitter transmitter = new BroadcastTransmitter(
            new UnsafeBuffer(ByteBuffer.allocateDirect(BYTES_OF_MESSAGES + BroadcastBufferDescriptor.TRAILER_LENGTH)));

    /** Transmits a message. */
    @Benchmark
    public void transmit() {
        transmitter.transmit(1, message, 0, 8);
    }
}
