// SPDX-License-Identifier: Apache-2.0
/** What is around the process: its streams, its environment, its terminal and its clock; a test hands in others. */
@NullMarked
package io.tidemark.runtime.host;

import org.jspecify.annotations.NullMarked;
