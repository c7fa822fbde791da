// SPDX-License-Identifier: Apache-2.0
/** The rules one by one, as scenarios to read: the name of a test cites the rule and says what must hold. */
@NullMarked
package io.tidemark.testkit.rules;

import org.jspecify.annotations.NullMarked;
