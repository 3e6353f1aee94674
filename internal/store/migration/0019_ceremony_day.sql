-- The day of a ceremony: who is invited, who has come, where the programme is, who stood on the stage.
CREATE TABLE ceremony_guests (
  id           {{id}},
  ceremony_id  BIGINT NOT NULL REFERENCES ceremonies (id),
  recipient_id BIGINT REFERENCES recipients (id), -- NULL: invited without an award
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  name_key     TEXT{{bytes}} NOT NULL, -- without tone marks
  post         TEXT NOT NULL DEFAULT '' CHECK (length(post) <= 400),
  email        TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 120),
  code         TEXT NOT NULL UNIQUE CHECK (length(code) = 10), -- what the QR code of the invitation says
  mailed_at    BIGINT, -- milliseconds
  UNIQUE (ceremony_id, recipient_id)
);
CREATE INDEX ceremony_guests_name ON ceremony_guests (ceremony_id, name_key);
-- What was noted at a desk. Nothing is overwritten: the last note by its time counts, so desks that
-- were cut off agree whatever the order in which they come back.
CREATE TABLE ceremony_checkins (
  token          TEXT PRIMARY KEY CHECK (length(token) BETWEEN 8 AND 64), -- made at the desk: what is sent twice counts once
  ceremony_id    BIGINT NOT NULL REFERENCES ceremonies (id),
  guest_id       BIGINT NOT NULL REFERENCES ceremony_guests (id),
  present        BOOLEAN NOT NULL, -- FALSE takes a mistaken note back
  representative TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200), -- who came for the guest
  desk           TEXT NOT NULL CHECK (length(desk) BETWEEN 1 AND 120),
  at             BIGINT NOT NULL, -- milliseconds, by the portal's clock
  received_at    BIGINT NOT NULL
);
CREATE INDEX ceremony_checkins_guest ON ceremony_checkins (ceremony_id, guest_id, at);
-- Links for helpers without an account: valid on the day of the ceremony only.
CREATE TABLE ceremony_links (
  id          {{id}},
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  kind        TEXT NOT NULL CHECK (kind IN ('desk', 'screen')),
  name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  revoked     BOOLEAN NOT NULL DEFAULT FALSE
);
-- The programme as it runs: a point of the programme, or a turn of the awards.
CREATE TABLE ceremony_steps (
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  ordinal     BIGINT NOT NULL,
  item        BIGINT NOT NULL, -- the point's ordinal
  turn        BIGINT NOT NULL, -- 0 for a point without turns
  started_at  BIGINT NOT NULL,
  ended_at    BIGINT,
  PRIMARY KEY (ceremony_id, ordinal)
);
-- Who stood on the stage, as it was read out then.
CREATE TABLE ceremony_stands (
  ceremony_id  BIGINT NOT NULL REFERENCES ceremonies (id),
  recipient_id BIGINT NOT NULL REFERENCES recipients (id),
  turn         BIGINT NOT NULL,
  position     BIGINT NOT NULL,
  received_by  TEXT NOT NULL DEFAULT '', -- '' for the recipient
  name         TEXT NOT NULL,
  post         TEXT NOT NULL,
  place        TEXT NOT NULL,
  prize        BIGINT NOT NULL, -- đồng
  PRIMARY KEY (ceremony_id, recipient_id)
);
