// SPDX-License-Identifier: Apache-2.0
/** A real browser, without a window, for tests of the dashboard. */
@NullMarked
package io.tidemark.runtime.browser;

import org.jspecify.annotations.NullMarked;
