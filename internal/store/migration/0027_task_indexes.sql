-- What somebody takes part in, and how tasks stand by state, are looked up on every page.
CREATE INDEX tasks_assigner ON tasks (assigner_id);
CREATE INDEX tasks_state ON tasks (state, due, delays);
CREATE INDEX tasks_standing ON tasks (unit_id, due, state, delays);
