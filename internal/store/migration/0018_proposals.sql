-- Proposals to a deciding body, with their lines; what the body accepts becomes a received decision.
CREATE TABLE proposals (
  id          {{id}},
  kind        TEXT NOT NULL CHECK (kind IN ('yearly', 'thematic', 'unplanned', 'career')),
  body        TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 200), -- who decides
  subject     TEXT NOT NULL CHECK (length(subject) BETWEEN 3 AND 500),
  campaign_id BIGINT REFERENCES campaigns (id), -- of the council's result it was made from
  state       TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'returned', 'decided')),
  sent_on     TEXT NOT NULL DEFAULT '' CHECK (length(sent_on) IN (0, 10)),
  reason      TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 1000), -- why it came back
  decision_id BIGINT REFERENCES decisions (id),
  version     BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE proposal_lines (
  id              {{id}},
  proposal_id     BIGINT NOT NULL REFERENCES proposals (id),
  form            TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 40),
  collective      BOOLEAN NOT NULL,
  person_id       BIGINT REFERENCES people (id),
  unit_id         BIGINT REFERENCES units (id),
  registration_id BIGINT REFERENCES registrations (id),
  year            BIGINT NOT NULL CHECK (year BETWEEN 1950 AND 2200),
  name            TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 200),
  name_key        TEXT{{bytes}} NOT NULL,
  level           BIGINT NOT NULL DEFAULT 90,
  post            TEXT NOT NULL DEFAULT '' CHECK (length(post) <= 200),
  place           TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 200),
  achievement     TEXT NOT NULL DEFAULT '' CHECK (length(achievement) <= 1000),
  representative  TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200),
  report          TEXT NOT NULL DEFAULT '' CHECK (length(report) <= 8000), -- the achievement report's own part
  answer          TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'accepted', 'refused')),
  why             TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 500)
);
CREATE INDEX proposal_lines_proposal ON proposal_lines (proposal_id);
