// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.io.IOException;

/** A call that may fail. */
@FunctionalInterface
interface IoAction {
    void run() throws IOException;
}
