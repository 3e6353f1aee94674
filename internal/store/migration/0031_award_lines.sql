-- Lines of decisions and proposals are edited one by one, so each has a version of its own. The name of the
-- form is kept with the line, as the name of the person is: a catalogue may change, a paper does not. "" stands
-- in lines older than this column; Install fills it.
ALTER TABLE recipients ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE recipients ADD COLUMN form_name TEXT NOT NULL DEFAULT '' CHECK (length(form_name) <= 200);
ALTER TABLE proposal_lines ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE proposal_lines ADD COLUMN form_name TEXT NOT NULL DEFAULT '' CHECK (length(form_name) <= 200);

-- A precedence of 0 and a list without columns are values of their own, so the columns have no other default.
ALTER TABLE recipients ADD COLUMN precedence BIGINT NOT NULL DEFAULT 0;
UPDATE recipients SET precedence = level;
ALTER TABLE recipients DROP COLUMN level;
ALTER TABLE recipients RENAME COLUMN precedence TO level; -- orders by precedence, 0 the highest
ALTER TABLE proposal_lines ADD COLUMN precedence BIGINT NOT NULL DEFAULT 0;
UPDATE proposal_lines SET precedence = level;
ALTER TABLE proposal_lines DROP COLUMN level;
ALTER TABLE proposal_lines RENAME COLUMN precedence TO level;
ALTER TABLE decisions ADD COLUMN shown TEXT NOT NULL DEFAULT '';
UPDATE decisions SET shown = columns;
ALTER TABLE decisions DROP COLUMN columns;
ALTER TABLE decisions RENAME COLUMN shown TO columns; -- of the printed list, by commas

-- What is to be told to somebody, by which channel, and what came of it. A row is written with the change that
-- it tells of; a worker sends it. It is sent at most once: who takes it on writes "sending" first.
CREATE TABLE notices (
  id         {{id}},
  channel    TEXT NOT NULL CHECK (length(channel) BETWEEN 1 AND 40), -- "mail"
  object     TEXT NOT NULL CHECK (length(object) BETWEEN 1 AND 60),  -- table of what it is about
  object_id  BIGINT NOT NULL,
  address    TEXT NOT NULL CHECK (length(address) BETWEEN 1 AND 200),
  subject    TEXT NOT NULL CHECK (length(subject) <= 500),
  body       TEXT NOT NULL CHECK (length(body) <= 20000),
  file       TEXT NOT NULL DEFAULT '' CHECK (length(file) <= 200), -- name of the file that goes along
  content    TEXT NOT NULL DEFAULT '', -- of the file, in base64; emptied once it is sent
  state      TEXT NOT NULL, -- waiting, sending, sent, refused
  reason     TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 500), -- of a refusal
  at         BIGINT NOT NULL, -- milliseconds, of the last change of state
  expires_at BIGINT NOT NULL DEFAULT 0, -- milliseconds, after which it is not sent any more; 0 for never
  version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX notices_object ON notices (object, object_id);
CREATE UNIQUE INDEX notices_open ON notices (channel, object, object_id) WHERE state IN ('waiting', 'sending');
