-- SPDX-License-Identifier: Apache-2.0
-- Whose state there is, and where it stands. owner: who may write. version: counts the changes. parts: whether any value has more than one row.
CREATE TABLE state_job (
    id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name VARCHAR(200) NOT NULL UNIQUE,
    owner BIGINT NOT NULL,
    version BIGINT NOT NULL,
    checkpoint_id BIGINT NOT NULL,
    parts BOOLEAN NOT NULL
);

-- The names of stores, which rows of state_entry need not repeat.
CREATE TABLE state_store (
    id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job INT NOT NULL REFERENCES state_job (id),
    name VARCHAR(48) NOT NULL,
    UNIQUE (job, name)
);

-- The entries: a short value is in one row, part 0; a long one goes on in parts 1, 2 and so on. size: of the whole value.
CREATE TABLE state_entry (
    store INT NOT NULL,
    entry_key VARBINARY(2048) NOT NULL,
    part INT NOT NULL,
    size INT NOT NULL,
    checksum INT NOT NULL,
    content VARBINARY(1048576) NOT NULL,
    PRIMARY KEY (store, entry_key, part)
);
