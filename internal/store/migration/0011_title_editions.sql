-- The catalogue of titles in editions: a draft can be edited, what is published stands.
ALTER TABLE title_catalogues ADD COLUMN state TEXT NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published'));
ALTER TABLE title_catalogues ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE title_catalogues ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0; -- milliseconds; 0 for the edition that is shipped
ALTER TABLE title_catalogues ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
{{guard title_catalogues_published BEFORE UPDATE ON title_catalogues
  WHEN OLD.state = 'published' : a published catalogue never changes}}
{{guard title_catalogues_kept BEFORE DELETE ON title_catalogues
  WHEN OLD.state = 'published' : a published catalogue is kept}}
