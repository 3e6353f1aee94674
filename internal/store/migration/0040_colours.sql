-- The colours follow the wish of the screen's system; who chose the dark ones keeps them. The old default
-- cannot be told from a choice of the light ones.
ALTER TABLE accounts ADD COLUMN colours TEXT NOT NULL DEFAULT 'system';
UPDATE accounts SET colours = 'dark' WHERE theme = 'dark';
ALTER TABLE accounts DROP COLUMN theme;
ALTER TABLE accounts RENAME COLUMN colours TO theme;
