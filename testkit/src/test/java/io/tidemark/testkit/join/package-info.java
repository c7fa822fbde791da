// SPDX-License-Identifier: Apache-2.0
/** Joins: their rules as scripts, and random ones against nested loops. */
@NullMarked
package io.tidemark.testkit.join;

import org.jspecify.annotations.NullMarked;
