package dev.feedhub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What someone may have meant. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NearestTextTest {
    @Test
    void theNearestIsTheOneWithTheFewestEdits() {
        List<String> candidates = List.of("capacity", "maxBytes", "retryFor");
        assertEquals(Optional.of("capacity"), NearestText.to("capasity", candidates), "one replaced");
        assertEquals(Optional.of("capacity"), NearestText.to("capcity", candidates), "one left out");
        assertEquals(Optional.of("capacity"), NearestText.to("cappacity", candidates), "one too many");
        assertEquals(Optional.of("maxBytes"), NearestText.to("MAXBYTES", candidates), "case does not count");
    }

    @Test
    void ofEquallyNearOnesItIsTheFirstInAlphabeticalOrder() {
        assertEquals(Optional.of("aac"), NearestText.to("aab", List.of("aad", "aac", "aae")));
    }

    @Test
    void nothingIsNearWhenMoreThanHalfWouldChange() {
        assertEquals(Optional.of("abcd"), NearestText.to("abxy", List.of("abcd")));
        assertEquals(Optional.empty(), NearestText.to("axyz", List.of("abcd")));
        assertEquals(Optional.empty(), NearestText.to("", List.of("abcd")));
        assertEquals(Optional.empty(), NearestText.to("abcd", List.of()));
    }

    @Test
    void aVeryLongTextIsNotCompared() {
        assertEquals(Optional.empty(), NearestText.to("a".repeat(201), List.of("a".repeat(201))));
        assertEquals(Optional.of("a".repeat(200)), NearestText.to("a".repeat(200), List.of("a".repeat(200))));
    }
}
