-- A person's year as twelve letters, written when a month is approved or corrected, so that
-- lists need not gather it from twelve cards a person. '.' stands for no grade.
CREATE TABLE year_strips (
  person_id BIGINT NOT NULL REFERENCES people (id),
  year      BIGINT NOT NULL,
  grades    TEXT NOT NULL CHECK (length(grades) = 12),
  PRIMARY KEY (person_id, year)
);
INSERT INTO year_strips (person_id, year, grades)
  SELECT c.person_id, p.year,
    COALESCE(MAX(CASE WHEN p.month = 1 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 2 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 3 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 4 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 5 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 6 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 7 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 8 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 9 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 10 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 11 THEN c.grade END), '.') ||
    COALESCE(MAX(CASE WHEN p.month = 12 THEN c.grade END), '.')
  FROM scorecards c JOIN periods p ON p.id = c.period_id
  WHERE c.state IN ('approved', 'published') AND c.grade <> ''
  GROUP BY c.person_id, p.year;
DROP INDEX scorecards_person;
CREATE INDEX scorecards_person ON scorecards (person_id, period_id);
-- What waits for a leader is asked on every page.
CREATE INDEX scorecards_leader ON scorecards (state, period_id) WHERE reviewer = 'leader';
