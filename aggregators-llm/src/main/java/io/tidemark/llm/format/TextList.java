// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row.Kind;

/** What an array is as one value: a single text is that text, several are joined by commas, and all else is something nested. */
final class TextList {
    private final StringBuilder texts = new StringBuilder();
    private int size;
    private boolean isOther;

    void clear() {
        texts.setLength(0);
        size = 0;
        isOther = false;
    }

    void add(Scalar value) {
        if (value.kind() != Kind.TEXT) {
            isOther = true;
        } else if (!isOther) {
            texts.append(size > 0 ? "," : "").append(value.text());
        }
        size++;
    }

    void writeTo(Scalar value) {
        if (isOther || size == 0) {
            value.setNested();
        } else {
            value.setText(texts.toString());
        }
    }
}
