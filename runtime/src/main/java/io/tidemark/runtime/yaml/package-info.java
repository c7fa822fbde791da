// SPDX-License-Identifier: Apache-2.0
/** YAML 1.2 as a tree of nodes that know their line; limits, overrides and environment variables applied. */
@NullMarked
package io.tidemark.runtime.yaml;

import org.jspecify.annotations.NullMarked;
