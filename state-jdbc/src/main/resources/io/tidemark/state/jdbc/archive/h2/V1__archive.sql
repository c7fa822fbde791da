-- SPDX-License-Identifier: Apache-2.0
-- Whose archive there is. owner: who may write. epoch: the highest of all panes that were ever written and not taken back.
CREATE TABLE ${prefix}job (
    id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name VARCHAR(200) NOT NULL UNIQUE,
    owner BIGINT NOT NULL,
    epoch BIGINT NOT NULL
);

-- Whose panes are together: a view, as long as its windows, keys and accumulators stay.
CREATE TABLE ${prefix}view (
    id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job INT NOT NULL REFERENCES ${prefix}job (id),
    name VARCHAR(1000000) NOT NULL,
    shape VARCHAR(1000000) NOT NULL
);

CREATE INDEX ${prefix}view_job ON ${prefix}view (job);

-- The panes. pane_key: the key's bytes, or the first of them and a digest of all when it is long; then long_key has it. domain: 0 event time, 1 counted elements, 2 global.
-- kind: 0 everything of the window so far, 1 what is new, 2 nothing any more. A pane is in one row, part 0; a large one goes on in parts 1, 2 and so on. size: of all its accumulators.
CREATE TABLE ${prefix}pane (
    view_id INT NOT NULL,
    pane_key VARBINARY(448) NOT NULL,
    window_start BIGINT NOT NULL,
    window_end BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    part INT NOT NULL,
    domain SMALLINT NOT NULL,
    kind SMALLINT NOT NULL,
    epoch BIGINT NOT NULL,
    elements BIGINT NOT NULL,
    size INT NOT NULL,
    checksum INT NOT NULL,
    long_key VARBINARY(1048576),
    content VARBINARY(1048576) NOT NULL,
    PRIMARY KEY (view_id, pane_key, window_start, window_end, sequence, part)
);

-- For deleting what is too old.
CREATE INDEX ${prefix}pane_end ON ${prefix}pane (view_id, domain, window_end, pane_key, window_start);

-- For taking back what came after a checkpoint.
CREATE INDEX ${prefix}pane_epoch ON ${prefix}pane (view_id, epoch);
