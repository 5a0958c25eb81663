package dev.feedhub.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.store.Verification;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void theFirstAreKeptAndAllAreCounted() {
        Problems problems = new Problems();
        for (int i = 0; i < Verification.MAX_PROBLEMS + 3; i++) {
            problems.add("problem " + i);
        }
        assertEquals(Verification.MAX_PROBLEMS, problems.sentences().size());
        assertEquals("problem 0", problems.sentences().get(0));
        assertEquals(Verification.MAX_PROBLEMS + 3, problems.count());
    }
}
