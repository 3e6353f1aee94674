-- A meeting's agenda, and who has opened which of its papers.
ALTER TABLE meetings ADD COLUMN agenda TEXT NOT NULL DEFAULT '' CHECK (length(agenda) <= 4000);
CREATE TABLE paper_reads (
  attachment_id BIGINT NOT NULL,
  person_id     BIGINT NOT NULL REFERENCES people (id),
  at            BIGINT NOT NULL, -- milliseconds
  PRIMARY KEY (attachment_id, person_id)
);
