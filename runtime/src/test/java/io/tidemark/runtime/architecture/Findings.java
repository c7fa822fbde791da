// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Function;
import java.util.stream.Stream;

/** A condition that is a function from a class to what is wrong with it. */
final class Findings extends ArchCondition<JavaClass> {
    private final Function<JavaClass, Stream<String>> findings;

    Findings(String description, Function<JavaClass, Stream<String>> findings) {
        super(description);
        this.findings = findings;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        findings.apply(type)
                .forEach(finding -> events.add(SimpleConditionEvent.violated(type, type.getName() + " " + finding)));
    }
}
