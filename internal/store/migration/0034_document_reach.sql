-- The unit of a draft: who signs for one unit only signs what was drafted there.
ALTER TABLE documents ADD COLUMN unit_id BIGINT REFERENCES units (id); -- of the drafter when the draft was begun
UPDATE documents SET unit_id = (
  SELECT po.unit_id FROM posts po
  WHERE po.person_id = documents.drafter_id AND po.main
  ORDER BY (po.until IS NULL) DESC, po.id DESC
  LIMIT 1
) WHERE drafter_id IS NOT NULL;

-- What finders and lists look up. documents_seen answers how many documents a list has without reading a row.
CREATE INDEX documents_seen ON documents (direction, year, state, restricted);
CREATE INDEX documents_drafter ON documents (drafter_id);
CREATE INDEX documents_answers ON documents (answers_id);
CREATE INDEX documents_decision ON documents (decision_id);
CREATE UNIQUE INDEX documents_outgoing ON documents (outgoing_id);
CREATE INDEX document_routes_unread ON document_routes (person_id) WHERE read_at IS NULL;

-- Numbers that were given out stay as they are.
CREATE UNIQUE INDEX outgoing_number ON outgoing (register, year, number);
{{guard outgoing_numbered BEFORE UPDATE ON outgoing
  WHEN NEW.number <> OLD.number
    OR NEW.year <> OLD.year OR NEW.register <> OLD.register OR NEW.symbol <> OLD.symbol : a number that was given out never changes}}

-- A template that was replaced meanwhile is not dropped from a page that shows the old one.
ALTER TABLE templates ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX templates_name ON templates (name);
