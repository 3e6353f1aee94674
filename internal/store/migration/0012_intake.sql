-- Lists of several kinds are imported; a doubtful row is asked about, its answer is kept. People and
-- units may have the code of their office's files.
ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'roster' CHECK (kind IN ('roster', 'honours'));
ALTER TABLE imports ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
DROP TABLE import_rows; -- findings of dry runs, made anew by the next one
CREATE TABLE import_rows (
  import_id BIGINT NOT NULL REFERENCES imports (id),
  number    BIGINT NOT NULL,
  action    TEXT NOT NULL CHECK (action IN ('add', 'change', 'same', 'ask', 'refuse')),
  name      TEXT NOT NULL,
  unit      TEXT NOT NULL,
  reason    TEXT NOT NULL,
  cells     TEXT NOT NULL DEFAULT '',
  options   TEXT NOT NULL DEFAULT '', -- JSON of what a doubtful row may mean
  PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_action ON import_rows (import_id, action, number);
CREATE TABLE import_answers (
  import_id BIGINT NOT NULL REFERENCES imports (id),
  number    BIGINT NOT NULL,
  answer    BIGINT NOT NULL, -- the option's id, 0 to leave the row out
  PRIMARY KEY (import_id, number)
);
ALTER TABLE people ADD COLUMN code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 40);
ALTER TABLE units ADD COLUMN code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 40);
CREATE UNIQUE INDEX people_code ON people (code) WHERE code <> '';
CREATE UNIQUE INDEX units_code ON units (code) WHERE code <> '';
