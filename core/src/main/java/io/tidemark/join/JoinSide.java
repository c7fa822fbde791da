// SPDX-License-Identifier: Apache-2.0
package io.tidemark.join;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One of the two kinds of elements of a {@link Join}.
 *
 * <p>Views share a join when its parts are equal, so let both be values: records, enums, or the same object.
 *
 * @param filter which elements they are
 * @param key reads by what they are joined; an element without one (null) is invalid, as one without a view's key is (rule K1)
 * @param <E> the element
 */
public record JoinSide<E>(Predicate<? super E> filter, Function<? super E, @Nullable String> key) {}
