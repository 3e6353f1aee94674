-- Who was called to a weekly review, and who of them came.
CREATE TABLE review_attendance (
  review_id BIGINT NOT NULL REFERENCES reviews (id),
  person_id BIGINT NOT NULL REFERENCES people (id),
  present   BOOLEAN NOT NULL,
  why       TEXT NOT NULL DEFAULT '' CHECK (length(why) <= 200), -- of an absence
  PRIMARY KEY (review_id, person_id)
);
