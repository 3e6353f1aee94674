-- The catalogue of titles lives among the editions of all catalogues; a campaign knows by itself that the
-- council has taken it up.
INSERT INTO editions (kind, code, number, name, state, effective_from, body, author, changed_at, version)
  SELECT 'titles', code, edition, name, state, effective_from, body, author, changed_at, version
  FROM title_catalogues
  ORDER BY id;
{{reference campaigns.catalogue_id : title_catalogues : editions}}
UPDATE campaigns SET catalogue_id = (
  SELECT e.id
  FROM editions e
  JOIN title_catalogues t ON t.code = e.code AND t.edition = e.number
  WHERE e.kind = 'titles' AND t.id = campaigns.catalogue_id);
DROP TABLE title_catalogues;
ALTER TABLE campaigns ADD COLUMN convened BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE campaigns SET convened = TRUE WHERE id IN (SELECT campaign_id FROM meetings);
-- The counts by title read this index alone.
CREATE INDEX registrations_tally ON registrations (campaign_id, title, verdict, state);
