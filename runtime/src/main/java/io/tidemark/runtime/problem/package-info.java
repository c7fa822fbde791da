// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a configuration: where, which key, what to do; and the nearest valid name. */
@NullMarked
package io.tidemark.runtime.problem;

import org.jspecify.annotations.NullMarked;
