-- The register of initiatives is read by year, within a year the highest level first.
CREATE INDEX initiatives_order ON initiatives (year,
  (CASE level WHEN 'nation' THEN 3 WHEN 'province' THEN 2 ELSE 1 END));
-- How many registrations a campaign and its units have is read from this index alone.
DROP INDEX registrations_of_unit;
CREATE INDEX registrations_of_unit ON registrations (campaign_id, unit_id, state);
-- A person's and a unit's honours with the revoked ones; the keys leave these out.
CREATE INDEX honours_of_person ON honours (person_id, year);
CREATE INDEX honours_of_unit ON honours (unit_id, year);
-- Who heads a unit now, and how many people hold a post now.
CREATE INDEX posts_heads ON posts (person_id) WHERE heads AND main AND until IS NULL;
DROP INDEX posts_unit;
CREATE INDEX posts_unit ON posts (unit_id, main, until);
-- Who has left a post: their tasks wait to be handed over.
CREATE INDEX posts_left ON posts (person_id) WHERE until IS NOT NULL;
