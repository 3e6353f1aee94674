-- Initiatives are registered by their authors, then recognised or refused. Files are kept with what
-- they belong to.
CREATE TABLE initiatives_new (
  id            {{id}},
  name          TEXT NOT NULL CHECK (length(name) BETWEEN 3 AND 300),
  summary       TEXT NOT NULL DEFAULT '' CHECK (length(summary) <= 3000),
  level         TEXT NOT NULL CHECK (level IN ('base', 'province', 'nation')),
  year          BIGINT NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  state         TEXT NOT NULL CHECK (state IN ('registered', 'recognised', 'refused', 'withdrawn')),
  registered_on TEXT NOT NULL DEFAULT '' CHECK (length(registered_on) IN (0, 10)),
  registrar_id  BIGINT REFERENCES people (id), -- the author who registered it
  decision      TEXT NOT NULL DEFAULT '' CHECK (length(decision) <= 100),
  decided_on    TEXT NOT NULL DEFAULT '' CHECK (length(decided_on) IN (0, 10)),
  why           TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 1000), -- of a refusal
  version       BIGINT NOT NULL DEFAULT 1,
  CHECK (state <> 'recognised' OR decision <> '' AND decided_on <> ''),
  CHECK (state <> 'refused' OR why <> '')
);
INSERT INTO initiatives_new (id, name, level, year, state, decision, decided_on)
  SELECT id, name, level, year, 'recognised', decision, decided_on FROM initiatives;
CREATE TABLE initiative_authors_new (
  initiative_id BIGINT NOT NULL REFERENCES initiatives_new (id),
  person_id     BIGINT NOT NULL REFERENCES people (id),
  share         BIGINT NOT NULL CHECK (share BETWEEN 1 AND 100),
  PRIMARY KEY (initiative_id, person_id)
);
INSERT INTO initiative_authors_new SELECT initiative_id, person_id, share FROM initiative_authors;
DROP TABLE initiative_authors;
DROP TABLE initiatives;
ALTER TABLE initiatives_new RENAME TO initiatives;
ALTER TABLE initiative_authors_new RENAME TO initiative_authors;
CREATE INDEX initiative_authors_person ON initiative_authors (person_id);
CREATE INDEX initiatives_open ON initiatives (state) WHERE state = 'registered';

CREATE TABLE attachments (
  id         {{id}},
  object     TEXT NOT NULL CHECK (length(object) BETWEEN 1 AND 40),
  object_id  BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  at         BIGINT NOT NULL, -- milliseconds
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  path       TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  size       BIGINT NOT NULL CHECK (size > 0)
);
CREATE INDEX attachments_object ON attachments (object, object_id);
CREATE INDEX attachments_account ON attachments (account_id);
