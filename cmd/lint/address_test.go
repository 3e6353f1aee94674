package main

import "testing"

func TestServedBy(t *testing.T) {
	for _, c := range []struct {
		path, file string
		want       bool
	}{
		{"/", "home", true},
		{"/meetings", "meeting", true},
		{"/meetings/:id/votes", "meeting_vote", true},
		{"/meetings/:id", "meetings", true},
		{"/meetings/:id", "council", false},
		{"/meetings/:id", "meet", false},
		{"/meetings/:id", "meetingroom", false},
		{"/units/:id/periods/:period", "period", true},
		{"/units/:id/periods/:period", "unit", true},
		{"/units/:id/periods/:period", "month", false},
		{"/registries/:id", "registry", true},
		{"/people/:id", "person_edit", true},
		{"/units/:id/people", "person", false}, // the other name holds for the first segment
		{"/login", "account", true},
		{"/healthz", "health", true},
		{"/static/*", "assets", true},
	} {
		if got := servedBy(c.path, c.file); got != c.want {
			t.Errorf("%s served by %s.go: %t, want %t", c.path, c.file, got, c.want)
		}
	}
}

func TestAddressRule(t *testing.T) {
	try(t, addressRule, []sample{
		{
			name: "routes beside their handlers and elsewhere",
			source: `-- web/routes.go --
package web

type server struct{}

func get(path, permission string, h func()) {}

func (s *server) routes() {
	get("/tasks", "task.view", s.tasks)
	get("/tasks/:id", "task.view", s.task)
	other("/tasks/:id", "task.view", s.task)
}

func other(path, permission string, h func()) {}
-- web/task.go --
package web

func (s *server) tasks() {}
-- web/home.go --
package web

func (s *server) task() {}
`,
			want: []string{"web/routes.go:9: /tasks/:id is served by task in home.go"},
		},
	})
}
