package dev.feedhub.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where to look when a test fails; the end of its failure message, whose beginning is the rule that its name begins with. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RuleExtension.class)
@AddLifecycleHook(RuleHook.class)
@interface IfThisFailsCheck {
    /** Goes on from "If this fails, check". */
    String value();
}
