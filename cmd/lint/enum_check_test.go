package main

import "testing"

func TestEnumRule(t *testing.T) {
	try(t, enumRule, []sample{
		{
			name: "codes in a new table",
			source: `-- internal/store/migration/0030_a.sql --
CREATE TABLE a (
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  n BIGINT NOT NULL CHECK (n IN (1, 2))
);
`,
			want: []string{
				"internal/store/migration/0030_a.sql:2: a CHECK lists codes",
			},
		},
		{
			name: "keys without a name",
			source: `-- internal/store/migration/0030_a.sql --
CREATE TABLE a (
  symbol TEXT NOT NULL UNIQUE,
  UNIQUE (year, number)
);
CREATE UNIQUE INDEX a_number ON a (year, number);
`,
			want: []string{
				"internal/store/migration/0030_a.sql:2: a unique key without a name of its own",
				"internal/store/migration/0030_a.sql:3: a unique key without a name of its own",
			},
		},
		{
			name: "an old migration stays as it is",
			source: `-- internal/store/migration/0027_a.sql --
CREATE TABLE a (
  state TEXT NOT NULL CHECK (state IN ('open')),
  UNIQUE (year)
);
`,
		},
	})
}
