package main

import "testing"

func TestClockRule(t *testing.T) {
	try(t, clockRule, []sample{
		{
			name: "the time of the machine",
			source: `package work

import "time"

func f() time.Duration { return time.Since(time.Now()) }
`,
			want: []string{
				"5: time.Now instead of the clock",
				"5: time.Since instead of the clock",
			},
		},
		{
			name: "as a value",
			source: `package work

import "time"

var now = time.Now
`,
			want: []string{
				"5: time.Now instead of the clock",
			},
		},
		{
			name: "the clock, tools, other functions",
			source: `-- internal/clock/a.go --
package clock

import "time"

func f() time.Time { return time.Now() }
-- cmd/bench/a.go --
package main

import "time"

func f() time.Time { return time.Now() }
-- internal/work/a.go --
package work

import "time"

func f() time.Time { return time.UnixMilli(1) }
`,
		},
	})
}
