// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.element.Row;
import java.util.List;

/**
 * Makes aggregates of rows from what a job file says, as in {@code p95: {fn: percentile, field: latency_ms, percentile: 95}}.
 *
 * <p>Found with {@code ServiceLoader}, so an implementation is public and has a public constructor without parameters. Two factories of one name are an error of the
 * class path, reported with the jars that brought them.
 */
public interface RowAggregateFactory {
    /** The value of {@code fn}: lower case, words joined by underscores. */
    String name();

    /** What it computes, in one sentence, for people who choose. */
    String description();

    /** The parameters it takes, in the order in which they are documented; their names are unique. {@code fn} is not one of them. */
    List<AggregateParameter> parameters();

    /**
     * The aggregate. Equal arguments make equal functions, so that views share accumulators.
     *
     * @param arguments a value for every parameter that is required or has a default, checked against {@link #parameters}
     * @throws IllegalArgumentException when the arguments, each right by itself, do not go together; the message says what to change
     */
    AggregateFunction<Row, ?, ?> create(AggregateArguments arguments);
}
