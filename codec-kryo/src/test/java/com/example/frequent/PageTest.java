// SPDX-License-Identifier: Apache-2.0
package com.example.frequent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All Java on the page is in the tests' sources, line by line. */
final class PageTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void the_page_shows_what_is_compiled() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "custom-aggregates.md"));
        List<String> blocks =
                BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(5);
        String sources = sources();
        assertThat(blocks).allSatisfy(block -> assertThat(sources).contains(stripped(block)));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            StringBuilder sources = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources.append(stripped(Files.readString(file)));
            }
            return sources.toString();
        }
    }

    /** Without indentation and empty lines. */
    private static String stripped(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
