-- SPDX-License-Identifier: Apache-2.0
-- The blobs of checkpoints; a blob is there when its row is.
CREATE TABLE checkpoint_blob (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job VARCHAR(200) NOT NULL,
    name VARCHAR(200) NOT NULL,
    size BIGINT NOT NULL,
    UNIQUE (job, name)
);

-- The bytes of blobs, in order.
CREATE TABLE checkpoint_part (
    blob BIGINT NOT NULL REFERENCES checkpoint_blob (id) ON DELETE CASCADE,
    part INT NOT NULL,
    content VARBINARY(1048576) NOT NULL,
    PRIMARY KEY (blob, part)
);
