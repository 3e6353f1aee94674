-- Failures at the login are forgotten some time after the last one; those known so far count from now on.
ALTER TABLE throttles ADD COLUMN failed_at BIGINT NOT NULL DEFAULT 0;
UPDATE throttles SET failed_at = until;
CREATE INDEX throttles_failed ON throttles (failed_at);
