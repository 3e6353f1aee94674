-- Documents: the registers of what comes in and goes out, routing, drafts with their chain of approval.
CREATE TABLE documents (
  id          {{id}},
  direction   TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  register    TEXT NOT NULL CHECK (length(register) BETWEEN 1 AND 40), -- of incoming: the book; of outgoing: the kind's code
  year        BIGINT NOT NULL,
  number      BIGINT NOT NULL DEFAULT 0 CHECK (number >= 0), -- in its register; 0 while a draft has none
  symbol      TEXT NOT NULL DEFAULT '' CHECK (length(symbol) <= 100),  -- as it stands on the paper
  author      TEXT NOT NULL DEFAULT '' CHECK (length(author) <= 200),
  kind        TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  subject     TEXT NOT NULL CHECK (length(subject) BETWEEN 3 AND 1000),
  dated_on    TEXT NOT NULL DEFAULT '' CHECK (length(dated_on) IN (0, 10)),
  arrived_on  TEXT NOT NULL DEFAULT '' CHECK (length(arrived_on) IN (0, 10)),
  due         TEXT NOT NULL DEFAULT '' CHECK (length(due) IN (0, 10)),
  signer      TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 120),
  addressees  TEXT NOT NULL DEFAULT '' CHECK (length(addressees) <= 1000),
  copies      BIGINT NOT NULL DEFAULT 1 CHECK (copies BETWEEN 0 AND 100000),
  note        TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  restricted  BOOLEAN NOT NULL DEFAULT FALSE, -- seen only by those it is routed to
  state       TEXT NOT NULL CHECK (state IN ('registered', 'routed', 'settled', 'draft', 'review', 'approved', 'issued')),
  settled_on  TEXT NOT NULL DEFAULT '' CHECK (length(settled_on) IN (0, 10)),
  drafter_id  BIGINT REFERENCES people (id),
  drafter     TEXT NOT NULL DEFAULT '',
  answers_id  BIGINT REFERENCES documents (id), -- which one this answers
  decision_id BIGINT REFERENCES decisions (id), -- which decision this is about
  outgoing_id BIGINT REFERENCES outgoing (id),
  version     BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX documents_incoming ON documents (register, year, number) WHERE direction = 'in';
CREATE INDEX documents_state ON documents (direction, state, due);
CREATE INDEX documents_dated ON documents (direction, year, id);
{{guard documents_kept BEFORE DELETE ON documents
  WHEN OLD.number > 0 : a document that has its number is kept}}
{{guard documents_numbered BEFORE UPDATE ON documents
  WHEN OLD.number > 0 AND (NEW.number <> OLD.number
    OR NEW.year <> OLD.year OR NEW.register <> OLD.register) : a number that was given out never changes}}
CREATE TABLE document_routes (
  id          {{id}},
  document_id BIGINT NOT NULL REFERENCES documents (id),
  person_id   BIGINT NOT NULL REFERENCES people (id),
  instruction TEXT NOT NULL DEFAULT '' CHECK (length(instruction) <= 1000),
  task_id     BIGINT REFERENCES tasks (id), -- NULL: to know
  actor       TEXT NOT NULL,
  at          BIGINT NOT NULL, -- milliseconds
  read_at     BIGINT
);
CREATE INDEX document_routes_document ON document_routes (document_id);
CREATE INDEX document_routes_person ON document_routes (person_id, document_id);
-- The chain of a draft: who looks at it in which order; the last one signs.
CREATE TABLE document_steps (
  document_id BIGINT NOT NULL REFERENCES documents (id),
  ordinal     BIGINT NOT NULL,
  person_id   BIGINT NOT NULL REFERENCES people (id),
  signs       BOOLEAN NOT NULL,
  done_on     TEXT NOT NULL DEFAULT '' CHECK (length(done_on) IN (0, 10)),
  PRIMARY KEY (document_id, ordinal)
);
CREATE INDEX document_steps_person ON document_steps (person_id, done_on);
CREATE TABLE document_events (
  id          {{id}},
  document_id BIGINT NOT NULL REFERENCES documents (id),
  at          BIGINT NOT NULL,
  actor       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  text        TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 2000)
);
CREATE INDEX document_events_document ON document_events (document_id, id);
-- Titles and texts without tone marks, for the search; docid is the document's.
CREATE VIRTUAL TABLE document_text USING fts4(head, body, tokenize=unicode61);
-- The office's own DOCX templates.
CREATE TABLE templates (
  id     {{id}},
  name   TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 3 AND 200),
  object TEXT NOT NULL CHECK (object IN ('decision', 'ceremony', 'proposal', 'document')), -- what fills it
  path   TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  fields TEXT NOT NULL DEFAULT '', -- JSON of the blanks that were found
  at     BIGINT NOT NULL,
  actor  TEXT NOT NULL
);
