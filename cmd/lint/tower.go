package main

import (
	"go/ast"
	"strconv"
	"strings"
)

// tower are the rooms of the house from the ground up; see README. A room knows the floors below its own.
// Rooms of one floor stand beside each other and do not know each other.
var tower = [][]string{
	{"org"},
	{"account", "honour"},
	{"training"},
	{"work"},
	{"document"},
	{"evaluation"},
	{"initiative"},
	{"movement", "cluster"},
	{"emulation"},
	{"council"},
	{"award"},
	{"certificate"},
	{"ceremony"},
}

// ground are the packages that know nothing of the domain.
var ground = []string{
	"access", "attachment", "audit", "catalogue", "clock", "code", "extract", "fault", "intake", "job", "locale",
	"mail", "notice", "paper", "rule", "sheet", "store", "todo", "viet",
}

// onlookers see every room, and no room knows them.
var onlookers = []string{"backup", "demo", "shipped", "trial"}

// floor is the height of a room: 0 for the ground, -1 for what has none.
func floor(room string) int {
	for i, rooms := range tower {
		for _, name := range rooms {
			if name == room {
				return i + 1
			}
		}
	}
	for _, name := range ground {
		if name == room {
			return 0
		}
	}
	return -1
}

// isRoom reports whether an internal package is a room of the domain.
func isRoom(name string) bool { return floor(name) > 0 }

func isOnlooker(name string) bool {
	for _, o := range onlookers {
		if o == name {
			return true
		}
	}
	return false
}

var towerRule = Rule{
	Name: "tower",
	Doc: `A room imports rooms of lower floors and the ground only, the ground nothing of the domain, and nothing
		below internal imports web or templates. So every change shows upwards only. The floors stand in
		cmd/lint/tower.go.`,
	Check: func(r *Run) {
		for _, p := range r.Packages {
			room := p.Room()
			if room == "" || isOnlooker(room) {
				continue
			}
			if floor(room) < 0 {
				r.At(p.Files[0].Name, 1, "internal/%s has no floor in cmd/lint/tower.go", room)
				continue
			}
			for _, f := range p.Files {
				for _, spec := range f.Syntax.Imports {
					if why := upwards(r.Module, room, spec); why != "" {
						r.Node(Visit{Package: p, File: f}, spec.Pos(), "%s", why)
					}
				}
			}
		}
	},
}

// upwards says what is wrong with an import of a room, "" for nothing.
func upwards(m *Module, room string, spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return err.Error()
	}
	path, ours := strings.CutPrefix(path, m.Path+"/")
	if !ours {
		return ""
	}
	other, internal := strings.CutPrefix(path, "internal/")
	other, _, _ = strings.Cut(other, "/")
	switch {
	case !internal && (path == "web" || strings.HasPrefix(path, "templates")):
		return room + " imports " + path
	case !internal || other == room:
		return ""
	case isOnlooker(other):
		return room + " imports " + other + ", which no room knows"
	case floor(other) == 0:
		return ""
	case floor(other) >= floor(room):
		return room + " imports " + other + ", which stands " + place(floor(other)-floor(room)) + " it"
	}
	return ""
}

func place(difference int) string {
	if difference == 0 {
		return "beside"
	}
	return "above"
}
