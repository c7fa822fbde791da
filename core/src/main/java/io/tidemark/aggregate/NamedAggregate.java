// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

/**
 * One result of a view: a function and the name that its result has in the pane.
 *
 * @param name unique in the view
 * @param function what computes it
 * @param <E> the element
 */
public record NamedAggregate<E>(String name, AggregateFunction<? super E, ?, ?> function) {}
