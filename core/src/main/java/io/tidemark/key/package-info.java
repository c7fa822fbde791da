// SPDX-License-Identifier: Apache-2.0
/** Keys: how an element gets one, how it is encoded, and which key group it belongs to. */
@NullMarked
package io.tidemark.key;

import org.jspecify.annotations.NullMarked;
