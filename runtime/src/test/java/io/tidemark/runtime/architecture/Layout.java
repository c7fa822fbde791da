// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which module a class belongs to, told from its package. A root package other than ours gives a world that is laid out
 * like ours.
 *
 * @param root the package that all modules are in
 */
record Layout(String root) {
    static final String CORE = "core";
    static final String RUNTIME = "runtime";
    private static final String UNKNOWN = "no module of ours";

    /** In the order of an event's way; a package uses only packages before it. */
    static final List<String> CORE_PACKAGES = List.of(
            "time",
            "codec",
            "element",
            "source",
            "watermark",
            "key",
            "window",
            "aggregate",
            "state",
            "trigger",
            "pane",
            "sink",
            "checkpoint",
            "archive",
            "detect",
            "join",
            "view",
            "engine");

    /** The modules beside core, by their package under the root. */
    private static final Map<String, String> MODULES = Map.of(
            "testkit",
            "testkit",
            "state.memory",
            "state-memory",
            "state.rocksdb",
            "state-rocksdb",
            "state.lmdb",
            "state-lmdb",
            "state.jdbc",
            "state-jdbc",
            "codec.kryo",
            "codec-kryo",
            "connector.kafka",
            "connector-kafka",
            "kafka.broker",
            "kafka-broker",
            "llm",
            "aggregators-llm",
            RUNTIME,
            RUNTIME);

    static Set<String> modules() {
        return Stream.concat(Stream.of(CORE), MODULES.values().stream()).collect(Collectors.toUnmodifiableSet());
    }

    boolean owns(JavaClass type) {
        return type.getPackageName().startsWith(root + ".");
    }

    String moduleOf(JavaClass type) {
        String path = pathOf(type);
        return MODULES.entrySet().stream()
                .filter(module -> (path + ".").startsWith(module.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(CORE_PACKAGES.contains(firstSegment(path)) ? CORE : UNKNOWN);
    }

    /** The place of a core class's package in the order of an event's way. */
    int stageOf(JavaClass coreClass) {
        return CORE_PACKAGES.indexOf(firstSegment(pathOf(coreClass)));
    }

    /** Everything the class refers to, arrays by their elements. */
    static Stream<JavaClass> targetsOf(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .distinct();
    }

    DescribedPredicate<JavaClass> inModule(String module) {
        return DescribedPredicate.describe(
                "in " + module, type -> owns(type) && moduleOf(type).equals(module));
    }

    DescribedPredicate<JavaClass> ours() {
        return DescribedPredicate.describe("of ours", this::owns);
    }

    DescribedPredicate<JavaClass> outsideRuntime() {
        return DescribedPredicate.describe(
                "outside runtime", type -> owns(type) && !moduleOf(type).equals(RUNTIME));
    }

    private String pathOf(JavaClass type) {
        return type.getPackageName().substring(root.length() + 1);
    }

    private static String firstSegment(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
