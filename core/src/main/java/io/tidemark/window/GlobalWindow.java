// SPDX-License-Identifier: Apache-2.0
package io.tidemark.window;

/**
 * One window for each key, over all time (rule N5). It is never complete before the end of input, so a view needs an early trigger to see anything
 * before that.
 */
public enum GlobalWindow implements WindowAssigner<Object> {
    /** The only one. */
    INSTANCE;

    @Override
    public void assign(Object element, long timestamp, WindowCollector out) {
        out.window(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public Window.Domain domain() {
        return Window.Domain.GLOBAL;
    }
}
