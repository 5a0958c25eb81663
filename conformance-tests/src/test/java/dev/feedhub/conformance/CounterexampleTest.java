package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.feedhub.conformance.KitRun.Kind;
import dev.feedhub.store.StoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a property says to a store's author: the rule, and the few operations that break it. */
class CounterexampleTest {
    private static final Mutant WRONG = Mutant.ALL.stream()
            .filter(mutant -> mutant.fault().equals("counts what is trimmed"))
            .findFirst()
            .orElseThrow();
    private static final Pattern SEED = Pattern.compile("-?\\d+\\.$");

    /** Not found by the build, being nested: run by the test below alone. */
    static final class Conformance implements StorePropertyRules {
        @Override
        public StoreProvider provider() {
            return WRONG.provider();
        }
    }

    @BeforeEach
    void chooseSeed() {
        System.setProperty(RuleHook.SEED, "1"); // another might end at another of the shortest
    }

    @AfterEach
    void leaveSeedToChance() {
        System.clearProperty(RuleHook.SEED);
    }

    @Test
    void whatFailsIsShrunkToTheOperationsItTakesAndNamesTheRuleTheyBreakAsThePageForAuthorsShows() throws IOException {
        Map<String, String> broken = KitRun.broken(Conformance.class, rule -> true, Kind.PROPERTIES);
        assertEquals(List.of("S-16"), List.copyOf(broken.keySet()));
        String page = Files.readString(Sources.ofRepository().root().resolve("docs/WRITING-A-STORE.md"));
        int shown = page.indexOf("S-16: counted");
        assertEquals(
                withoutSeed(page.substring(shown, page.indexOf("\n```", shown))),
                withoutSeed(broken.getOrDefault("S-16", "")));
    }

    private static String withoutSeed(String failure) {
        return SEED.matcher(failure).replaceAll("");
    }
}
