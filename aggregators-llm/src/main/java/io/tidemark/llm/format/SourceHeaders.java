// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

/** Headers that a source of files gives to its records, for decoders to read. */
public final class SourceHeaders {
    /** The name of the file that the record stands in, without directories and without its extension. */
    public static final String FILE = "file";

    /**
     * The first line of a CSV file, which names its columns. All records of a file should carry the very same array, for a decoder then reads it once.
     */
    public static final String COLUMNS = "columns";

    private SourceHeaders() {}
}
