// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.llm.format.TimestampFormat;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads what the synthetic source makes. */
final class GeneratorBinder {
    static final List<String> KEYS = List.of(
            "seed",
            "rate",
            "count",
            "start",
            "models",
            "out_of_order_share",
            "max_delay",
            "duplicate_share",
            "spread_over",
            "paced",
            "backlog");

    private static final GeneratorConfig DEFAULTS = GeneratorConfig.DEFAULTS;
    private static final String START = Instant.ofEpochMilli(DEFAULTS.start()).toString();
    private static final Value<String> TIME =
            Values.text("a time in RFC 3339, such as " + START, Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt].+"));

    private GeneratorBinder() {}

    static GeneratorConfig bind(Section section) {
        Optional<Long> count = section.optional("count", Values.integer(0, Long.MAX_VALUE));
        List<String> models = section.list("models", Values.text("the name of a model"), DEFAULTS.models());
        if (section.isEmptyList("models")) {
            section.problem("models", "name at least one model, or remove the key");
        }
        return new GeneratorConfig(
                section.get("seed", Values.integer(Long.MIN_VALUE, Long.MAX_VALUE), DEFAULTS.seed()),
                section.get("rate", Values.decimal(0.001, 1e6), DEFAULTS.rate()),
                count.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                start(section),
                models,
                section.get("out_of_order_share", Values.decimal(0, 1), DEFAULTS.outOfOrderShare()),
                section.get("max_delay", Values.duration(0), DEFAULTS.maxDelay()),
                section.get("duplicate_share", Values.decimal(0, 1), DEFAULTS.duplicateShare()),
                section.get("spread_over", Values.integer(1, 1024), 1L).intValue(),
                section.get("paced", Values.flag(), false),
                section.get("backlog", Values.duration(0), 0L));
    }

    private static long start(Section section) {
        String text = section.get("start", TIME, START);
        long start = TimestampFormat.RFC_3339.text(text);
        if (start == TimestampFormat.UNREADABLE || start == TimestampFormat.OUT_OF_RANGE) {
            section.problem("start", "expected a time in RFC 3339, such as " + START + ", but got '" + text + "'");
            return DEFAULTS.start();
        }
        return start;
    }
}
