// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule02.testkit;

import org.assertj.core.api.Condition;

/** Not in core, so free to use libraries. */
record Innocent(Condition<String> condition) {}
