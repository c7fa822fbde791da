// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;

/** A blob of this name was published before, by this process or by another one: see {@link CheckpointStorage#put}. */
public final class BlobExistsException extends IOException {
    private static final long serialVersionUID = 1;

    private final String name;

    /** The blob {@code name} exists. */
    public BlobExistsException(String name) {
        super("the blob '" + name + "' exists already; blobs are written once");
        this.name = name;
    }

    /** The name of the blob. */
    public String name() {
        return name;
    }
}
