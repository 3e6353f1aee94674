-- Every part of a ceremony that people edit has a version of its own, so that a form from an old page is
-- refused instead of overwriting what somebody else has saved since.
ALTER TABLE ceremonies ADD COLUMN programme_version BIGINT NOT NULL DEFAULT 1; -- of the items as a whole
ALTER TABLE ceremonies ADD COLUMN changes BIGINT NOT NULL DEFAULT 1; -- counts every change of the ceremony and its parts
UPDATE ceremonies SET changes = version;
ALTER TABLE ceremony_guests ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ceremony_links ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Presenters: a name that is taken back leaves an empty row, whose version goes on.
CREATE TABLE ceremony_presenters_new (
  id          {{id}},
  ceremony_id BIGINT NOT NULL REFERENCES ceremonies (id),
  form        TEXT NOT NULL,
  collective  BOOLEAN NOT NULL,
  presenter   TEXT NOT NULL DEFAULT '' CHECK (length(presenter) <= 300), -- '' for nobody yet
  version     BIGINT NOT NULL DEFAULT 1
);
INSERT INTO ceremony_presenters_new (ceremony_id, form, collective, presenter, version)
  SELECT ceremony_id, form, collective, presenter, 2 FROM ceremony_presenters ORDER BY ceremony_id, form, collective;
DROP TABLE ceremony_presenters;
ALTER TABLE ceremony_presenters_new RENAME TO ceremony_presenters;
CREATE UNIQUE INDEX ceremony_presenters_group ON ceremony_presenters (ceremony_id, form, collective);

-- Absences: who comes after all keeps the row, with away FALSE.
CREATE TABLE ceremony_absences_new (
  id             {{id}},
  ceremony_id    BIGINT NOT NULL REFERENCES ceremonies (id),
  recipient_id   BIGINT NOT NULL REFERENCES recipients (id),
  away           BOOLEAN NOT NULL,
  representative TEXT NOT NULL DEFAULT '' CHECK (length(representative) <= 200), -- '' takes who is away out of the turns
  version        BIGINT NOT NULL DEFAULT 1
);
INSERT INTO ceremony_absences_new (ceremony_id, recipient_id, away, representative, version)
  SELECT ceremony_id, recipient_id, TRUE, representative, 2 FROM ceremony_absences ORDER BY ceremony_id, recipient_id;
DROP TABLE ceremony_absences;
ALTER TABLE ceremony_absences_new RENAME TO ceremony_absences;
CREATE UNIQUE INDEX ceremony_absences_recipient ON ceremony_absences (ceremony_id, recipient_id);
