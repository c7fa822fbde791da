// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule02.window;

import org.assertj.core.api.Condition;

record UsesAssertJ(Condition<String> condition) {}
