// SPDX-License-Identifier: Apache-2.0
/** Contracts that every plugin must pass, and the harness that runs a pipeline on a clock the test holds. */
@NullMarked
package io.tidemark.testkit;

import org.jspecify.annotations.NullMarked;
