-- The register of initiatives is read by year, within a year the highest level first.
CREATE INDEX initiatives_order ON initiatives (year,
  (CASE level WHEN 'nation' THEN 3 WHEN 'province' THEN 2 ELSE 1 END));
-- How many registrations a campaign and its units have is read from this index alone.
DROP INDEX registrations_of_unit;
CREATE INDEX registrations_of_unit ON registrations (campaign_id, unit_id, state);
