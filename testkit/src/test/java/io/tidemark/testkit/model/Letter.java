// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.element.InvalidReason;
import io.tidemark.sink.DeadLetter;
import org.jspecify.annotations.Nullable;

/** A dead letter without its text for people. */
record Letter(
        InvalidReason reason,
        int partition,
        long offset,
        @Nullable String view,
        @Nullable Object value) {
    static Letter of(DeadLetter letter) {
        return new Letter(letter.reason(), letter.partition(), letter.offset(), letter.view(), letter.value());
    }
}
