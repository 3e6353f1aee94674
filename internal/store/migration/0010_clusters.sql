-- Clusters and blocks: units that score themselves, check one another and are ranked each year.
CREATE TABLE clusters (
  id         {{id}},
  kind       TEXT NOT NULL CHECK (kind IN ('cluster', 'block')),
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 3 AND 200),
  year       BIGINT NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  lead_id    BIGINT REFERENCES units (id), -- whose head presides over the cluster's meeting
  self_due   TEXT NOT NULL CHECK (length(self_due) = 10),
  check_due  TEXT NOT NULL CHECK (length(check_due) = 10),
  state      TEXT NOT NULL CHECK (state IN ('draft', 'self', 'check', 'meeting', 'closed')),
  held_on    TEXT NOT NULL DEFAULT '' CHECK (length(held_on) IN (0, 10)),
  place      TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  attendance TEXT NOT NULL DEFAULT '' CHECK (length(attendance) <= 1000),
  conclusion TEXT NOT NULL DEFAULT '' CHECK (length(conclusion) <= 2000),
  version    BIGINT NOT NULL DEFAULT 1,
  UNIQUE (year, name),
  CHECK (self_due <= check_due),
  CHECK (state <> 'closed' OR held_on <> '' AND place <> '' AND conclusion <> '')
);

-- In the order in which they part units of the same total.
CREATE TABLE cluster_criteria (
  id         {{id}},
  cluster_id BIGINT NOT NULL REFERENCES clusters (id),
  ordinal    BIGINT NOT NULL,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  max        DOUBLE PRECISION NOT NULL CHECK (max > 0),
  UNIQUE (cluster_id, ordinal)
);

CREATE TABLE cluster_members (
  id         {{id}},
  cluster_id BIGINT NOT NULL REFERENCES clusters (id),
  unit_id    BIGINT NOT NULL REFERENCES units (id),
  checker_id BIGINT REFERENCES units (id) CHECK (checker_id <> unit_id), -- nobody checks the own score
  version    BIGINT NOT NULL DEFAULT 1,
  UNIQUE (cluster_id, unit_id)
);
CREATE INDEX cluster_members_unit ON cluster_members (unit_id);
CREATE INDEX cluster_members_checker ON cluster_members (checker_id);

-- What the unit, its checker and the meeting gave for a criterion.
CREATE TABLE cluster_marks (
  member_id    BIGINT NOT NULL REFERENCES cluster_members (id),
  criterion_id BIGINT NOT NULL REFERENCES cluster_criteria (id),
  stage        TEXT NOT NULL CHECK (stage IN ('self', 'check', 'meeting')),
  points       DOUBLE PRECISION NOT NULL CHECK (points >= 0),
  note         TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  PRIMARY KEY (member_id, criterion_id, stage)
);
