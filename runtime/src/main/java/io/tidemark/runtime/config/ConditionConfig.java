// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.Optional;

/**
 * A condition on one field of an element.
 *
 * @param place where it stands
 * @param field the field's path
 * @param present whether the field must be there, and not null or false, or must not be
 * @param equal the text that a field must have, instead
 */
public record ConditionConfig(Place place, String field, boolean present, Optional<String> equal) {}
