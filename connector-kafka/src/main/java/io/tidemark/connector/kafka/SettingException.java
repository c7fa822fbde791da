// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

/** A setting is missing, unknown or wrong. The message names it, and no value. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String what;
    private final boolean isUnknown;

    private SettingException(String key, String what, boolean isUnknown) {
        super("'" + key + "' " + what);
        this.key = key;
        this.what = what;
        this.isUnknown = isUnknown;
    }

    /** {@code what} is wrong with {@code key}: a message that goes on after its name. */
    SettingException(String key, String what) {
        this(key, what, false);
    }

    /** There is no {@code key}. */
    static SettingException unknown(String key, String hint) {
        return new SettingException(key, "is not a setting" + hint, true);
    }

    /** The setting. */
    public String key() {
        return key;
    }

    /** What is wrong with it, a message that goes on after its name. */
    public String what() {
        return what;
    }

    /** Whether there is no setting of that name. */
    public boolean isUnknown() {
        return isUnknown;
    }
}
