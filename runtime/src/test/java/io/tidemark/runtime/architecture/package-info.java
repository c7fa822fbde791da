// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of the architecture, as tests over the classes of every module. Each rule is made for a root package, so that it can be shown to fail: {@code
 * planted.ruleNN} is a small world laid out like ours that breaks rule NN.
 */
@NullMarked
package io.tidemark.runtime.architecture;

import org.jspecify.annotations.NullMarked;
