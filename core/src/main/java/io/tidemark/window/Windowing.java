// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/**
 * How a view cuts the elements of a key into windows. It is data: an immutable value that any engine can interpret.
 *
 * <p>There are three shapes: windows that depend on an element alone ({@link WindowAssigner}; among them {@link AlignedWindows}, which are the
 * same for all keys), sessions, which merge ({@link SessionWindows}), and counts ({@link CountWindows}).
 *
 * @param <E> the element
 */
public sealed interface Windowing<E> permits WindowAssigner, SessionWindows, CountWindows {}
