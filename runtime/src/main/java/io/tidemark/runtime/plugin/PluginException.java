// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.plugin;

/** The class path cannot be used: two plugins of one name, or one that cannot be made. The message says which jars to look at. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong. */
    public PluginException(String message) {
        super(message);
    }

    /** What is wrong, and why. */
    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
