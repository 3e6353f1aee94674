package main

import "testing"

func TestCodeRule(t *testing.T) {
	try(t, codeRule, []sample{
		{
			name: "literals of a typed code",
			source: `package work

type State string

const (
	Open   State = "open"
	Closed State = "closed"
)

type Task struct {
	State State
	Kind  string
	Title string
}

func f(t *Task) bool {
	t.State = "open"
	g("closed")
	return t.State == "open"
}

func g(State) {}
`,
			want: []string{
				`17: "open" is a bare work.State`,
				`18: "closed" is a bare work.State`,
				`19: "open" is a bare work.State`,
			},
		},
		{
			name: "a plain field that holds codes",
			source: `package work

type State string

const (
	Open   State = "open"
	Closed State = "closed"
)

type Task struct {
	State State
	Kind  string
	Title string
}

func f(t *Task) Task {
	t.Kind = "daily"
	switch t.Kind {
	case "daily", "weekly":
	}
	if t.Kind != "weekly" {
		return Task{Kind: "daily"}
	}
	return Task{}
}
`,
			want: []string{
				`17: "daily" is a code without a constant`,
				`19: "daily" is a code without a constant`,
				`19: "weekly" is a code without a constant`,
				`21: "weekly" is a code without a constant`,
				`22: "daily" is a code without a constant`,
			},
		},
		{
			name: "constants, empty words and texts are free",
			source: `package work

type State string

const (
	Open   State = "open"
	Closed State = "closed"
)

type Task struct {
	State State
	Kind  string
	Title string
}

const daily = "daily"

func f(t *Task) bool {
	t.Title = "open"
	t.Kind = daily
	return t.State == Open || t.State == "" || t.Kind == "Hằng ngày"
}
`,
		},
		{
			name: "the demonstration writes what may be found",
			source: `-- internal/demo/a.go --
package demo

type State string

func f(s State) bool { return s == "open" }
`,
		},
	})
}
