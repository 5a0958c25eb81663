package dev.feedhub.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java sources of the repository.
 *
 * @param root where the repository is
 * @param texts what each file holds, by its path from there
 */
record Sources(Path root, Map<String, String> texts) {
    private static final Pattern TEST = Pattern.compile("\\bvoid ([a-z]\\d\\d_\\w+)\\(");
    private static final Pattern CITATION = Pattern.compile("(?m)^ *\\* @rule (.*)$");
    private static final Pattern COMMA = Pattern.compile(", *");
    private static final String KIT = "conformance-tests/src/main/";

    static Sources ofRepository() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/CONTRACT.md"))) {
            root = Objects.requireNonNull(root.getParent(), "docs/CONTRACT.md is in no directory above this");
        }
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                    }
                }
            }
        }
        return new Sources(root, texts);
    }

    /** The tests of the kit that are named after a rule, in the order of their names. */
    List<String> kitTests(String rule) {
        return kitTests().filter(test -> RuleFailure.rule(test).equals(rule)).toList();
    }

    Stream<String> kitTests() {
        return texts.entrySet().stream()
                .filter(file -> file.getKey().startsWith(KIT))
                .flatMap(file -> testsIn(file.getValue()))
                .sorted();
    }

    /** The tests of all modules that are named after a rule. */
    Stream<String> allTests() {
        return texts.values().stream().flatMap(Sources::testsIn);
    }

    private static Stream<String> testsIn(String text) {
        return TEST.matcher(text).results().map(test -> test.group(1));
    }

    /** Whether there is a test, given as the path of its file or the end of it, a hash, and its method. */
    boolean hasTest(String fileAndMethod) {
        int hash = fileAndMethod.indexOf('#');
        String file = "/" + fileAndMethod.substring(0, hash) + ".java";
        String method = "void " + fileAndMethod.substring(hash + 1) + "(";
        return texts.entrySet().stream()
                .anyMatch(source ->
                        source.getKey().endsWith(file) && source.getValue().contains(method));
    }

    /** The rules that Javadoc cites, each with the file it is cited in. */
    Stream<Citation> citations() {
        return texts.entrySet().stream()
                .flatMap(file -> CITATION.matcher(file.getValue())
                        .results()
                        .flatMap(cited -> COMMA.splitAsStream(cited.group(1)))
                        .map(rule -> new Citation(rule, file.getKey())));
    }

    /**
     * A {@code @rule} tag.
     *
     * @param rule one of the rules it cites
     * @param file where it is
     */
    record Citation(String rule, String file) {}
}
