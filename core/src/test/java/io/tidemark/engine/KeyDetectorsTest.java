// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.detect.Drift.Reference;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Spread;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyDetectorsTest {
    private static final Detector SCORE =
            Detector.named("z").value("p95").rule(ZScore.DEFAULT).build();
    private static final Detector LIMIT =
            Detector.named("t").value("p95").rule(Threshold.above(5)).build();
    private static final Detector CHANGE = Detector.named("r")
            .value("p95")
            .rule(RateOfChange.absolute(1).since(2))
            .build();
    private static final List<Detector> ALL = List.of(SCORE, LIMIT, CHANGE);

    /** What version 1 wrote: it must be read for ever. */
    private static final String VERSION_1 = String.join(
            "",
            "01" + "c801" + "03",
            "017a" + "15" + "00010000" + "03" + "401c000000000000" + "4012aaaaaaaaaaab",
            "0174" + "08" + "01010300" + "b401" + "b401",
            "0172" + "19" + "02010300" + "c801" + "c801" + "02" + "4022000000000000" + "4020000000000000");

    @Test
    void version_1_is_written_and_read_as_it_was() throws IOException {
        KeyDetectors known = known();

        assertThat(HexFormat.of().formatHex(written(known))).isEqualTo(VERSION_1);
        KeyDetectors read = new KeyDetectors(ALL);
        read.read(new StateInput(HexFormat.of().parseHex(VERSION_1)));
        assertThat(written(read)).isEqualTo(written(known));
        assertThat(read.facts()).isEqualTo(known.facts());
    }

    /** Two windows: one of 1, 1 and 2, and one of 3. */
    @Test
    void version_1_of_a_reference_is_written_and_read_as_it_was() throws IOException {
        Detector drift = Detector.named("d")
                .value("ms")
                .rule(Drift.PSI.against(Reference.RECENT, 2))
                .build();
        KeyDetectors known = new KeyDetectors(List.of(drift));
        for (Spread spread : List.of(spread(1, 1, 2), spread(3))) {
            known.begin(10);
            known.states()[0].judge(1, spread, 10, "ms");
        }

        String version1 = "01" + "14" + "01" + "0164" + "23" + "03010000" + "0202"
                + "02" + "3ff0000000000000" + "02" + "4000000000000000" + "01"
                + "01" + "4008000000000000" + "01";
        assertThat(HexFormat.of().formatHex(written(known))).isEqualTo(version1);
        KeyDetectors read = new KeyDetectors(List.of(drift));
        read.read(new StateInput(HexFormat.of().parseHex(version1)));
        assertThat(written(read)).isEqualTo(written(known));
    }

    private static Spread spread(double... numbers) {
        return Spread.of(visitor -> {
            for (double number : numbers) {
                visitor.visit(number, 1);
            }
        });
    }

    @Test
    void each_detector_finds_its_own_and_one_of_another_rule_begins_anew() throws IOException {
        Detector other =
                Detector.named("z").value("p95").rule(Threshold.above(1)).build();
        KeyDetectors read = new KeyDetectors(List.of(CHANGE, other));
        read.read(new StateInput(written(known())));

        KeyDetectors anew = new KeyDetectors(List.of(CHANGE, other));
        assertThat(read.facts()).containsEntry("r", known().facts().get("r"));
        assertThat(read.facts()).containsEntry("z", anew.facts().get("z"));
    }

    @Test
    void r3_what_is_cut_short_or_cannot_have_been_written_is_corrupt() {
        byte[] whole = HexFormat.of().parseHex(VERSION_1);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new KeyDetectors(ALL).read(new StateInput(cut)))
                    .isInstanceOf(CorruptStateException.class);
        }
        assertCorrupt(VERSION_1.replaceFirst("^01", "02"), "format 2");
        assertCorrupt(VERSION_1.replace("00010000", "00020000"), "version 2");
        assertCorrupt(VERSION_1.replace("4012aaaaaaaaaaab", "c012aaaaaaaaaaab"), "the variance -4.6");
        assertCorrupt(VERSION_1.replace("4022000000000000", "7ff0000000000000"), "cannot be Infinity");
    }

    private static void assertCorrupt(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> new KeyDetectors(ALL).read(new StateInput(bytes)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining(message);
    }

    /** After windows that had 4, 9 and 8. */
    private static KeyDetectors known() {
        KeyDetectors known = new KeyDetectors(ALL);
        long end = 70;
        for (double value : new double[] {4, 9, 8}) {
            end += 10;
            known.begin(end);
            for (DetectorState state : known.states()) {
                state.judge(value, Spread.NONE, end, "p95");
            }
        }
        return known;
    }

    private static byte[] written(KeyDetectors known) {
        StateOutput out = new StateOutput();
        known.write(out);
        return out.toByteArray();
    }
}
