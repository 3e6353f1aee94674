-- Titles and awards held: the ledger that decisions write and eligibility reads.
CREATE TABLE honours (
  id         {{id}},
  person_id  BIGINT REFERENCES people (id),
  unit_id    BIGINT REFERENCES units (id),
  title      TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
  year       BIGINT NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
  decided_on TEXT NOT NULL CHECK (length(decided_on) = 10),
  revoked    TEXT NOT NULL DEFAULT '' CHECK (length(revoked) <= 300),
  CHECK ((person_id IS NULL) <> (unit_id IS NULL))
);
CREATE UNIQUE INDEX honours_person ON honours (person_id, title, year) WHERE revoked = '';
CREATE UNIQUE INDEX honours_unit ON honours (unit_id, title, year) WHERE revoked = '';

CREATE TABLE initiatives (
  id         {{id}},
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 3 AND 300),
  level      TEXT NOT NULL CHECK (level IN ('base', 'province', 'nation')),
  year       BIGINT NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 100),
  decided_on TEXT NOT NULL CHECK (length(decided_on) = 10)
);
CREATE TABLE initiative_authors (
  initiative_id BIGINT NOT NULL REFERENCES initiatives (id),
  person_id     BIGINT NOT NULL REFERENCES people (id),
  share         BIGINT NOT NULL CHECK (share BETWEEN 1 AND 100),
  PRIMARY KEY (initiative_id, person_id)
);
CREATE INDEX initiative_authors_person ON initiative_authors (person_id);

-- Editions of the titles' catalogue.
CREATE TABLE title_catalogues (
  id             {{id}},
  code           TEXT NOT NULL,
  edition        BIGINT NOT NULL,
  name           TEXT NOT NULL,
  effective_from TEXT NOT NULL CHECK (length(effective_from) = 10),
  body           TEXT NOT NULL,
  UNIQUE (code, edition)
);

-- A year's campaign: who registers for which title, by when.
CREATE TABLE campaigns (
  id           {{id}},
  year         BIGINT NOT NULL UNIQUE CHECK (year BETWEEN 2000 AND 2200),
  catalogue_id BIGINT NOT NULL REFERENCES title_catalogues (id),
  self_due     TEXT NOT NULL CHECK (length(self_due) = 10),
  head_due     TEXT NOT NULL CHECK (length(head_due) = 10),
  through      BIGINT NOT NULL DEFAULT 12 CHECK (through BETWEEN 1 AND 12),
  state        TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  computed_at  BIGINT,
  version      BIGINT NOT NULL DEFAULT 1,
  CHECK (self_due <= head_due)
);

CREATE TABLE registrations (
  id           {{id}},
  campaign_id  BIGINT NOT NULL REFERENCES campaigns (id),
  person_id    BIGINT REFERENCES people (id),
  unit_id      BIGINT NOT NULL REFERENCES units (id), -- the person's unit, or the collective itself
  title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 40),
  commitment   TEXT NOT NULL DEFAULT '' CHECK (length(commitment) <= 1000),
  state        TEXT NOT NULL CHECK (state IN ('late', 'registered', 'confirmed', 'withdrawn')),
  late_reason  TEXT NOT NULL DEFAULT '' CHECK (length(late_reason) <= 500),
  registered_at BIGINT NOT NULL,
  confirmed_by BIGINT REFERENCES accounts (id),
  verdict      TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'met', 'refused', 'undecided')),
  why          TEXT NOT NULL DEFAULT '',
  computed_at  BIGINT,
  version      BIGINT NOT NULL DEFAULT 1,
  CHECK (state <> 'late' OR late_reason <> '')
);
CREATE UNIQUE INDEX registrations_person ON registrations (campaign_id, person_id, title) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX registrations_unit ON registrations (campaign_id, unit_id, title) WHERE person_id IS NULL;
CREATE INDEX registrations_of_unit ON registrations (campaign_id, unit_id);
