// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule10.window;

final class WindowHelper {}
