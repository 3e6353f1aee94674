-- Every print of a certificate; one that was printed before says why it is printed again.
CREATE TABLE certificate_prints (
  id             {{id}},
  certificate_id BIGINT NOT NULL REFERENCES certificates (id),
  at             BIGINT NOT NULL, -- milliseconds
  actor          TEXT NOT NULL,
  reason         TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 300)
);
CREATE INDEX certificate_prints_certificate ON certificate_prints (certificate_id, at);
