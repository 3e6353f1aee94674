-- The emulation council (Hội đồng TĐKT): members with terms, meetings, votes.
CREATE TABLE council_members (
  id        {{id}},
  person_id BIGINT NOT NULL REFERENCES people (id),
  role      TEXT NOT NULL CHECK (role IN ('chair', 'secretary', 'member')),
  since     TEXT NOT NULL CHECK (length(since) = 10),
  until     TEXT CHECK (until IS NULL OR length(until) = 10),
  CHECK (until IS NULL OR since <= until)
);
CREATE UNIQUE INDEX council_members_now ON council_members (person_id) WHERE until IS NULL;
CREATE UNIQUE INDEX council_chair_now ON council_members (role) WHERE until IS NULL AND role <> 'member';

CREATE TABLE meetings (
  id          {{id}},
  campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
  held_on     TEXT NOT NULL CHECK (length(held_on) = 10),
  place       TEXT NOT NULL CHECK (length(place) BETWEEN 1 AND 200),
  state       TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
  secretary_closes BOOLEAN NOT NULL DEFAULT FALSE,
  chair_closes     BOOLEAN NOT NULL DEFAULT FALSE,
  version     BIGINT NOT NULL DEFAULT 1,
  CHECK (state <> 'closed' OR (secretary_closes AND chair_closes))
);

-- Who belongs to the council at this meeting; fixed when the vote is opened.
CREATE TABLE meeting_members (
  meeting_id BIGINT NOT NULL REFERENCES meetings (id),
  person_id  BIGINT NOT NULL REFERENCES people (id),
  role       TEXT NOT NULL CHECK (role IN ('chair', 'secretary', 'member')),
  attendance TEXT NOT NULL DEFAULT 'present' CHECK (attendance IN ('present', 'absent', 'written')),
  PRIMARY KEY (meeting_id, person_id)
);

-- What is voted on, with the pass mark as it stood when the vote was opened.
CREATE TABLE candidates (
  id              {{id}},
  meeting_id      BIGINT NOT NULL REFERENCES meetings (id),
  registration_id BIGINT NOT NULL REFERENCES registrations (id),
  secret          BOOLEAN NOT NULL,
  share           REAL NOT NULL CHECK (share > 0 AND share <= 1),
  above           BOOLEAN NOT NULL DEFAULT FALSE, -- more than the share, not at least
  legal           TEXT NOT NULL DEFAULT '',
  votes_for       BIGINT CHECK (votes_for >= 0),
  votes_against   BIGINT CHECK (votes_against >= 0),
  passed          BOOLEAN,
  UNIQUE (meeting_id, registration_id)
);
CREATE INDEX candidates_registration ON candidates (registration_id);

-- A vote is two rows without anything in common: that somebody has voted, and what was voted.
-- Neither has a time or an order. All rows are there, blank, when the vote is opened and are
-- filled where they lie: rows that were added as people vote would lie in the file in that order.
CREATE TABLE participation (
  meeting_id BIGINT NOT NULL REFERENCES meetings (id),
  person_id  BIGINT NOT NULL REFERENCES people (id),
  voted      TEXT NOT NULL DEFAULT '-' CHECK (voted IN ('-', 'V')),
  PRIMARY KEY (meeting_id, person_id)
){{keyed}};
CREATE TABLE ballots (
  key          TEXT NOT NULL PRIMARY KEY CHECK (length(key) = 32), -- by chance
  candidate_id BIGINT NOT NULL REFERENCES candidates (id),
  choice       TEXT NOT NULL DEFAULT '-' CHECK (choice IN ('-', 'F', 'A')) -- blank, for, against
){{keyed}};
{{guard participation_kept BEFORE DELETE ON participation : a participation is kept}}
{{guard participation_fixed BEFORE UPDATE ON participation
  WHEN OLD.voted <> '-' OR NEW.person_id <> OLD.person_id OR NEW.meeting_id <> OLD.meeting_id : a participation never changes}}
{{guard ballots_kept BEFORE DELETE ON ballots : a ballot is kept}}
{{guard ballots_fixed BEFORE UPDATE ON ballots
  WHEN OLD.choice <> '-' OR NEW.key <> OLD.key OR NEW.candidate_id <> OLD.candidate_id : a ballot never changes}}
{{guard candidates_fixed BEFORE UPDATE OF registration_id, secret, share, above ON candidates
  WHEN (SELECT state FROM meetings WHERE id = OLD.meeting_id) <> 'draft' : the pass mark is fixed}}
{{guard meetings_closed BEFORE UPDATE ON meetings
  WHEN OLD.state = 'closed' : a closed meeting never changes}}

ALTER TABLE registrations ADD COLUMN outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'proposed', 'rejected'));
