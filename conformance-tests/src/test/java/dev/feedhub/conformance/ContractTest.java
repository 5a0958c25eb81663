package dev.feedhub.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.feedhub.conformance.ContractTable.Rule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contract, tests and Javadoc agree. */
class ContractTest {
    private static final Pattern LEVEL = Pattern.compile(
            "\\b(MUST NOT|MUST|REQUIRED|SHALL NOT|SHALL|SHOULD NOT|SHOULD|NOT RECOMMENDED|RECOMMENDED|MAY|OPTIONAL)\\b");

    private static Sources sources;
    private static ContractTable contract;

    @BeforeAll
    static void read() throws IOException {
        sources = Sources.ofRepository();
        contract = ContractTable.read(sources);
    }

    @Test
    void eachRuleIsOneSentenceWithOneWordOfItsLevel() {
        assertFalse(contract.rules().isEmpty());
        for (Rule rule : contract.rules()) {
            List<String> levels = LEVEL.matcher(rule.sentence())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertEquals(List.of(rule.level()), levels, rule.id());
            assertEquals(
                    rule.sentence().length() - 1,
                    (rule.sentence() + " ").indexOf(". "),
                    () -> rule.id() + " is not one sentence");
        }
    }

    @Test
    void rulesAreNumberedFromOneOnInEachFamily() {
        List<String> ids = contract.rules().stream().map(Rule::id).toList();
        List<String> expected = new ArrayList<>();
        for (String id : ids) {
            String family = id.substring(0, 2);
            expected.add(family
                    + (expected.stream()
                                    .filter(other -> other.startsWith(family))
                                    .count()
                            + 1));
        }
        assertEquals(expected, ids);
    }

    @Test
    void testsAndMutantsAreExactlyWhatIsThere() {
        assertEquals(
                String.join("\n", contract.filledIn(sources)),
                String.join("\n", contract.lines()),
                "docs/CONTRACT.md; ContractTable.main fills in its last columns");
    }

    @Test
    void eachRuleHasAMutantOrAReasonWhyNot() {
        Set<String> broken = WrongPart.all().map(WrongPart::ownRule).collect(Collectors.toSet());
        List<String> without =
                contract.ids().stream().filter(rule -> !broken.contains(rule)).toList();
        assertEquals(without, contract.withoutMutant(), "docs/CONTRACT.md, rules without a mutant");
        assertTrue(contract.ids().containsAll(broken), () -> "of " + broken + " some are no rules");
    }

    @Test
    void faultsAreToldApart() {
        List<String> faults = WrongPart.all().map(WrongPart::fault).toList();
        assertEquals(faults.stream().distinct().toList(), faults);
    }

    @Test
    void eachRuleHasATest() {
        for (Rule rule : contract.rules()) {
            assertFalse(rule.tests().isEmpty(), () -> rule.id() + " has no test");
            for (String test : rule.otherTests()) {
                assertTrue(sources.hasTest(test), () -> rule.id() + " names " + test + ", which is not there");
            }
        }
    }

    @Test
    void eachTestIsNamedAfterARuleThatExists() {
        List<String> ids = contract.rules().stream().map(Rule::id).toList();
        sources.allTests()
                .forEach(test -> assertTrue(ids.contains(RuleFailure.rule(test)), () -> test + " names no rule"));
    }

    @Test
    void eachRuleThatJavadocCitesExists() {
        List<String> ids = contract.rules().stream().map(Rule::id).toList();
        assertTrue(sources.citations().count() > 0, "no Javadoc cites a rule");
        sources.citations()
                .forEach(citation -> assertTrue(ids.contains(citation.rule()), () -> citation + " cites no rule"));
    }

    @Test
    void eachTestOfTheKitSaysWhereToLookWhenItFails() {
        List<Method> tests = Arrays.stream(FeedhubConformance.class.getMethods())
                .filter(method -> method.getName().matches("[a-z]\\d\\d_\\w+"))
                .toList();
        assertEquals(
                sources.kitTests().toList(),
                tests.stream().map(Method::getName).sorted().toList());
        for (Method test : tests) {
            IfThisFailsCheck check = test.getAnnotation(IfThisFailsCheck.class);
            assertTrue(check != null && check.value().length() > 20, () -> test + " says not where to look");
        }
    }
}
