package dev.feedhub.conformance;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words a failure so that it begins with the rule and ends with where to look. */
final class RuleFailure {
    private static final Pattern TEST_NAME = Pattern.compile("([a-z])(\\d\\d)_\\w+");

    private RuleFailure() {}

    static AssertionError of(Method test, Throwable thrown) {
        return of(test, thrown, "");
    }

    /** With something to say at its end. */
    static AssertionError of(Method test, Throwable thrown, String end) {
        String message = BrokenRule.of(thrown, test.getName()) + ": " + BrokenRule.said(thrown)
                + "\nIf this fails, check "
                + test.getAnnotation(IfThisFailsCheck.class).value() + "." + end;
        AssertionError failure = new AssertionError(message, thrown);
        failure.setStackTrace(thrown.getStackTrace());
        return failure;
    }

    /** The rule that a test is named after: S-2 for {@code s02_…}. */
    static String rule(String testName) {
        Matcher name = TEST_NAME.matcher(testName);
        if (!name.matches()) {
            throw new IllegalArgumentException("test " + testName + " is not named after a rule, as s02_… for S-2");
        }
        return name.group(1).toUpperCase(Locale.ROOT) + "-" + Integer.parseInt(name.group(2));
    }
}
