// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule09.window;

final class Third extends Second {}
