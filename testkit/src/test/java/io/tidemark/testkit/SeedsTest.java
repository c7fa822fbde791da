// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class SeedsTest {
    private final String before = System.getProperty(Seeds.PROPERTY, "");

    @BeforeEach
    void forgetTheSeed() {
        System.clearProperty(Seeds.PROPERTY);
    }

    @AfterEach
    void restoreTheSeed() {
        if (!before.isEmpty()) {
            System.setProperty(Seeds.PROPERTY, before);
        }
    }

    @Test
    void the_property_fixes_the_seed_and_without_it_each_run_has_another_one() {
        assertThat(new Seeds().seed()).isNotEqualTo(new Seeds().seed());
        System.setProperty(Seeds.PROPERTY, "42");
        assertThat(new Seeds().seed()).isEqualTo(42);
        assertThat(new Seeds().random().nextLong())
                .isEqualTo(new Seeds().random().nextLong());
        System.clearProperty(Seeds.PROPERTY);
    }

    @Test
    void a_failure_says_how_to_repeat_it() {
        Seeds seeds = new Seeds();
        AssertionError failure = new AssertionError("wrong");
        assertThatThrownBy(() -> seeds.handleTestExecutionException(noContext(), failure))
                .isSameAs(failure);
        assertThat(failure.getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("repeat with -Dtidemark.seed=" + seeds.seed());
    }

    /** The extension does not look at it. */
    private static ExtensionContext noContext() {
        return (ExtensionContext) Proxy.newProxyInstance(
                SeedsTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, arguments) -> null);
    }
}
