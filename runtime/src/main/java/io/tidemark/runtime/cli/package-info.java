// SPDX-License-Identifier: Apache-2.0
/** The command line: one class for each command, and what they have in common. */
@NullMarked
package io.tidemark.runtime.cli;

import org.jspecify.annotations.NullMarked;
