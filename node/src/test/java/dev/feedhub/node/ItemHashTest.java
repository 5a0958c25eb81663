package dev.feedhub.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemHashTest {
    @Test
    void labelAndPayloadDoNotRunIntoEachOther() {
        assertNotEquals(ItemHash.of("ab", "c"), ItemHash.of("a", "bc"));
        assertNotEquals(ItemHash.of("", "abc"), ItemHash.of("abc", ""));
    }

    @Test
    void aMissingPayloadIsNotAnEmptyOne() {
        assertNotEquals(ItemHash.of("a", null), ItemHash.of("a", ""));
    }

    @Test
    void textsThatDifferInLengthOrOneCharacterDiffer() {
        Set<Long> hashes = new HashSet<>();
        int texts = 0;
        for (int length = 0; length < 40; length++) {
            for (int changed = 0; changed <= length; changed++) {
                StringBuilder text = new StringBuilder("\0".repeat(length));
                if (changed < length) {
                    text.setCharAt(changed, 'x');
                }
                hashes.add(ItemHash.of("label", text.toString()));
                texts++;
            }
        }
        assertEquals(texts, hashes.size());
    }

    @Test
    void manyTextsDiffer() {
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            hashes.add(ItemHash.of("n", "{\"n\":" + i + "}"));
        }
        assertEquals(200_000, hashes.size());
    }
}
