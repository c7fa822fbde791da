// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.TOO_LARGE;
import static io.tidemark.element.InvalidReason.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.WireFormat;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is peculiar to the encoding in protobuf. */
class OtlpProtobufTest {
    private static final Proto CHAT = Proto.attribute("gen_ai.operation.name", "chat");

    private final Decoder<Row> decoder =
            new OtlpProtobufFormat().decoder(Decoded.options("model", "user_id", "latency_ms", "x"));

    private static Proto call() {
        return Proto.span().bytes(9, CHAT);
    }

    private Map<String, @Nullable Object> value(Proto value) {
        return Decoded.of(decoder, Proto.record(call().bytes(9, Proto.attribute("x", value))))
                .row();
    }

    private void undecodable(byte[] record) {
        assertThat(Decoded.of(decoder, record).error(UNDECODABLE)).doesNotContain("could not be read");
    }

    @Test
    void values_are_of_the_kind_that_the_encoding_says() {
        assertThat(value(Proto.message().text(1, "\u00fc"))).containsEntry("x", "\u00fc");
        assertThat(value(Proto.message().varint(2, 1))).containsEntry("x", true);
        assertThat(value(Proto.message().varint(3, Long.MIN_VALUE))).containsEntry("x", Long.MIN_VALUE);
        assertThat(value(Proto.message().number(4, 0.1))).containsEntry("x", 0.1);
        assertThat(value(Proto.message().number(4, Double.NaN))).containsEntry("x", null);
        assertThat(value(Proto.message())).containsEntry("x", null);
        Proto text = Proto.message().text(1, "a");
        assertThat(value(Proto.message().bytes(5, Proto.message().bytes(1, text).bytes(1, text))))
                .containsEntry("x", "a,a");
        assertThat(value(Proto.message().bytes(5, Proto.message()))).containsEntry("x", Row.Kind.NESTED);
        assertThat(value(Proto.message().bytes(6, Proto.message()))).containsEntry("x", Row.Kind.NESTED);
        assertThat(value(Proto.message().bytes(7, new byte[] {-1}))).containsEntry("x", Row.Kind.NESTED);
    }

    @Test
    void fields_come_in_any_order_and_unknown_ones_are_skipped() {
        Proto unknown = Proto.message()
                .varint(77, 5)
                .tag(78, WireFormat.WIRETYPE_START_GROUP)
                .text(1, "x")
                .tag(78, WireFormat.WIRETYPE_END_GROUP)
                .raw((byte) 0xFD, (byte) 0x04, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        Proto reversed = Proto.message()
                .raw(unknown.toBytes())
                .bytes(2, Proto.message().raw(unknown.toBytes()).text(1, "m"))
                .text(1, "gen_ai.request.model");
        Proto span = Proto.message()
                .bytes(9, reversed)
                .bytes(9, CHAT)
                .raw(Proto.span().toBytes());
        Proto scope = Proto.message().text(3, "schema").raw(unknown.toBytes()).bytes(2, span);
        Proto resource = Proto.message().raw(unknown.toBytes()).bytes(1, Proto.attribute("user.id", "u"));
        byte[] record = Proto.message()
                .raw(unknown.toBytes())
                .bytes(1, Proto.message().raw(unknown.toBytes()).bytes(2, scope).bytes(1, resource))
                .toBytes();
        Decoded decoded = Decoded.of(decoder, record);
        assertThat(decoded.row()).isEqualTo(Map.of("model", "m", "user_id", "u", "latency_ms", 250L));
        assertThat(decoded.rows.get(0).source()).isEqualTo(span.toBytes());
    }

    @Test
    void no_bytes_are_no_spans_and_other_messages_are_undecodable() {
        assertThat(Decoded.of(decoder, new byte[0]).errors).isEmpty();
        assertThat(Decoded.of(decoder, Proto.message().bytes(1, Proto.message()).toBytes()).errors)
                .isEmpty();
        undecodable(Proto.message().varint(1, 5).toBytes());
        undecodable(Proto.message().text(2, "x").toBytes());
    }

    @Test
    void every_truncation_is_undecodable_or_ends_between_fields() {
        byte[] record = Proto.record(call().bytes(9, Proto.attribute("gen_ai.request.model", "m")));
        for (int length = 1; length < record.length; length++) {
            undecodable(Arrays.copyOf(record, length));
        }
    }

    @Test
    void lengths_that_lie_are_undecodable() {
        byte[] negative = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0x0F};
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0xFF);
        for (byte[] length : new byte[][] {negative, endless, {(byte) 0xFF, (byte) 0x7F}, {}}) {
            undecodable(Proto.message().raw((byte) 10).raw(length).toBytes());
            undecodable(Proto.record(Proto.message().raw((byte) 74).raw(length)));
            undecodable(Proto.record(
                    Proto.message().bytes(9, Proto.message().raw((byte) 10).raw(length))));
            undecodable(Proto.record(call().bytes(
                            9,
                            Proto.attribute("x", Proto.message().raw((byte) 10).raw(length)))));
        }
    }

    @Test
    void deep_groups_are_undecodable_and_deep_values_are_not_entered() {
        Proto groups = Proto.message();
        for (int i = 0; i < 100_000; i++) {
            groups.tag(20, WireFormat.WIRETYPE_START_GROUP);
        }
        undecodable(Proto.record(groups));
        undecodable(Proto.message()
                .bytes(1, Proto.message())
                .tag(20, WireFormat.WIRETYPE_END_GROUP)
                .toBytes());
        Proto deep = Proto.message().text(1, "x");
        for (int i = 0; i < 1_000; i++) {
            deep = Proto.message().bytes(5, Proto.message().bytes(1, deep));
        }
        assertThat(value(deep)).containsEntry("x", Row.Kind.NESTED);
    }

    @Test
    void a_text_that_is_wanted_must_be_utf8_without_zeros() {
        for (byte[] text : new byte[][] {
            {'a', 0}, {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xE2, (byte) 0x82}
        }) {
            undecodable(Proto.record(
                    call().bytes(9, Proto.attribute("x", Proto.message().bytes(1, text)))));
            assertThat(Decoded.of(
                                    decoder,
                                    Proto.record(call().bytes(
                                                    9,
                                                    Proto.attribute(
                                                            "y", Proto.message().bytes(1, text)))))
                            .rows)
                    .hasSize(1);
        }
    }

    @Test
    void limits_of_bytes_and_elements_hold() {
        Decoder<Row> limited =
                new OtlpProtobufFormat().decoder(Decoded.options("model").withLimits(1_000, 2));
        Proto two = Proto.message().bytes(2, call()).bytes(2, call());
        Proto three = Proto.message().raw(two.toBytes()).bytes(2, call());
        assertThat(Decoded.of(
                                limited,
                                Proto.message()
                                        .bytes(1, Proto.message().bytes(2, two))
                                        .toBytes())
                        .rows)
                .hasSize(2);
        Decoded.of(
                        limited,
                        Proto.message()
                                .bytes(1, Proto.message().bytes(2, three))
                                .toBytes())
                .error(TOO_LARGE);
        Proto evaluation = Proto.message().bytes(11, Proto.message().text(2, "gen_ai.evaluation.result"));
        Proto evaluated = Proto.span();
        for (int i = 0; i < 9; i++) {
            evaluated.raw(evaluation.toBytes());
        }
        Decoded.of(limited, Proto.record(evaluated)).error(TOO_LARGE);
        Decoded.of(limited, new byte[1_001]).error(TOO_LARGE);
        Decoded.of(limited, (byte[]) null).error(UNDECODABLE);
    }
}
