// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The ten rules of the architecture hold for the classes of every module; {@link PlantedViolationTest} shows that each rule can fail. */
final class ArchitectureTest {
    private static final Layout LAYOUT = new Layout("io.tidemark");
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(LAYOUT.root());

    private final DependencyRules dependencies = new DependencyRules(LAYOUT);
    private final TimeRules time = new TimeRules(LAYOUT);
    private final ShapeRules shape = new ShapeRules(LAYOUT);

    @Test
    void rules_see_the_classes_of_every_module() {
        assertThat(OURS.stream().map(LAYOUT::moduleOf).collect(toSet())).isEqualTo(Layout.modules());
    }

    @Test
    void rule_1_modules_point_inward_and_nothing_depends_on_runtime() {
        dependencies.modulesPointInward().check(OURS);
    }

    @Test
    void rule_2_core_uses_the_jdk_jspecify_and_slf4j_only() {
        dependencies.coreUsesOnlyTheJdkJSpecifyAndSlf4j().check(OURS);
    }

    @Test
    void rule_3_backends_do_not_know_each_other() {
        dependencies.backendsDoNotKnowEachOther().check(OURS);
    }

    @Test
    void rule_4_packages_have_no_cycles() {
        dependencies.packagesHaveNoCycles().check(OURS);
    }

    @Test
    void rule_5_core_flows_one_way() {
        dependencies.coreFlowsOneWay().check(OURS);
    }

    @Test
    void rule_6_only_runtime_knows_dagger() {
        dependencies.onlyRuntimeKnowsDagger().check(OURS);
    }

    @Test
    void rule_7_time_is_injected_outside_runtime() {
        time.timeIsInjected().check(OURS);
    }

    @Test
    void rule_8_spi_interfaces_have_at_most_seven_methods() {
        shape.spiInterfacesAreSmall().check(OURS);
    }

    @Test
    void rule_9_no_class_has_two_of_our_superclasses() {
        shape.noInheritanceTowers().check(OURS);
    }

    @Test
    void rule_10_no_class_is_named_impl_manager_utils_or_helper() {
        shape.namesSaySomething().check(OURS);
    }
}
