// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;

/** Rule 7: time is injected. Calls and method references count alike. */
final class TimeRules {
    private static final Set<String> FORBIDDEN = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.util.Calendar.getInstance",
            "java.util.concurrent.TimeUnit.sleep",
            "java.time.Clock.system",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.systemUTC",
            "java.time.Clock.tickMillis",
            "java.time.Clock.tickMinutes",
            "java.time.Clock.tickSeconds");

    /** It measures how long work takes, which no result depends on. */
    private static final String STOPWATCH = "io.tidemark.engine.Stopwatch";

    private final Layout layout;

    TimeRules(Layout layout) {
        this.layout = layout;
    }

    ArchRule timeIsInjected() {
        return classes()
                .that(layout.outsideRuntime())
                .should(new Findings("neither read the wall clock nor sleep", TimeRules::wallClockUses));
    }

    private static Stream<String> wallClockUses(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                .filter(JavaCodeUnitAccess.class::isInstance)
                .map(access -> (JavaCodeUnitAccess<?>) access)
                .filter(access -> readsWallClock(access.getTarget()) && !isStopwatch(type, access.getTarget()))
                .map(access -> "uses " + access.getTarget().getFullName() + " in " + access.getSourceCodeLocation());
    }

    private static boolean isStopwatch(JavaClass type, CodeUnitAccessTarget target) {
        return type.getName().equals(STOPWATCH) && target.getName().equals("nanoTime");
    }

    private static boolean readsWallClock(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        return FORBIDDEN.contains(owner + "." + target.getName())
                || (owner.startsWith("java.time.") && target.getName().equals("now") && !takesClock(target))
                || target.getFullName().equals("java.util.Date.<init>()");
    }

    private static boolean takesClock(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream()
                .anyMatch(parameter -> parameter.getName().equals("java.time.Clock"));
    }
}
