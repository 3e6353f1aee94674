-- Grades have codes of any length, as the frameworks write them ("HTXSNV"), and are ranked by the framework.
{{check scorecards.grade : length(grade) <= 2 : length(grade) <= 20}}
{{check scorecards.earned_grade : length(earned_grade) <= 2 : length(earned_grade) <= 20}}

-- A year's strip has a column for each month, with rank and code of its grade: "2:HTTNV". All grades so far
-- are single letters, the best of which is A. The whole year as one text is kept beside them: a month's page
-- reads fifty of them, and joining twelve columns each time costs it a quarter of its requests.
CREATE TABLE year_grades (
  person_id BIGINT NOT NULL REFERENCES people (id),
  year      BIGINT NOT NULL,
  m1        TEXT NOT NULL DEFAULT '' CHECK (length(m1) <= 24),
  m2        TEXT NOT NULL DEFAULT '' CHECK (length(m2) <= 24),
  m3        TEXT NOT NULL DEFAULT '' CHECK (length(m3) <= 24),
  m4        TEXT NOT NULL DEFAULT '' CHECK (length(m4) <= 24),
  m5        TEXT NOT NULL DEFAULT '' CHECK (length(m5) <= 24),
  m6        TEXT NOT NULL DEFAULT '' CHECK (length(m6) <= 24),
  m7        TEXT NOT NULL DEFAULT '' CHECK (length(m7) <= 24),
  m8        TEXT NOT NULL DEFAULT '' CHECK (length(m8) <= 24),
  m9        TEXT NOT NULL DEFAULT '' CHECK (length(m9) <= 24),
  m10       TEXT NOT NULL DEFAULT '' CHECK (length(m10) <= 24),
  m11       TEXT NOT NULL DEFAULT '' CHECK (length(m11) <= 24),
  m12       TEXT NOT NULL DEFAULT '' CHECK (length(m12) <= 24),
  strip     TEXT NOT NULL GENERATED ALWAYS AS (
    m1 || ',' || m2 || ',' || m3 || ',' || m4 || ',' || m5 || ',' || m6 || ',' ||
    m7 || ',' || m8 || ',' || m9 || ',' || m10 || ',' || m11 || ',' || m12
  ) STORED,
  PRIMARY KEY (person_id, year)
);
CREATE TABLE grade_marks (letter TEXT PRIMARY KEY, mark TEXT NOT NULL);
INSERT INTO grade_marks (letter, mark)
  VALUES ('.', ''), ('A', '1:A'), ('B', '2:B'), ('C', '3:C'), ('D', '4:D'), ('E', '5:E'), ('F', '6:F');
INSERT INTO year_grades (person_id, year, m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12)
  SELECT person_id, year,
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 1, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 2, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 3, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 4, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 5, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 6, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 7, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 8, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 9, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 10, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 11, 1)), ''),
    COALESCE((SELECT mark FROM grade_marks WHERE letter = substr(grades, 12, 1)), '')
  FROM year_strips;
DROP TABLE grade_marks;
DROP TABLE year_strips;
ALTER TABLE year_grades RENAME TO year_strips;

-- Why somebody is not classified is a code that rules read. Until now they read how the sentence begins, so
-- what is on record keeps its effect: a known beginning gives the kind, then an absence on record for the
-- whole month; everything else is the committee's own reason.
ALTER TABLE scorecards ADD COLUMN excuse_kind TEXT NOT NULL DEFAULT '';
CREATE TABLE month_days (period_id BIGINT PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL);
INSERT INTO month_days (period_id, first, last)
  SELECT id, written || '-01', written || '-' || days
  FROM (
    SELECT id,
      CAST(year AS TEXT) || '-' || CASE WHEN month < 10 THEN '0' ELSE '' END || CAST(month AS TEXT) AS written,
      CASE
        WHEN month IN (4, 6, 9, 11) THEN '30'
        WHEN month <> 2 THEN '31'
        WHEN year % 4 = 0 AND (year % 100 <> 0 OR year % 400 = 0) THEN '29'
        ELSE '28'
      END AS days
    FROM periods
  ) AS months;
CREATE TABLE excuse_texts (kind TEXT PRIMARY KEY, sentence TEXT NOT NULL);
INSERT INTO excuse_texts (kind, sentence) VALUES
  ('leave', 'Nghỉ phép, nghỉ không lương%'),
  ('maternity', 'Nghỉ thai sản%'),
  ('sick', 'Nghỉ ốm%'),
  ('study', 'Đi học tập trung%'),
  ('secondment', 'Biệt phái%'),
  ('arrival', 'Mới đến nhận công tác từ %'),
  ('departure', 'Đã chuyển công tác hoặc nghỉ hưu từ %'),
  ('top', 'Đứng đầu cơ quan: do cấp trên trực tiếp đánh giá'),
  ('no_framework', 'Chưa có khung tiêu chí áp dụng cho chức vụ này trong tháng');
UPDATE scorecards SET excuse_kind = COALESCE(
  (SELECT t.kind FROM excuse_texts t WHERE scorecards.excuse LIKE t.sentence),
  (SELECT a.kind FROM absences a JOIN month_days d ON d.period_id = scorecards.period_id
    WHERE a.person_id = scorecards.person_id
      AND a.kind IN ('leave', 'maternity', 'sick', 'study', 'secondment')
      AND a.since <= d.first
      AND (a.until IS NULL OR a.until >= d.last)
    ORDER BY CASE WHEN a.kind = 'maternity' THEN 0 ELSE 1 END, a.kind
    LIMIT 1),
  'other')
WHERE state = 'not_classified';
DROP TABLE excuse_texts;
DROP TABLE month_days;

-- A closed month keeps how many of a unit have a result, and the sum of their points: what the next month
-- is compared with.
ALTER TABLE period_units ADD COLUMN scored BIGINT;
ALTER TABLE period_units ADD COLUMN points_sum {{real}};
UPDATE period_units SET
  scored = (SELECT count(*) FROM scorecards c
    WHERE c.period_id = period_units.period_id AND c.unit_id = period_units.unit_id
      AND c.state IN ('approved', 'published')),
  points_sum = (SELECT COALESCE(sum(c.points), 0) FROM scorecards c
    WHERE c.period_id = period_units.period_id AND c.unit_id = period_units.unit_id
      AND c.state IN ('approved', 'published'))
WHERE period_id IN (SELECT id FROM periods WHERE state IN ('approved', 'published'));
