// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.element.InvalidReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvalidTallyTest {
    @Test
    void what_was_counted_is_read_again() throws CorruptStateException {
        InvalidTally tally = new InvalidTally();
        tally.count(InvalidReason.UNDECODABLE);
        tally.count(InvalidReason.TOO_LARGE);
        tally.count(InvalidReason.UNDECODABLE);
        StateOutput out = new StateOutput();
        tally.writeTotal(out);
        tally.writeReasons(out);

        InvalidTally read = read(out);

        assertThat(read.total()).isEqualTo(3);
        assertThat(read.counts()).isEqualTo(Map.of(InvalidReason.UNDECODABLE, 2L, InvalidReason.TOO_LARGE, 1L));
    }

    @Test
    void what_was_written_before_reasons_were_counted_has_none() throws CorruptStateException {
        StateOutput out = new StateOutput();
        out.writeVarLong(17);

        InvalidTally read = read(out);

        assertThat(read.total()).isEqualTo(17);
        assertThat(read.counts()).isEmpty();
    }

    @Test
    void a_reason_that_only_a_later_program_knows_is_left_out() throws CorruptStateException {
        StateOutput out = new StateOutput();
        out.writeVarLong(5);
        out.writeText("too_sad");
        out.writeVarLong(4);
        out.writeText("too_large");
        out.writeVarLong(1);

        InvalidTally read = read(out);

        assertThat(read.total()).isEqualTo(5);
        assertThat(read.counts()).isEqualTo(Map.of(InvalidReason.TOO_LARGE, 1L));
    }

    private static InvalidTally read(StateOutput out) throws CorruptStateException {
        StateInput in = new StateInput(out.toByteArray());
        InvalidTally tally = new InvalidTally();
        tally.readTotal(in);
        tally.readReasons(in);
        return tally;
    }
}
