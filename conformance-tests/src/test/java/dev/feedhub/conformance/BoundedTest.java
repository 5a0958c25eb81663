package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedTest {
    @Test
    void aTestThatHangsFailsThoughNoInterruptEndsIt() {
        Gate never = new Gate();
        AssertionError failure = assertThrows(
                AssertionError.class, () -> Bounded.call("hanging", Duration.ofMillis(30), () -> pass(never)));
        Messages.assertNames("hangs", failure);
        assertTrue(
                Arrays.stream(failure.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("pass")),
                "the stack trace is not that of the hanging test");
        never.open();
    }

    private static boolean pass(Gate gate) {
        gate.pass();
        return true;
    }

    @Test
    void whatATestGivesOrThrowsIsHandedOn() throws Throwable {
        assertEquals(7, Bounded.call("giving", () -> 7));
        Error fault = new AssertionError("fault");
        assertSame(
                fault,
                assertThrows(
                        AssertionError.class,
                        () -> Bounded.call("throwing", () -> {
                            throw fault;
                        })));
    }

    @Test
    void aTaskThatRunsIsNotTakenForOneThatWaits() {
        CountDownLatch ended = new CountDownLatch(1);
        Task<Boolean> ends = Task.run(ended::await);
        ends.awaitParked();
        ended.countDown();
        assertEquals(true, ends.result());
        assertThrows(AssertionError.class, ends::awaitParked);
    }
}
