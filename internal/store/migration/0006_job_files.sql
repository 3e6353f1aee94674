-- A job may leave a file for who started it: a paper too long to be made while one waits.
ALTER TABLE jobs ADD COLUMN file TEXT NOT NULL DEFAULT '';      -- path on the disk
ALTER TABLE jobs ADD COLUMN file_name TEXT NOT NULL DEFAULT ''; -- as it is downloaded
ALTER TABLE jobs ADD COLUMN reach TEXT NOT NULL DEFAULT '';     -- what the account could see when it was made
CREATE INDEX jobs_account ON jobs (account_id, state);
