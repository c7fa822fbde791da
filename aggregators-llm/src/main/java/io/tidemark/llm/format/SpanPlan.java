// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.llm.format.Conventions.Alias;
import io.tidemark.llm.format.Conventions.Conversion;
import io.tidemark.llm.format.FieldTree.Node;
import io.tidemark.llm.format.RowPlan.PathTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job reads of spans: which attribute goes to which slots, and which slots are filled in another way. Worked out once, when a decoder is made.
 *
 * <p>A field is, in this order: one of {@link SpanField}; one of the table of {@link Conventions}; for {@code metrics.NAME}, the score of an evaluation of that name; an attribute of that very name.
 */
final class SpanPlan {
    /** A slot that what a span is goes to. */
    record Part(SpanField field, int slot) {}

    /** A slot whose value is converted when it came from an attribute of that rank. */
    record Converted(int slot, int rank, Conversion conversion) {}

    /** A slot that the score of evaluations of one name goes to; ranks below {@code ranks} are of scores. */
    record Score(String evaluation, int slot, int ranks) {}

    private static final String SCORES = "metrics.";
    private static final String ERROR = "error";
    private static final String MODEL = "model";
    private static final String NAME = "evaluation";
    private static final String VALUE = "quality_score";

    private final RowPlan rows;
    private final Conventions conventions;
    private final FieldTree attributes = new FieldTree();
    private final List<Part> parts = new ArrayList<>();
    private final List<Converted> conversions = new ArrayList<>();
    private final List<Score> scores = new ArrayList<>();
    private int[] shared = {};
    private final List<Integer> errors = new ArrayList<>();
    private final Set<SpanField> wanted = EnumSet.noneOf(SpanField.class);
    private final int modelRank;
    private @Nullable SpanField time;

    SpanPlan(RowPlan rows, Conventions conventions) {
        this.rows = rows;
        this.conventions = conventions;
        rows.paths().forEach(this::place);
        for (int i = 0; i < conventions.operation().size(); i++) {
            attributes.addName(conventions.operation().get(i), rows.typeTarget(), i);
        }
        modelRank = aliases(NAME, rows.eventTypeTarget(), 0);
        aliases(MODEL, rows.eventTypeTarget(), modelRank);
    }

    private void place(PathTarget path) {
        SpanField part = SpanField.named(path.path());
        if (part != null) {
            wanted.add(part);
            part(part, path);
        } else {
            attribute(path.path(), path.target());
        }
    }

    private void part(SpanField part, PathTarget path) {
        if (path.target() != rows.timeTarget()) {
            parts.add(new Part(part, path.target()));
        } else if (part.isTime()) {
            time = part;
        } else {
            throw new IllegalArgumentException("the field '" + path.path()
                    + "' of a span is no time; use timestamp, start, end, or the name of an attribute");
        }
    }

    private void attribute(String path, int target) {
        boolean isScore = path.startsWith(SCORES);
        int ranks = aliases(isScore ? VALUE : path, target, 0);
        attributes.addName(path, target, ranks);
        if (target == rows.timeTarget()) {
            return;
        }
        if (isScore) {
            scores.add(new Score(path.substring(SCORES.length()), target, ranks));
        }
        if (ranks == 0 || conventions.shared().contains(path)) {
            shared = Arrays.copyOf(shared, shared.length + 1);
            shared[shared.length - 1] = target;
        }
        if (path.equals(ERROR)) {
            errors.add(target);
        }
    }

    /** Adds the attributes of {@code field} from {@code first} on, and answers the rank after them. */
    private int aliases(String field, int target, int first) {
        int rank = first;
        for (Alias alias : conventions.fields().getOrDefault(field, List.of())) {
            attributes.addName(alias.name(), target, rank);
            if (alias.conversion() != Conversion.FROM && target < rows.schema().size()) {
                conversions.add(new Converted(target, rank, alias.conversion()));
            }
            rank++;
        }
        return rank;
    }

    RowPlan rows() {
        return rows;
    }

    /** What wants the attribute whose name {@code bytes} have in {@code [from, to)}, or null. */
    @Nullable
    Node attribute(byte[] bytes, int from, int to) {
        return attributes.root().child(bytes, from, to);
    }

    /** The same for a name that is a text. */
    @Nullable
    Node attribute(String name) {
        return attributes.root().child(name);
    }

    /** Whether a span with these attributes is an LLM call: its operation says so, or, when it has none, it names a model. */
    boolean isCall(RowFiller span) {
        String operation = span.type();
        return operation == null
                ? span.eventType() != null && span.rank(rows.eventTypeTarget()) >= modelRank
                : conventions.calls().contains(operation);
    }

    /** The name of the evaluation that has these attributes, or null. */
    @Nullable
    String evaluationName(RowFiller event) {
        return event.rank(rows.eventTypeTarget()) < modelRank ? event.eventType() : null;
    }

    boolean isEvaluation(String event) {
        return conventions.evaluation().contains(event);
    }

    /** Whether {@code field} has to be known. */
    boolean wants(SpanField field) {
        return wanted.contains(field);
    }

    /** The part of the span that is the time of the element, or null when it is an attribute, or nothing of the span. */
    @Nullable
    SpanField time() {
        return time;
    }

    List<Part> parts() {
        return parts;
    }

    List<Converted> conversions() {
        return conversions;
    }

    List<Score> scores() {
        return scores;
    }

    /** The slots that an evaluation has from its span, and a span from its resource, when it has nothing there itself. */
    int[] shared() {
        return shared;
    }

    /** The slots of the class of the error. */
    List<Integer> errors() {
        return errors;
    }
}
