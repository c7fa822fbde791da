// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    /** No process has that many streams open, so nothing but what it is told can make it a terminal. */
    private static final int NO_STREAM = 999_999;

    private static Terminal terminal(String told, String columns, Map<String, String> environment) {
        Properties properties = new Properties();
        properties.setProperty("tidemark.terminal." + NO_STREAM, told);
        properties.setProperty("tidemark.columns", columns);
        return Terminal.of(NO_STREAM, properties, environment);
    }

    @Test
    void the_script_knows_whether_it_is_a_terminal_and_how_wide() {
        assertThat(terminal("true", "132", Map.of("COLUMNS", "90")).isInteractive())
                .isTrue();
        assertThat(terminal("false", "132", Map.of("COLUMNS", "90")).isInteractive())
                .isFalse();
        assertThat(terminal("true", "132", Map.of("COLUMNS", "90")).columns()).isEqualTo(132);
        assertThat(terminal("true", "30", Map.of()).columns()).as("narrow").isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "wide", "99999", " 80", "8.5"})
    void a_width_that_is_none_is_as_if_absent(String none) {
        assertThat(terminal("true", none, Map.of("COLUMNS", "90")).columns()).isEqualTo(90);
        assertThat(terminal("true", none, Map.of("COLUMNS", none)).columns()).isEqualTo(80);
        assertThat(terminal("true", none, Map.of()).columns()).isEqualTo(80);
    }

    @Test
    void what_is_empty_was_not_told() {
        assertThat(terminal("", "", Map.of())).isEqualTo(Terminal.NONE);
        assertThat(Terminal.of(NO_STREAM, new Properties(), Map.of())).isEqualTo(Terminal.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "en_US.UTF-8, '', '', true",
        "'', '', C.utf8, true",
        "C, en_US.UTF-8, en_US.UTF-8, false",
        "'', POSIX, en_US.UTF-8, false",
        "'', '', '', false"
    })
    void a_terminal_shows_unicode_where_the_locale_says_so(String all, String ctype, String lang, boolean shows) {
        Map<String, String> environment = Map.of("LC_ALL", all, "LC_CTYPE", ctype, "LANG", lang);

        assertThat(terminal("true", "80", environment).showsUnicode()).isEqualTo(shows);
        assertThat(terminal("false", "80", environment).showsUnicode())
                .as("files are plain")
                .isFalse();
    }

    @Test
    void a_terminal_shows_colours_unless_its_user_does_not_want_them() {
        assertThat(terminal("true", "80", Map.of("TERM", "xterm")).showsColour())
                .isTrue();
        assertThat(terminal("true", "80", Map.of("NO_COLOR", "")).showsColour()).isTrue();
        assertThat(terminal("true", "80", Map.of("NO_COLOR", "1")).showsColour())
                .isFalse();
        assertThat(terminal("true", "80", Map.of("TERM", "dumb")).showsColour()).isFalse();
        assertThat(terminal("false", "80", Map.of("TERM", "xterm")).showsColour())
                .isFalse();
    }
}
