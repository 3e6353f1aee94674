-- Layouts of certificates in millimetres, the register of certificates, the printers' offsets.
CREATE TABLE certificate_layouts (
  id      {{id}},
  code    TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 2 AND 40),
  name    TEXT NOT NULL CHECK (length(name) BETWEEN 3 AND 200),
  body    TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE certificates (
  id           {{id}},
  recipient_id BIGINT NOT NULL UNIQUE REFERENCES recipients (id),
  year         BIGINT NOT NULL,
  serial       BIGINT NOT NULL CHECK (serial > 0), -- in the register of certificates, without gaps
  code         TEXT NOT NULL UNIQUE CHECK (length(code) = 10),
  prints       BIGINT NOT NULL DEFAULT 0,
  UNIQUE (year, serial)
);
CREATE TABLE printers (
  id   {{id}},
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  dx   DOUBLE PRECISION NOT NULL CHECK (dx BETWEEN -50 AND 50), -- millimetres to the right
  dy   DOUBLE PRECISION NOT NULL CHECK (dy BETWEEN -50 AND 50)  -- millimetres down
);
