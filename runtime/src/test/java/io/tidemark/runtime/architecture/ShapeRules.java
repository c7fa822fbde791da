// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules 8 to 10: how interfaces, hierarchies and names look. */
final class ShapeRules {
    private static final int MOST_METHODS = 7;
    private static final List<String> EMPTY_NAMES = List.of("Impl", "Manager", "Utils", "Helper");

    private final Layout layout;

    ShapeRules(Layout layout) {
        this.layout = layout;
    }

    ArchRule spiInterfacesAreSmall() {
        return classes()
                .that(layout.outsideRuntime())
                .and()
                .areInterfaces()
                .and()
                .arePublic()
                .should(new Findings("have at most " + MOST_METHODS + " methods", this::tooManyMethods));
    }

    ArchRule noInheritanceTowers() {
        return classes().that(layout.ours()).should(new Findings("not have two superclasses of ours", this::tower));
    }

    ArchRule namesSaySomething() {
        return classes()
                .that(layout.ours())
                .should(new Findings("not be named after nothing: " + EMPTY_NAMES, ShapeRules::emptyName));
    }

    private Stream<String> tooManyMethods(JavaClass type) {
        Set<String> methods = Stream.concat(Stream.of(type), type.getAllRawInterfaces().stream())
                .filter(layout::owns)
                .flatMap(declaring -> declaring.getMethods().stream())
                .filter(ShapeRules::isInstanceMethod)
                .map(method -> method.getName() + method.getRawParameterTypes())
                .collect(Collectors.toSet());
        return methods.size() <= MOST_METHODS ? Stream.of() : Stream.of("has " + methods.size() + " methods");
    }

    private static boolean isInstanceMethod(JavaMethod method) {
        return !method.getModifiers().contains(JavaModifier.STATIC)
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !method.getModifiers().contains(JavaModifier.PRIVATE);
    }

    private Stream<String> tower(JavaClass type) {
        List<String> ours = type.getAllRawSuperclasses().stream()
                .filter(layout::owns)
                .map(JavaClass::getName)
                .toList();
        return ours.size() < 2 ? Stream.of() : Stream.of("extends " + ours);
    }

    private static Stream<String> emptyName(JavaClass type) {
        return EMPTY_NAMES.stream()
                .filter(type.getSimpleName()::endsWith)
                .filter(suffix -> !isGenerated(type))
                .map(suffix -> "is named *" + suffix);
    }

    /** Dagger names the classes it generates, we do not. */
    private static boolean isGenerated(JavaClass type) {
        return type.isAnnotatedWith("dagger.internal.DaggerGenerated")
                || type.getEnclosingClass().map(ShapeRules::isGenerated).orElse(false);
    }
}
