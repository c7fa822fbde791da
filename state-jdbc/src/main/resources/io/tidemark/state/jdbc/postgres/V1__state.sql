-- SPDX-License-Identifier: Apache-2.0
-- Whose state there is, and where it stands. owner: who may write. version: counts the changes. parts: whether any value has more than one row.
CREATE TABLE state_job (
    id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name VARCHAR(200) COLLATE "C" NOT NULL UNIQUE,
    owner BIGINT NOT NULL,
    version BIGINT NOT NULL,
    checkpoint_id BIGINT NOT NULL,
    parts BOOLEAN NOT NULL
);

-- The names of stores, which rows of state_entry need not repeat.
CREATE TABLE state_store (
    id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job INT NOT NULL REFERENCES state_job (id),
    name VARCHAR(48) COLLATE "C" NOT NULL,
    UNIQUE (job, name)
);

-- The entries: a short value is in one row, part 0; a long one goes on in parts 1, 2 and so on. size: of the whole value.
-- A checkpoint rewrites many rows: pages with room take the new version beside the old one and leave the index alone, and vacuum comes often.
CREATE TABLE state_entry (
    store INT NOT NULL,
    entry_key BYTEA NOT NULL,
    part INT NOT NULL,
    size INT NOT NULL,
    checksum INT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (store, entry_key, part)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
