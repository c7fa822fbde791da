// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void lines_end_with_lf_or_crlf_and_the_last_one_may_lack_it() throws IOException {
        assertThat(lines("a\nbb\r\n\nc", 10)).containsExactly("a", "bb", "", "c");
        assertThat(lines("a\n", 10)).containsExactly("a");
        assertThat(lines("\r\n", 10)).containsExactly("");
        assertThat(lines("a\rb", 10)).containsExactly("a\rb");
        assertThat(lines("", 10)).isEmpty();
    }

    @Test
    void of_a_long_line_one_byte_more_than_the_limit_is_kept_and_the_rest_is_read_over() throws IOException {
        assertThat(lines("12345\n123456\n1234567890\nx", 5)).containsExactly("12345", "123456", "123456", "x");
    }

    @Test
    void a_return_within_a_long_line_does_not_make_it_short() throws IOException {
        assertThat(lines("12345\r\nx", 5)).as("its end").containsExactly("12345", "x");
        assertThat(lines("12345\rmore\nx", 5)).as("part of it").containsExactly("12345\r", "x");
    }

    @Test
    void a_line_without_end_is_never_held_whole() throws IOException {
        long gigabyte = 1L << 30;
        try (LineReader reader = new LineReader(new Endless(gigabyte), 1000)) {
            assertThat(reader.next()).hasSize(1001);
            assertThat(reader.position()).isEqualTo(gigabyte);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void the_position_counts_all_bytes() throws IOException {
        byte[] bytes = "ab\r\ncd\n".getBytes(StandardCharsets.UTF_8);
        try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 10)) {
            reader.next();
            assertThat(reader.position()).isEqualTo(4);
            reader.next();
            assertThat(reader.position()).isEqualTo(7);
        }
    }

    @Test
    void lines_that_cross_the_buffer_come_whole() throws IOException {
        String line = "x".repeat(65_530);
        assertThat(lines(line + "\n" + line + "\r\n" + line, 100_000)).containsExactly(line, line, line);
    }

    private static List<String> lines(String text, int limit) throws IOException {
        List<String> lines = new ArrayList<>();
        try (LineReader reader =
                new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit)) {
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                lines.add(new String(line, StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    /** So many bytes, none of them a line end. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            throw new AssertionError("lines are read in blocks");
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
