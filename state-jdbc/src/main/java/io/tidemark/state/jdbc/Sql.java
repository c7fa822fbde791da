// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

/** The SQL that H2 and PostgreSQL both understand. Values are always parameters; nothing is pasted in. */
final class Sql {
    /** How many entries a cursor reads at once. */
    static final int PAGE = 256;

    static final String FIND_JOB = "SELECT id, owner, version, checkpoint_id, parts FROM state_job WHERE name = ?";

    static final String ADD_JOB =
            "INSERT INTO state_job (name, owner, version, checkpoint_id, parts) VALUES (?, 0, 0, 0, FALSE)";

    static final String CLAIM_JOB = "UPDATE state_job SET owner = ?, version = version + 1 WHERE name = ?";

    static final String MOVE_JOB =
            "UPDATE state_job SET version = ?, checkpoint_id = ?, parts = ? WHERE name = ? AND owner = ? AND version = ?";

    static final String STORES = "SELECT id, name FROM state_store WHERE job = ?";

    static final String ADD_STORE = "INSERT INTO state_store (job, name) VALUES (?, ?)";

    static final String GET =
            "SELECT part, size, checksum, content FROM state_entry WHERE store = ? AND entry_key = ? ORDER BY part";

    static final String SCAN_FROM = "SELECT entry_key, size, checksum, content FROM state_entry"
            + " WHERE store = ? AND entry_key >= ? AND part = 0 ORDER BY store, entry_key LIMIT " + PAGE;

    static final String SCAN = "SELECT entry_key, size, checksum, content FROM state_entry"
            + " WHERE store = ? AND entry_key >= ? AND entry_key < ? AND part = 0 ORDER BY store, entry_key LIMIT "
            + PAGE;

    static final String DELETE = "DELETE FROM state_entry WHERE store = ? AND entry_key = ?";

    static final String DELETE_PARTS = "DELETE FROM state_entry WHERE store = ? AND entry_key = ? AND part > 0";

    static final String DELETE_FROM = "DELETE FROM state_entry WHERE store = ? AND entry_key >= ?";

    static final String DELETE_RANGE = "DELETE FROM state_entry WHERE store = ? AND entry_key >= ? AND entry_key < ?";

    static final String DELETE_STORE = "DELETE FROM state_entry WHERE store = ?";

    static final String ADD_BLOB = "INSERT INTO checkpoint_blob (job, name, size) VALUES (?, ?, ?)";

    static final String ADD_PART = "INSERT INTO checkpoint_part (blob, part, content) VALUES (?, ?, ?)";

    static final String GET_BLOB = "SELECT b.size, p.content FROM checkpoint_blob b"
            + " LEFT JOIN checkpoint_part p ON p.blob = b.id WHERE b.job = ? AND b.name = ? ORDER BY p.part";

    static final String LIST_BLOBS =
            "SELECT name, size FROM checkpoint_blob WHERE job = ? AND name >= ? AND name < ? ORDER BY name";

    static final String DELETE_BLOB = "DELETE FROM checkpoint_blob WHERE job = ? AND name = ?";

    private Sql() {}
}
