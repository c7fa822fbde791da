// SPDX-License-Identifier: Apache-2.0
/** Reads typed values out of a tree of YAML, and collects what is wrong and what holds in the end. */
@NullMarked
package io.tidemark.runtime.bind;

import org.jspecify.annotations.NullMarked;
