// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.llm.format.MappingUnit.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of a call of a model, the same whichever stack reports it. Those that feedback events have too are named as there, so the presets fit.
 *
 * <p>Beside these there are {@code metrics.NAME}: scores by name.
 */
public enum CallField {
    /** Identifies the call. */
    REQUEST_ID(Measure.TEXT),
    /** The conversation that it belongs to. */
    SESSION_ID(Measure.TEXT),
    /** Who asked. */
    USER_ID(Measure.TEXT),
    /** Whose budget it is. */
    TEAM(Measure.TEXT),
    /** The model. */
    MODEL(Measure.TEXT),
    /** The model that answered, where that may be another. */
    RESPONSE_MODEL(Measure.TEXT),
    /** What was asked for: a chat, an embedding. */
    OPERATION(Measure.TEXT),
    /** Who runs the model. */
    PROVIDER(Measure.TEXT),
    /** When it was asked, in epoch milliseconds. */
    START(Measure.TIME),
    /** When the first token came. */
    FIRST_TOKEN(Measure.TIME),
    /** When the answer was complete. */
    END(Measure.TIME),
    /** From start to end, in milliseconds. */
    LATENCY_MS(Measure.DURATION),
    /** From start to the first token, in milliseconds. */
    TIME_TO_FIRST_TOKEN_MS(Measure.DURATION),
    /** Tokens of the question, those from a cache among them. */
    INPUT_TOKENS(Measure.TOKENS),
    /** Tokens of the answer, those of reasoning among them. */
    OUTPUT_TOKENS(Measure.TOKENS),
    /** Both. */
    TOTAL_TOKENS(Measure.TOKENS),
    /** Input tokens that were read from the provider's cache. */
    CACHED_TOKENS(Measure.TOKENS),
    /** Input tokens that were written to the provider's cache. */
    CACHE_WRITE_TOKENS(Measure.TOKENS),
    /** Output tokens of reasoning. */
    REASONING_TOKENS(Measure.TOKENS),
    /** In US dollars. */
    COST(Measure.MONEY),
    /** The class of the error; nothing when there was none. */
    ERROR(Measure.TEXT),
    /** Why the model stopped. */
    FINISH_REASONS(Measure.TEXT),
    /** Whether the answer came from a cache of answers. */
    CACHE_HIT(Measure.FLAG),
    /** How good the answer is. */
    QUALITY_SCORE(Measure.NUMBER),
    /** The type of the event, for views that name types. */
    TYPE(Measure.TEXT),
    /** The time of the event: the end of the call, unless a mapping says otherwise. */
    TIMESTAMP(Measure.TIME);

    /** What names of scores begin with. */
    public static final String SCORES = "metrics.";

    private final Measure measure;

    CallField(Measure measure) {
        this.measure = measure;
    }

    /** The name in files and views. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(CallField::wireName).toList();
    }

    /** What the field {@code name} measures; nothing when there is no such field. */
    public static Optional<Measure> measure(String name) {
        if (name.startsWith(SCORES) && name.length() > SCORES.length()) {
            return Optional.of(Measure.NUMBER);
        }
        return Arrays.stream(values())
                .filter(field -> field.wireName().equals(name))
                .map(field -> field.measure)
                .findFirst();
    }
}
