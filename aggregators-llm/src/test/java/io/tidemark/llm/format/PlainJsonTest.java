// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.source.Decoder;
import io.tidemark.source.SourceRecord;
import io.tidemark.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a record is read from its bytes or with the parser, the same comes of it. */
class PlainJsonTest {
    private static final int RECORDS = 60_000;

    private static final String[] PLAIN = {
        "{\"type\":\"user_feedback\",\"id\":\"x\",\"timestamp\":\"2023-11-16T18:17:03.979Z\",\"rating\":4.5,\"metadata\":{\"team\":\"blue\"}}",
        " { \"latency_ms\" : 812.4 , \"cost\" : 1.25E-4,\"n\":-17,\"timestamp\":1700158623979 , \"a\" : [ 1 , {} , [ ] , \"b\" ] } \n",
        "{\"event_type\":\"metric\",\"data\":{\"latency_ms\":1e3,\"x\":[1,2,{\"a\":null}]},\"timestamp\":1700158623979.5}",
        "{\"timestamp\":123,\"model\":\"m\",\"cost\":0.00012345678901234567,\"n\":9223372036854775807,\"a\":{\"b\":{\"c\":true}}}",
        "{\"timestamp\":1,\"n\":-0,\"cost\":-0.0,\"a\":9007199254740993.0,\"latency_ms\":123456789012345678}",
        "{\"timestamp\":1,\"a.b\":{\"c\":0.1},\"a\":false,\"n\":0.30000000000000004,\"n\":null,\"model\":\"\"}",
        "{\"events\":[{\"timestamp\":1,\"n\":2},{\"timestamp\":3}]}",
        "{\"events\":3,\"timestamp\":1}",
    };

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final DecoderOptions options = Decoded.options(
                    "$type", "id", "a.b.c", "a", "metadata.team", "latency_ms", "model", "cost", "n")
            .withLimits(2_000, 1_000);

    @Test
    void any_object_is_read_the_same_both_ways() {
        compare(new JsonFormat().decoder(options));
    }

    @Test
    void feedback_events_are_read_the_same_both_ways() {
        compare(new FeedbackEventFormat().decoder(options));
    }

    private void compare(Decoder<Row> decoder) {
        Random random = seeds.random();
        for (int i = 0; i < RECORDS; i++) {
            byte[] plain = PLAIN[random.nextInt(PLAIN.length)].getBytes(StandardCharsets.UTF_8);
            byte[] value = i < PLAIN.length
                    ? PLAIN[i].getBytes(StandardCharsets.UTF_8)
                    : DecoderFuzzTest.mutated(random, plain);
            SourceRecord record = i % 2 == 0 ? SourceRecord.of(0, i, value) : amid(value, random);
            String either = told(Decoded.of(decoder, record));
            Decoded parsed = new Decoded();
            ((JsonDecoder) decoder).parse(record, parsed);
            if (value.length <= 2_000 && !either.equals(told(parsed))) {
                fail(
                        "%s%nmade %s%nand with the parser %s",
                        new String(value, StandardCharsets.UTF_8), either, told(parsed));
            }
        }
    }

    /** A record whose value lies between other bytes that could belong to it. */
    private static SourceRecord amid(byte[] value, Random random) {
        byte[] array = "{\"n\":\"12345678\"}".repeat(value.length / 8 + 2).getBytes(StandardCharsets.UTF_8);
        int from = random.nextInt(16);
        System.arraycopy(value, 0, array, from, value.length);
        return new SourceRecord(
                0, 0, SourceRecord.NO_TIME, SourceRecord.NO_TIME, List.of(), array, from, from + value.length);
    }

    private static String told(Decoded decoded) {
        return decoded.rows.stream().map(Decoded::values).toList()
                + " "
                + decoded.rows.stream()
                        .map(row -> Arrays.hashCode(row.source()))
                        .toList()
                + " "
                + decoded.timestamps
                + decoded.errors;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\t} \n",
                "{\"n\":1}",
                "{\"n\":-1.5e-3,\"x\":[true,false,null,[],{}],\"y\":\"a longer text than eight bytes\"}",
                "{\"\":0}"
            })
    void usual_records_are_taken(String record) {
        assertThat(isTaken(record)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}x",
                "{,}",
                "{\"n\":1,}",
                "{\"n\":01}",
                "{\"n\":1.}",
                "{\"n\":.5}",
                "{\"n\":+1}",
                "{\"n\":-}",
                "{\"n\":1e}",
                "{\"n\":tru}",
                "{\"n\":truex}",
                "{\"n\" 1}",
                "{\"x\":[1,]}",
                "{\"x\":\"a\tb\"}",
                "{\"x\":\"more than eight \t bytes\"}",
                "{\"x\":\"open}"
            })
    void broken_ones_are_not(String record) {
        assertThat(isTaken(record)).isFalse();
    }

    private static boolean isTaken(String record) {
        RowPlan plan = new RowPlan(DecoderOptions.of(RowSchema.of(List.of("n")), () -> 0));
        RowFiller filler = new RowFiller(plan);
        filler.begin();
        FieldTree tree = new FieldTree();
        tree.add("n", 0, 0);
        return new PlainJson("")
                .read(SourceRecord.of(0, 0, record.getBytes(StandardCharsets.UTF_8)), tree.root(), filler);
    }
}
