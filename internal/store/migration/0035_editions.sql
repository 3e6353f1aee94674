-- Rules that an authority can change, in editions: one table for every kind of catalogue.
CREATE TABLE editions (
  id             {{id}},
  version        BIGINT NOT NULL DEFAULT 1,
  kind           TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  code           TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 60), -- of the line of editions within its kind
  number         BIGINT NOT NULL CHECK (number > 0),
  name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  legal          TEXT NOT NULL DEFAULT '' CHECK (length(legal) <= 300),
  state          TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 20),
  effective_from TEXT NOT NULL CHECK (length(effective_from) = 10),
  effective_to   TEXT CHECK (effective_to IS NULL OR length(effective_to) = 10),
  body           TEXT NOT NULL,
  author         TEXT NOT NULL DEFAULT '',
  changed_at     BIGINT NOT NULL DEFAULT 0 -- milliseconds; 0 for what is shipped
);
CREATE UNIQUE INDEX editions_number ON editions (kind, code, number);
{{guard editions_published BEFORE UPDATE ON editions WHEN OLD.state = 'published' : a published edition never changes}}
{{guard editions_kept BEFORE DELETE ON editions WHEN OLD.state = 'published' : a published edition is kept}}
