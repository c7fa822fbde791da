// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RowsTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "16384, 1", "16385, 2", "32768, 2", "32769, 3", "16777216, 1024", "2147483647, 131072"})
    void a_value_has_as_many_parts_as_its_bytes_need(int size, int parts) {
        assertThat(Rows.parts(size)).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "16384", "16385", "32768", "32769", "3000000"})
    void the_parts_make_up_the_value(int size) {
        byte[] value = new byte[size];
        for (int i = 0; i < size; i++) {
            value[i] = (byte) (i * 31);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int part = 0; part < Rows.parts(size); part++) {
            byte[] bytes = Rows.part(value, part);
            assertThat(bytes.length).isLessThanOrEqualTo(Rows.PART_LENGTH);
            all.writeBytes(bytes);
        }
        assertThat(all.toByteArray()).isEqualTo(value);
    }

    @Test
    void no_page_of_H2_is_so_large_that_H2_reads_its_length_from_the_file() {
        int longestRow = 2048 + Rows.PART_LENGTH + 100;
        assertThat(DataUtils.encodeLength(Rows.H2_PAGE_ROWS * longestRow))
                .isLessThan(DataUtils.encodeLength(DataUtils.PAGE_LARGE));
    }

    @Test
    void the_checksum_depends_on_everything_in_the_row() {
        byte[] key = {1, 2};
        byte[] content = {3};
        int checksum = Rows.checksum(1, key, 0, 1, content);
        assertThat(checksum)
                .isNotEqualTo(Rows.checksum(2, key, 0, 1, content))
                .isNotEqualTo(Rows.checksum(1, new byte[] {1, 3}, 0, 1, content))
                .isNotEqualTo(Rows.checksum(1, new byte[] {1}, 0, 1, new byte[] {2, 3}))
                .isNotEqualTo(Rows.checksum(1, key, 1, 1, content))
                .isNotEqualTo(Rows.checksum(1, key, 0, 2, content))
                .isNotEqualTo(Rows.checksum(1, key, 0, 1, new byte[] {4}));
    }
}
