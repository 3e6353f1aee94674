-- The form that ends a member's term brings the version from which its page was made.
ALTER TABLE council_members ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
