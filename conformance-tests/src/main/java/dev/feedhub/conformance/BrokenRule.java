package dev.feedhub.conformance;

/** A failure that breaks a certain rule, whichever the test is named after in which it shows. */
@SuppressWarnings("serial") // never serialized
final class BrokenRule extends AssertionError {
    private final String rule;

    private BrokenRule(String rule, String message, Throwable cause) {
        super(message, cause);
        this.rule = rule;
    }

    /** Makes a check of a rule. */
    static void check(String rule, Runnable check) {
        try {
            check.run();
        } catch (AssertionError | RuntimeException failed) {
            throw new BrokenRule(rule, said(failed), failed);
        }
    }

    /** The failure with something to say at its end, of the same rule if it is of one. */
    static AssertionError withEnd(Throwable failed, String end) {
        String message = said(failed) + end;
        return failed instanceof BrokenRule broken
                ? new BrokenRule(broken.rule, message, broken)
                : new AssertionError(message, failed);
    }

    /** The rule that a failure of a test breaks. */
    static String of(Throwable failed, String testName) {
        return failed instanceof BrokenRule broken ? broken.rule : RuleFailure.rule(testName);
    }

    /** What a failure says; an exception that is none has its name said too. */
    static String said(Throwable failed) {
        return String.valueOf(failed instanceof AssertionError ? failed.getMessage() : failed);
    }
}
