-- Standard products and recurring tasks count versions too. A recurring task is given out once for each of
-- its days, whoever gives it out; one that began on the 31st comes on the last day of shorter months.
ALTER TABLE products ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE recurrences ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE recurrences ADD COLUMN month_day BIGINT NOT NULL DEFAULT 0; -- of the day on which the first task was due
UPDATE recurrences SET month_day = CAST(substr(next_due, 9, 2) AS BIGINT);
ALTER TABLE recurrences ADD COLUMN detail TEXT NOT NULL DEFAULT '' CHECK (length(detail) <= 3000);
ALTER TABLE recurrences ADD COLUMN priority BIGINT NOT NULL DEFAULT 2 CHECK (priority BETWEEN 1 AND 3);
CREATE TABLE recurrence_helpers (
  recurrence_id BIGINT NOT NULL REFERENCES recurrences (id),
  person_id     BIGINT NOT NULL REFERENCES people (id),
  PRIMARY KEY (recurrence_id, person_id)
);
CREATE UNIQUE INDEX tasks_recurring ON tasks (source_id, first_due) WHERE source = 'recurring';
