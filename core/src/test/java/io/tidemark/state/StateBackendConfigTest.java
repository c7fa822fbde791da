// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateBackendConfigTest {
    private final StateBackendConfig config =
            new StateBackendConfig("costs", Map.of("url", "jdbc:x:?password=hunter2", "size", "12"));

    @Test
    void properties_are_read_with_or_without_a_fallback() {
        assertThat(config.required("size")).isEqualTo("12");
        assertThat(config.text("size", "1")).isEqualTo("12");
        assertThat(config.text("path", "here")).isEqualTo("here");
        assertThat(config.number("size", 1, 0, 12)).isEqualTo(12);
        assertThat(config.number("other", 7, 0, 12)).isEqualTo(7);
    }

    @Test
    void a_missing_property_is_named_and_no_value_is_shown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.required("path"))
                .withMessage("the state backend of 'costs' needs the property 'path'; it has [size, url]");
        assertThat(config).hasToString("StateBackendConfig[name=costs, properties=[size, url]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "13", "12.0", "many", ""})
    void a_number_outside_its_range_is_refused(String text) {
        StateBackendConfig wrong = new StateBackendConfig("costs", Map.of("size", text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrong.number("size", 1, 0, 12))
                .withMessage("the property 'size' of the state backend of 'costs' must be a whole number"
                        + " from 0 to 12, but is '" + text + "'");
    }

    @Test
    void an_unknown_property_is_refused() {
        config.requireOnly(Set.of("url", "size", "path"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config.requireOnly(Set.of("url")))
                .withMessage("the state backend of 'costs' does not know the properties [size]; it knows [url]");
    }

    @Test
    void a_directory_is_the_one_of_that_name_in_the_path_and_never_outside_of_it() {
        Map<String, String> properties = Map.of("path", "state");
        assertThat(new StateBackendConfig("my-costs_2", properties).directory())
                .isEqualTo(Path.of("state", "my-costs_2"));
        for (String name : List.of("", "..", "a/b", "a b", "\u00e4", "a".repeat(65))) {
            assertThatIllegalArgumentException()
                    .as("the name '%s'", name)
                    .isThrownBy(() -> new StateBackendConfig(name, properties).directory())
                    .withMessageContaining("'" + name + "'");
        }
        assertThatIllegalArgumentException().isThrownBy(config::directory).withMessageContaining("'path'");
    }

    @Test
    void capabilities_have_a_least_key_length_and_check_keys_and_bounds() {
        StateCapabilities capabilities = new StateCapabilities(true, 480);
        capabilities.checkKey(new byte[1]);
        capabilities.checkKey(new byte[480]);
        capabilities.checkRange(KeyRange.all());
        assertThatIllegalArgumentException().isThrownBy(() -> capabilities.checkKey(new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> capabilities.checkKey(new byte[481]))
                .withMessage("a key must have at most 480 bytes, but has 481");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> capabilities.checkRange(KeyRange.startingAt(new byte[481])));
        assertThatIllegalArgumentException().isThrownBy(() -> capabilities.checkRange(KeyRange.before(new byte[481])));
        assertThatIllegalArgumentException().isThrownBy(() -> new StateCapabilities(true, 479));
    }
}
