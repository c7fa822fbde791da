// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

/** Rules 1 to 6: who may know whom. */
final class DependencyRules {
    private final Layout layout;

    DependencyRules(Layout layout) {
        this.layout = layout;
    }

    ArchRule modulesPointInward() {
        return classes()
                .that(layout.ours())
                .should(new Findings("use only their own module and core, unless in runtime", this::outwardUses));
    }

    ArchRule coreUsesOnlyTheJdkJSpecifyAndSlf4j() {
        return classes()
                .that(layout.inModule(Layout.CORE))
                .should(new Findings("use the JDK, JSpecify and SLF4J only", this::foreignUses));
    }

    ArchRule backendsDoNotKnowEachOther() {
        return slices().assignedFrom(new Backends(layout)).should().notDependOnEachOther();
    }

    ArchRule packagesHaveNoCycles() {
        return slices().matching(layout.root() + ".(**)").should().beFreeOfCycles();
    }

    ArchRule coreFlowsOneWay() {
        return classes()
                .that(layout.inModule(Layout.CORE))
                .should(new Findings("use only packages before their own", this::usesOfLaterPackages));
    }

    ArchRule onlyRuntimeKnowsDagger() {
        return noClasses()
                .that(layout.outsideRuntime())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dagger..", "javax.inject..", "jakarta.inject..");
    }

    private Stream<String> outwardUses(JavaClass type) {
        String module = layout.moduleOf(type);
        if (!Layout.modules().contains(module)) {
            return Stream.of("is in " + module);
        }
        return Layout.targetsOf(type)
                .filter(layout::owns)
                .filter(target -> !mayUse(module, layout.moduleOf(target)))
                .map(target -> "of " + module + " uses " + target.getName() + " of " + layout.moduleOf(target));
    }

    private static boolean mayUse(String module, String used) {
        return module.equals(used) || used.equals(Layout.CORE) || module.equals(Layout.RUNTIME);
    }

    private Stream<String> foreignUses(JavaClass type) {
        return Layout.targetsOf(type)
                .filter(target -> !layout.owns(target) && !target.isPrimitive())
                .filter(target ->
                        Stream.of("java.", "org.jspecify.", "org.slf4j.").noneMatch(target.getName()::startsWith))
                .map(target -> "uses " + target.getName());
    }

    private Stream<String> usesOfLaterPackages(JavaClass type) {
        return Layout.targetsOf(type)
                .filter(layout.inModule(Layout.CORE))
                .filter(target -> layout.stageOf(target) > layout.stageOf(type))
                .map(target -> "uses " + target.getName());
    }

    private record Backends(Layout layout) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String module = layout.owns(type) ? layout.moduleOf(type) : "";
            return module.startsWith("state-") ? SliceIdentifier.of(module) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "state backends";
        }
    }
}
