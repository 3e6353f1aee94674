-- What a kept file is: the paper of a dossier that it stands for, "" where that does not matter.
ALTER TABLE attachments ADD COLUMN label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 40);
