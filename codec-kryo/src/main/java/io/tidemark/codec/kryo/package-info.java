// SPDX-License-Identifier: Apache-2.0
/** Will hold the Kryo codec for users' own accumulator types; there is no code here yet. */
@NullMarked
package io.tidemark.codec.kryo;

import org.jspecify.annotations.NullMarked;
