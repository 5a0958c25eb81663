package dev.feedhub.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.feedhub.ConfigException;
import dev.feedhub.Cursor;
import dev.feedhub.HubConfig;
import dev.feedhub.Label;
import dev.feedhub.LabelFilter;
import dev.feedhub.LimitExceededException;
import dev.feedhub.Setting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Text from anywhere that becomes a cursor, a label, a filter or a setting: it does, or the error names the problem in a few lines. */
@ExtendWith(ShortForm.class)
@Timeout(3_600) // of a whole run, which ./evidence makes as long as it wants
class ApiFuzzTest {
    private static final int LONGEST_MESSAGE = 2_000;

    @FuzzTest(maxDuration = "2m")
    void aTextIsTheCursorThatPrintsItOrIsRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertEquals(text, Cursor.parse(text).toString());
        } catch (IllegalArgumentException refused) {
            assertReadable(refused);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void aLabelIsShortUnicodeOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            byte[] bytes = Label.check(text).getBytes(StandardCharsets.UTF_8);
            assertTrue(bytes.length <= Label.MAX_BYTES);
            assertEquals(text, new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | LimitExceededException refused) {
            assertReadable(refused);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void aPatternMatchesWhatItsDefinitionSays(FuzzedDataProvider data) {
        String pattern = data.consumeString(60);
        String label = data.consumeString(60);
        try {
            LabelFilter filter = LabelFilter.glob(pattern);
            assertEquals(matches(pattern, label), filter.matches(label), () -> filter + " and " + label);
        } catch (IllegalArgumentException refused) {
            assertReadable(refused);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void filtersOfAnyShapeAreBuiltOrRefused(FuzzedDataProvider data) {
        Deque<LabelFilter> filters = new ArrayDeque<>(List.of(LabelFilter.any()));
        String label = data.consumeString(20);
        try {
            while (data.remainingBytes() > 0 && filters.size() < 2_000) {
                filters.push(
                        switch (data.consumeInt(0, 4)) {
                            case 0 -> LabelFilter.exactly(data.consumeString(20));
                            case 1 -> LabelFilter.glob(data.consumeString(20));
                            case 2 ->
                                filters.pop().except(data.consumeBoolean() ? filters.element() : LabelFilter.any());
                            case 3 -> LabelFilter.anyOf(filters.pop(), LabelFilter.exactly(data.consumeString(5)));
                            default -> LabelFilter.anyOf(filters);
                        });
                boolean matched = filters.element().matches(label);
                assertEquals(matched, filters.element().matches(label));
                assertTrue(filters.element().depth() <= LabelFilter.MAX_DEPTH);
                assertTrue(filters.element().parts() <= LabelFilter.MAX_PARTS);
            }
        } catch (IllegalArgumentException refused) {
            assertReadable(refused);
        } catch (java.util.NoSuchElementException none) {
            // the last filter was taken to be combined with another
        }
    }

    @FuzzTest(maxDuration = "2m")
    void aSettingIsTakenOrRefused(FuzzedDataProvider data) {
        Setting<?> setting = data.pickValue(HubConfig.settings());
        String value = data.consumeRemainingAsString();
        try {
            HubConfig config = HubConfig.builder().set(setting.key(), value).build();
            assertEquals(config.get(setting), config.get(setting));
        } catch (ConfigException refused) {
            assertReadable(refused);
            assertTrue(String.valueOf(refused.getMessage()).contains(setting.key()), refused::toString);
        }
    }

    /** Whether a label is one that a pattern stands for: each star for any text, and all else for itself. */
    private static boolean matches(String pattern, String label) {
        boolean[] matched = new boolean[label.length() + 1]; // the pattern so far, and so much of the label
        matched[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            boolean[] next = new boolean[matched.length];
            for (int at = 0; at < matched.length; at++) {
                next[at] = pattern.charAt(p) == '*'
                        ? matched[at] || (at > 0 && next[at - 1])
                        : at > 0 && matched[at - 1] && pattern.charAt(p) == label.charAt(at - 1);
            }
            matched = Arrays.copyOf(next, next.length);
        }
        return matched[label.length()];
    }

    private static void assertReadable(RuntimeException refused) {
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.length() <= LONGEST_MESSAGE, () -> "a message of " + message.length() + " characters");
        assertTrue(message.chars().noneMatch(Character::isISOControl), () -> "control characters in: " + message);
    }
}
