// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each rule finds what {@code planted.ruleNN} breaks, and finds nothing wrong with the innocent classes beside it. */
final class PlantedViolationTest {

    @Test
    void rule_1_finds_a_plugin_that_uses_the_runtime_or_another_plugin_and_a_package_of_no_module() {
        assertThat(findings("rule01", world -> new DependencyRules(world).modulesPointInward()))
                .satisfiesExactlyInAnyOrder(
                        finding ->
                                assertThat(finding).contains("KafkaKnowsRuntime of connector-kafka uses", "of runtime"),
                        finding -> assertThat(finding)
                                .contains("LlmKnowsKafka of aggregators-llm uses", "of connector-kafka"),
                        finding -> assertThat(finding).contains("CoreKnowsLlm of core uses", "of aggregators-llm"),
                        finding -> assertThat(finding).contains("Homeless is in no module of ours"));
    }

    @Test
    void rule_2_finds_a_core_class_that_uses_a_library() {
        assertThat(findings("rule02", world -> new DependencyRules(world).coreUsesOnlyTheJdkJSpecifyAndSlf4j()))
                .singleElement()
                .asString()
                .contains("UsesAssertJ uses org.assertj.core.api.Condition");
    }

    @Test
    void rule_3_finds_a_backend_that_uses_another() {
        assertThat(findings("rule03", world -> new DependencyRules(world).backendsDoNotKnowEachOther()))
                .singleElement()
                .asString()
                .contains("state-lmdb", "state-memory", "LmdbKnowsMemory");
    }

    @Test
    void rule_4_finds_two_packages_that_use_each_other() {
        assertThat(findings("rule04", world -> new DependencyRules(world).packagesHaveNoCycles()))
                .singleElement()
                .asString()
                .contains("Cycle detected", "KnowsSerial", "KnowsPlain");
    }

    @Test
    void rule_5_finds_a_core_class_that_uses_a_later_package() {
        assertThat(findings("rule05", world -> new DependencyRules(world).coreFlowsOneWay()))
                .singleElement()
                .asString()
                .contains("window.KnowsTrigger uses", "trigger.Fires");
    }

    @Test
    void rule_6_finds_dagger_in_a_backend_but_not_in_runtime() {
        assertThat(findings("rule06", world -> new DependencyRules(world).onlyRuntimeKnowsDagger()))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding).contains("BackendWithModule", "dagger.Module"));
    }

    @Test
    void rule_7_finds_each_way_to_the_wall_clock_but_not_an_injected_clock_nor_runtime() {
        assertThat(findings("rule07", world -> new TimeRules(world).timeIsInjected()))
                .allSatisfy(finding -> assertThat(finding).contains("testkit.ReadsWallClock"))
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding).contains("java.lang.System.currentTimeMillis()"),
                        finding -> assertThat(finding).contains("java.lang.System.nanoTime()"),
                        finding -> assertThat(finding).contains("java.lang.Thread.sleep(long)"),
                        finding -> assertThat(finding).contains("java.time.Clock.systemUTC()"),
                        finding -> assertThat(finding).contains("java.time.Instant.now()"),
                        finding -> assertThat(finding).contains("java.time.LocalDate.now(java.time.ZoneId)"),
                        finding -> assertThat(finding).contains("java.util.Date.<init>()"));
    }

    @Test
    void rule_8_counts_inherited_methods_but_not_static_ones() {
        assertThat(findings("rule08", world -> new ShapeRules(world).spiInterfacesAreSmall()))
                .singleElement()
                .asString()
                .contains("EightMethods has 8 methods");
    }

    @Test
    void rule_9_finds_the_third_storey() {
        assertThat(findings("rule09", world -> new ShapeRules(world).noInheritanceTowers()))
                .singleElement()
                .asString()
                .contains("Third extends", "Second", "First");
    }

    @Test
    void rule_10_finds_each_empty_name() {
        assertThat(findings("rule10", world -> new ShapeRules(world).namesSaySomething()))
                .satisfiesExactlyInAnyOrder(
                        finding -> assertThat(finding).contains("WindowImpl is named *Impl"),
                        finding -> assertThat(finding).contains("WindowManager is named *Manager"),
                        finding -> assertThat(finding).contains("WindowUtils is named *Utils"),
                        finding -> assertThat(finding).contains("WindowHelper is named *Helper"));
    }

    private static List<String> findings(String world, Function<Layout, ArchRule> rule) {
        Layout layout = new Layout(PlantedViolationTest.class.getPackageName() + ".planted." + world);
        return rule.apply(layout)
                .evaluate(new ClassFileImporter().importPackages(layout.root()))
                .getFailureReport()
                .getDetails();
    }
}
