// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.llm.format.TimestampFormat;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import io.tidemark.time.ProcessingClock;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is generated; the names are those of a job file's generator. */
final class GenerateOptions {
    private static final GeneratorConfig DEFAULTS = GeneratorConfig.DEFAULTS;
    private static final String NOW = "now";

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second, of the clock and of the events' own time; default: 100.")
    private @Nullable String rate;

    @Option(names = "--count", paramLabel = "N", description = "End after so many, duplicates not counted.")
    private @Nullable String count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed, with the same other options, gives the same bytes; default: 1.")
    private @Nullable String seed;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "The first event's time, such as 2026-01-01T00:00:00Z, which is the default, or 'now'.")
    private @Nullable String start;

    @Option(
            names = "--models",
            paramLabel = "NAME",
            split = ",",
            description = "The models, most used first; default: gpt-4o,claude-sonnet,gemini-pro,llama-70b.")
    private @Nullable List<String> models;

    @Option(
            names = "--out-of-order-share",
            paramLabel = "SHARE",
            description = "How many of the events come late, from 0 to 1; default: 0.05.")
    private @Nullable String outOfOrderShare;

    @Option(names = "--max-delay", paramLabel = "DURATION", description = "How late they come at most; default: 30s.")
    private @Nullable String maxDelay;

    @Option(
            names = "--duplicate-share",
            paramLabel = "SHARE",
            description = "How many of the events come a second time, from 0 to 1; default: 0.")
    private @Nullable String duplicateShare;

    /** All of it. */
    GeneratorConfig config(ProcessingClock clock) throws ConfigurationException {
        return new GeneratorConfig(
                read("--seed", seed, Values.integer(Long.MIN_VALUE, Long.MAX_VALUE), DEFAULTS.seed()),
                read("--rate", rate, Values.decimal(0.001, 1e6), DEFAULTS.rate()),
                count == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(read("--count", count, Values.integer(0, Long.MAX_VALUE), 0L)),
                start(clock),
                models == null ? DEFAULTS.models() : models,
                read("--out-of-order-share", outOfOrderShare, Values.decimal(0, 1), DEFAULTS.outOfOrderShare()),
                read("--max-delay", maxDelay, Values.duration(0), DEFAULTS.maxDelay()),
                read("--duplicate-share", duplicateShare, Values.decimal(0, 1), DEFAULTS.duplicateShare()),
                1,
                false,
                0);
    }

    private long start(ProcessingClock clock) throws ConfigurationException {
        if (start == null) {
            return DEFAULTS.start();
        }
        if (start.equals(NOW)) {
            return clock.millis();
        }
        long time = TimestampFormat.RFC_3339.text(start);
        if (time == TimestampFormat.UNREADABLE || time == TimestampFormat.OUT_OF_RANGE) {
            throw refused("--start", "expected a time such as 2026-01-01T00:00:00Z, or 'now', but got '" + start + "'");
        }
        return time;
    }

    /** The value of {@code option}, or {@code otherwise} when it was not given. */
    static <T> T read(String option, @Nullable String text, Value<T> value, T otherwise) throws ConfigurationException {
        if (text == null) {
            return otherwise;
        }
        return value.reader()
                .apply(text)
                .orElseThrow(() -> refused(
                        option,
                        "expected " + value.expected() + ", but got '" + text + "'"
                                + value.hint().apply(text)));
    }

    private static ConfigurationException refused(String option, String message) {
        return new ConfigurationException(Mark.option(option), "", message);
    }
}
