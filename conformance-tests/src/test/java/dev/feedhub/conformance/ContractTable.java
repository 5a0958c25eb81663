package dev.feedhub.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules of {@code docs/CONTRACT.md}, with their tests and the mutants that fail them, in its last two columns. Its main fills
 * these in.
 */
record ContractTable(Path file, List<String> lines) {
    private static final Pattern ROW =
            Pattern.compile("\\| ([A-Z]-\\d+) \\| (.+) \\| ([A-Z ]+) \\| ?(.*?) ?\\| ?(.*?) ?\\|");
    private static final Pattern WITHOUT_MUTANT = Pattern.compile("\\| ([A-Z]-\\d+) \\| [^|]{20,} \\|");
    private static final String NO_MUTANT = "NO MUTANT";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * One rule.
     *
     * @param id as S-2
     * @param sentence the rule
     * @param level the word of RFC 2119 that is in the sentence
     * @param tests as their column names them: a method of the kit, or a file and a method
     */
    record Rule(String id, String sentence, String level, List<String> tests) {
        List<String> kitTests() {
            return tests.stream().filter(test -> !test.contains("#")).toList();
        }

        List<String> otherTests() {
            return tests.stream().filter(test -> test.contains("#")).toList();
        }
    }

    static ContractTable read(Sources sources) throws IOException {
        Path file = sources.root().resolve("docs/CONTRACT.md");
        return new ContractTable(file, Files.readAllLines(file));
    }

    List<String> ids() {
        return rules().stream().map(Rule::id).toList();
    }

    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<String> tests = CODE.matcher(row.group(4))
                        .results()
                        .map(code -> code.group(1))
                        .toList();
                rules.add(new Rule(row.group(1), row.group(2), row.group(3), tests));
            }
        }
        return rules;
    }

    /** The lines with the kit's tests filled in. */
    List<String> filledIn(Sources sources) {
        List<String> filled = new ArrayList<>(lines);
        for (Rule rule : rules()) {
            List<String> tests = new ArrayList<>(sources.kitTests(rule.id()));
            tests.addAll(rule.otherTests());
            String column = tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
            String row = "| " + rule.id() + " | " + rule.sentence() + " | " + rule.level() + " | " + column + " | "
                    + mutants(rule.id()) + " |";
            filled.replaceAll(line -> line.startsWith("| " + rule.id() + " |")
                            && ROW.matcher(line).matches()
                    ? row
                    : line);
        }
        return filled;
    }

    private static String mutants(String rule) {
        String mutants = WrongPart.all()
                .filter(mutant -> mutant.ownRule().equals(rule))
                .map(WrongPart::fault)
                .collect(Collectors.joining("<br>"));
        return mutants.isEmpty() ? NO_MUTANT : mutants;
    }

    /** The rules that the table under "Rules without a mutant" gives, each with a reason; none where there is no such table. */
    List<String> withoutMutant() {
        return lines.stream()
                .map(WITHOUT_MUTANT::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        Sources sources = Sources.ofRepository();
        ContractTable table = read(sources);
        Files.write(table.file, table.filledIn(sources));
    }
}
