package dev.feedhub.hub;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number on a cache line of its own: what one thread writes all the time must not lie beside what others read, or each of their reads
 * waits for the line to come over from the writer's core. The other fields are there to keep 56 bytes or more free on either side; the
 * virtual machine lays fields of one size out in the order of their declaration.
 */
final class PaddedLong {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(PaddedLong.class, "value", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    long before1;
    long before2;
    long before3;
    long before4;
    long before5;
    long before6;
    long before7;
    private volatile long value;
    long after1;
    long after2;
    long after3;
    long after4;
    long after5;
    long after6;
    long after7;

    long get() {
        return value;
    }

    void set(long next) {
        value = next;
    }

    boolean compareAndSet(long expected, long next) {
        return VALUE.compareAndSet(this, expected, next);
    }

    /** Reads it without any order, as only the thread may that writes it. */
    long own() {
        return (long) VALUE.get(this);
    }

    /** Writes it without any order, for the thread that reads it alone. */
    void setOwn(long next) {
        VALUE.set(this, next);
    }
}
