-- A ceremony: its programme, whose awards are given, who hands over, who is absent, what was printed.
CREATE TABLE ceremonies (
  id           {{id}},
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 3 AND 300),
  held_on      TEXT NOT NULL CHECK (length(held_on) = 10),
  starts_at    TEXT NOT NULL CHECK (length(starts_at) = 5), -- "08:30"
  place        TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
  host         TEXT NOT NULL DEFAULT '' CHECK (length(host) <= 300),
  mc           TEXT NOT NULL DEFAULT '' CHECK (length(mc) <= 200),
  places       BIGINT NOT NULL CHECK (places BETWEEN 1 AND 40), -- on the stage, side by side
  read_minutes DOUBLE PRECISION NOT NULL CHECK (read_minutes BETWEEN 0 AND 30),   -- to read a group's decision
  turn_minutes DOUBLE PRECISION NOT NULL CHECK (turn_minutes BETWEEN 0.5 AND 30), -- for a turn on the stage
  state        TEXT NOT NULL CHECK (state IN ('preparing', 'held')),
  version      BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE ceremony_items (
  id          {{id}},
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  ordinal     BIGINT NOT NULL,
  title       TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  who         TEXT NOT NULL DEFAULT '' CHECK (length(who) <= 200),
  minutes     DOUBLE PRECISION NOT NULL CHECK (minutes BETWEEN 0 AND 600), -- of the awards' own point: reckoned
  awards      BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE (ceremony_id, ordinal)
);
CREATE TABLE ceremony_decisions (
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  decision_id BIGINT NOT NULL UNIQUE REFERENCES decisions (id), -- handed over once
  PRIMARY KEY (ceremony_id, decision_id)
);
CREATE TABLE ceremony_presenters (
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  form        TEXT NOT NULL,
  collective  BOOLEAN NOT NULL,
  presenter   TEXT NOT NULL CHECK (length(presenter) BETWEEN 1 AND 300),
  PRIMARY KEY (ceremony_id, form, collective)
);
CREATE TABLE ceremony_absences (
  ceremony_id    BIGINT NOT NULL REFERENCES ceremonies (id),
  recipient_id   BIGINT NOT NULL REFERENCES recipients (id),
  representative TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200), -- '' is taken out of the turns
  PRIMARY KEY (ceremony_id, recipient_id)
);
CREATE TABLE ceremony_prints (
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  paper       TEXT NOT NULL,
  at          BIGINT NOT NULL, -- milliseconds
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (ceremony_id, paper)
);
