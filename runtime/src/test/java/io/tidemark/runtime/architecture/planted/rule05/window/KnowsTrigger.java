// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule05.window;

import io.tidemark.runtime.architecture.planted.rule05.trigger.Fires;

record KnowsTrigger(Fires trigger) {}
