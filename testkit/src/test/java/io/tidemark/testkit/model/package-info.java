// SPDX-License-Identifier: Apache-2.0
/** The independent proof of the engine: a naive model of the rules, random cases, and the comparison of the two. */
@NullMarked
package io.tidemark.testkit.model;

import org.jspecify.annotations.NullMarked;
