// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All Java on the page is in the sources, line by line, and all that the backend does is on the page. */
final class PageTest {
    private static final Path SOURCES = Path.of("src", "test", "java", "com", "example", "logbook");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static List<String> blocks() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "backend-plugin.md"));
        return BLOCK.matcher(page)
                .results()
                .map(block -> stripped(block.group(1)))
                .toList();
    }

    /** Without indentation and empty lines. */
    private static String stripped(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void the_page_shows_what_is_compiled() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path file : files()) {
            sources.append(stripped(Files.readString(file)));
        }
        assertThat(blocks())
                .isNotEmpty()
                .allSatisfy(block -> assertThat(sources.toString()).contains(block));
    }

    @Test
    void every_class_is_on_the_page() throws IOException {
        String shown = String.join("", blocks());
        for (Path file : files()) {
            String name = String.valueOf(file.getFileName()).replace(".java", "");
            if (!name.endsWith("PageTest") && !name.equals("package-info")) {
                assertThat(shown).contains("final class " + name + " ");
            }
        }
    }
}
