// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.Map;

/**
 * One aggregate of a view.
 *
 * @param place where it stands
 * @param name of the result
 * @param fn the function's name
 * @param arguments what else was given, in the form that the function's parameters name
 */
public record AggregateConfig(Place place, String name, String fn, Map<String, Object> arguments) {}
