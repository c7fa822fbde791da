// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * Feedback events, in both of their shapes, alone or in batches.
 *
 * <ol>
 *   <li>An object with a text {@code type} ({@code user_feedback}, {@code performance_metrics}, {@code model_response}, {@code system_health},
 *       {@code experiment_result}) has its payload beside it. A field is at its path from the top.
 *   <li>An object with a text {@code event_type} instead has its payload in {@code data}. A field is at its path from the top, as in {@code data.latency_ms} or
 *       {@code metadata.team}, or, when nothing is there, at its path from {@code data}: {@code latency_ms} is found too. An explicit null is something.
 *   <li>An object with neither and an array {@code events} is a batch: each object of the array is an event, and one that is no object is invalid.
 *   <li>An object with none of these is an event of the first shape without a type: views that name types leave it out.
 * </ol>
 *
 * <p>The order of the members never matters. The type, {@code $type} as a field, is the text of {@code type} or {@code event_type}. What a path is, and all else, is as in
 * {@link JsonFormat}. A batch of which any byte is unreadable yields nothing but that; each event of a readable one stands for itself, with its own part of the bytes.
 */
public final class FeedbackEventFormat implements RowFormat {
    /** For {@code ServiceLoader}. */
    public FeedbackEventFormat() {}

    @Override
    public String name() {
        return "feedback_event";
    }

    @Override
    public String description() {
        return "Feedback events of LLM applications, one or a batch in a JSON object";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        RowPlan plan = new RowPlan(options);
        return new JsonDecoder(plan, new FeedbackEvents(plan));
    }
}
