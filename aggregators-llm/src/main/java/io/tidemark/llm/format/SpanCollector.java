// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.llm.format.Conventions.Conversion;
import io.tidemark.llm.format.SpanPlan.Converted;
import io.tidemark.llm.format.SpanPlan.Part;
import io.tidemark.llm.format.SpanPlan.Score;
import io.tidemark.source.SourceRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes elements of spans, whatever encoding they came in.
 *
 * <p>Protocol: {@link #begin}; then for each resource {@link #beginResource}, its attributes to {@link #resource} and its spans in any order, {@link #endResource}. For
 * each span {@link #beginSpan}, its attributes to {@link #attributes} and its events in any order, {@link #endSpan}. For each event {@link #beginEvent}, its attributes to
 * {@link #event}, {@link #endEvent}. What comes from an outer level is added at its end, so that the order of the parts of a message never counts.
 */
final class SpanCollector {
    /** The type of an LLM call. */
    static final String CALL = "llm_call";

    /** The type of an evaluation. */
    static final String EVALUATION = "evaluation";

    private static final String EXCEPTION = "exception";

    /** The class of an error of which nothing is known, as the conventions have it. */
    private static final String OTHER = "_OTHER";

    private static final double MILLIS_PER_SECOND = 1000;

    /** An evaluation of the span that is being read. */
    private record Evaluation(Row row, long eventTime, long nanos, int place) {}

    private final SpanPlan plan;
    private final int maxElements;
    private final Span span;
    private final RowFiller resource;
    private final RowFiller attributes;
    private final RowFiller event;
    private final List<Row> ofResource = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private SourceRecord record = SourceRecord.of(0, 0, null);
    private Elements elements;
    private @Nullable Row exception;
    private int events;

    SpanCollector(SpanPlan plan) {
        this.plan = plan;
        maxElements = plan.rows().options().maxElements();
        span = new Span(plan);
        resource = new RowFiller(plan.rows());
        attributes = new RowFiller(plan.rows());
        event = new RowFiller(plan.rows());
        elements = new Elements(plan.rows());
    }

    /** Begins a record, whose elements go to {@code target}. */
    void begin(SourceRecord source, Elements target) {
        record = source;
        elements = target;
        ofResource.clear();
        evaluations.clear();
    }

    /** Whether the record has more elements than it may; what follows is not kept. */
    boolean isFull() {
        return elements.size() > maxElements;
    }

    void beginResource() {
        resource.begin();
        ofResource.clear();
    }

    /** Takes the attributes of the resource. */
    RowFiller resource() {
        return resource;
    }

    void endResource() {
        ofResource.forEach(row -> inherit(resource.row(), row));
        ofResource.clear();
    }

    /** The span that begins, to be told all but its attributes. */
    Span beginSpan() {
        span.clear();
        attributes.begin();
        evaluations.clear();
        exception = null;
        events = 0;
        return span;
    }

    /** Takes the attributes of the span. */
    RowFiller attributes() {
        return attributes;
    }

    void beginEvent() {
        event.begin();
    }

    /** Takes the attributes of the event. */
    RowFiller event() {
        return event;
    }

    /** Ends an event that happened at {@code nanos}, 0 when that is not known. */
    void endEvent(@Nullable String name, long nanos) {
        int place = events++;
        if (name == null || elements.size() + evaluations.size() > maxElements) {
            return;
        }
        if (name.equals(EXCEPTION)) {
            exception = event.row();
        } else if (plan.isEvaluation(name)) {
            dropScores(event, plan.evaluationName(event));
            evaluations.add(new Evaluation(event.row(), event.timestamp(), nanos, place));
        }
    }

    /** Ends the span, which was read from {@code [from, to)} of {@code bytes}. */
    void endSpan(byte[] bytes, int from, int to) {
        boolean isCall = plan.isCall(attributes);
        if ((!isCall && evaluations.isEmpty()) || isFull()) {
            return;
        }
        byte[] source = Arrays.copyOfRange(bytes, from, to);
        dropScores(attributes, null);
        plan.conversions().forEach(this::convert);
        if (isCall) {
            addCall(source);
        }
        evaluations.forEach(evaluation -> addEvaluation(evaluation, source));
    }

    /** Takes back the scores of other evaluations than {@code name}. */
    private void dropScores(RowFiller filler, @Nullable String name) {
        for (Score score : plan.scores()) {
            if (filler.rank(score.slot()) < score.ranks() && !score.evaluation().equals(name)) {
                filler.row().setMissing(score.slot());
            }
        }
    }

    private void convert(Converted converted) {
        int slot = converted.slot();
        Row row = attributes.row();
        double number = row.number(slot);
        if (attributes.rank(slot) != converted.rank() || Double.isNaN(number)) {
            return;
        }
        if (converted.conversion() == Conversion.FROM_SECONDS) {
            row.setDecimal(slot, number * MILLIS_PER_SECOND);
        } else {
            row.setBoolean(slot, number > 0);
        }
    }

    private void addCall(byte[] source) {
        Row row = attributes.row();
        if (span.isFailed()) {
            plan.errors().forEach(slot -> fail(row, slot));
        }
        for (Part part : plan.parts()) {
            span.write(part.field(), row, part.slot());
        }
        SpanField time = plan.time();
        add(row, time == null ? attributes.timestamp() : span.time(time), CALL, source);
    }

    /** Sets the class of the error of a failed span, unless an attribute tells it. */
    private void fail(Row row, int slot) {
        if (row.isPresent(slot)) {
            return;
        }
        if (exception != null && exception.isPresent(slot)) {
            RowSlots.copy(exception, row, slot);
        } else {
            row.setText(slot, OTHER);
        }
    }

    private void addEvaluation(Evaluation evaluation, byte[] source) {
        Row row = evaluation.row();
        inherit(attributes.row(), row);
        long nanos = evaluation.nanos() == 0 ? span.endNanos() : evaluation.nanos();
        for (Part part : plan.parts()) {
            span.writeOfEvent(part.field(), row, part.slot(), evaluation.place(), nanos);
        }
        add(row, plan.time() == null ? evaluation.eventTime() : Span.millis(nanos), EVALUATION, source);
    }

    private void add(Row row, long eventTime, String type, byte[] source) {
        elements.add(row, eventTime, type, record, source);
        ofResource.add(row);
    }

    private void inherit(Row from, Row to) {
        int[] shared = plan.shared();
        for (int slot : shared) {
            if (to.kind(slot) == Row.Kind.MISSING) {
                RowSlots.copy(from, to, slot);
            }
        }
    }
}
