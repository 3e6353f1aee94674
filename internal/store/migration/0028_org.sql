-- Forms that change posts, absences and grants bring the version from which their page was made.
ALTER TABLE posts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE absences ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE grants ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Package access knows which roles there are; a new role needs no migration.
{{check grants.role : role IN ('cadre', 'head', 'leader', 'committee', 'council', 'clerk', 'auditor', 'admin') : length(role)
  BETWEEN 1 AND 40}}

-- Who works in a unit today: the tree counts them, lists find them by their unit.
CREATE INDEX posts_present ON posts (unit_id) WHERE main AND until IS NULL;
CREATE INDEX grants_delegator ON grants (delegator_id) WHERE delegator_id IS NOT NULL;
