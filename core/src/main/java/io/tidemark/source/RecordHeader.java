// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

/** One name and value that a source carries beside a record. */
public final class RecordHeader {
    private final String name;
    private final byte[] value;

    /** A header; the value is not copied. */
    public RecordHeader(String name, byte[] value) {
        this.name = name;
        this.value = value;
    }

    /** The name. */
    public String name() {
        return name;
    }

    /** The value; not a copy. */
    public byte[] value() {
        return value;
    }
}
