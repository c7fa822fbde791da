// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the checkpoints of a job as named immutable blobs: the segments of its log, and the manifests that say which of them make a checkpoint. It is what makes a job durable.
 *
 * <p>A directory, a bucket of S3 and a table can all be one: nothing is ever changed in place, appended to or renamed.
 *
 * <p>Laws ({@code CheckpointStorageContract} in testkit checks them):
 *
 * <ol>
 *   <li><b>Published at once.</b> A blob is there with all its bytes or not at all, for every reader, whatever instant the process or the machine dies at.
 *   <li><b>Durable.</b> When {@link #put} has returned, the blob outlives a loss of power: a directory syncs the file, then the directory.
 *   <li><b>Written once.</b> Of several {@code put}s of one name, in whatever processes, one succeeds; the others change nothing and throw {@link BlobExistsException}. A job
 *       that was believed dead and comes back is fenced by this.
 *   <li><b>Consistent.</b> What a returned {@code put} wrote, every later {@link #get} and {@link #list} sees; what a returned {@link #delete} removed, none of them does.
 *   <li><b>Limits.</b> Names are what {@link BlobNames#check} takes; a blob has 0 to at least {@link #MIN_MAX_BLOB_LENGTH} bytes. What is longer is written in parts, which can be retried one by one.
 * </ol>
 *
 * <p>It does not look into the bytes. Checksums are part of the log's format, so that damage anywhere on the way shows (rule R3).
 *
 * <p>Several threads may use it at once. After {@link #close} every call throws {@link IllegalStateException}.
 */
public interface CheckpointStorage extends AutoCloseable {
    /** The length, in bytes, of a blob that every storage takes. */
    int MIN_MAX_BLOB_LENGTH = 32 << 20;

    /**
     * Publishes a blob.
     *
     * @param content not changed, and not kept after the return
     * @throws BlobExistsException when there is one of that name; it is left as it was
     * @throws IllegalArgumentException when {@link BlobNames#check} refuses the name
     * @throws IOException when it is not certain that it was published: it is there as a whole, or not there. Who tries again may meet its own blob
     */
    void put(String name, byte[] content) throws IOException;

    /**
     * The bytes of a blob, or null when there is none of that name.
     *
     * @return an array of the caller's own
     */
    byte @Nullable [] get(String name) throws IOException;

    /**
     * The blobs whose names begin with {@code prefix}, ascending by name. The prefix may be empty, and may end within a part of a name: {@code seg} finds {@code segments/1}.
     *
     * @throws IllegalArgumentException when no name can begin like this
     */
    List<StoredBlob> list(String prefix) throws IOException;

    /** Removes a blob; it may be gone already. */
    void delete(String name) throws IOException;

    /** Closes it. Closing again does nothing. */
    @Override
    void close() throws IOException;
}
