-- What was approved of a programme's item stays to be compared with; who submits does not approve.
ALTER TABLE programme_items ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE programme_items ADD COLUMN planned_first BIGINT NOT NULL DEFAULT 0; -- months as approved, 0 where it never was
ALTER TABLE programme_items ADD COLUMN planned_last BIGINT NOT NULL DEFAULT 0;
ALTER TABLE programmes ADD COLUMN submitted_by BIGINT NOT NULL DEFAULT 0; -- the account
UPDATE programme_items SET planned_first = first_month, planned_last = last_month
  WHERE programme_id IN (SELECT id FROM programmes WHERE state = 'approved');
