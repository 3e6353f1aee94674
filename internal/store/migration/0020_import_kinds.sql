-- Which kinds of lists are imported is known to the code alone.
ALTER TABLE imports RENAME COLUMN kind TO first_kind;
ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'roster' CHECK (length(kind) BETWEEN 1 AND 40);
UPDATE imports SET kind = first_kind;
ALTER TABLE imports DROP COLUMN first_kind;
