// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "segments/00000042-0", "a/b/c.d", "a..b", "_x-y"})
    void a_name_is_parts_joined_by_slashes(String name) {
        assertThat(BlobNames.check(name)).isEqualTo(name);
        assertThat(BlobNames.checkPrefix(name + "/")).isEqualTo(name + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/..",
                "a/../b",
                ".a",
                "a/.b",
                "A",
                "a\\b",
                "a b",
                "a:b",
                "%2e%2e%2f",
                "a\u0000",
                "a\n",
                "ä",
                "C:/a"
            })
    void a_name_that_leads_elsewhere_or_is_not_safe_everywhere_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlobNames.check(name))
                .withMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "../", "a//", ".", "A"})
    void a_prefix_with_which_no_name_begins_is_refused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> BlobNames.checkPrefix(prefix));
    }

    @Test
    void a_name_has_at_most_200_characters_and_a_longer_one_costs_nothing() {
        assertThat(BlobNames.check("a".repeat(200))).hasSize(200);
        assertThat(BlobNames.checkPrefix("")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> BlobNames.check("a".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> BlobNames.check("a/".repeat(1_000_000) + "a"));
    }
}
