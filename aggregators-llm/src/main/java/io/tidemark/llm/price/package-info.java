// SPDX-License-Identifier: Apache-2.0
/** What tokens cost, by model. */
@NullMarked
package io.tidemark.llm.price;

import org.jspecify.annotations.NullMarked;
