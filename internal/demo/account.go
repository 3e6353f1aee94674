package demo

import (
	"fmt"

	"congthidua/internal/access"
)

// accounts makes the demonstration logins, and one for everybody who heads a unit.
func (g *generator) accounts() error {
	first := g.units[1] // the room of head, cadre1 and cadre2
	if g.size.scaled() {
		first = g.units[min(3, len(g.units)-1)] // under way, so that its month can be scored
	}
	who := func(u unit, i int) *person { return &g.people[u.people[min(i, len(u.people)-1)]] }
	last := g.units[min(len(g.units)-1, len(rooms))]
	sixth := g.units[min(len(g.units)-1, 6)]
	logins := []struct {
		name   string
		person *person
		title  string
		grants []access.Grant
	}{
		{"admin", nil, "Quản trị hệ thống", []access.Grant{{Role: access.Admin}}},
		{"leader", &g.people[0], "", []access.Grant{{Role: access.Leader, UnitID: 1}, {Role: access.Cadre, UnitID: 1}}},
		{"deputy", &g.people[1], "", []access.Grant{{Role: access.Leader, UnitID: 1}, {Role: access.Cadre, UnitID: 1}}},
		{
			"head",
			who(first, 0),
			"",
			[]access.Grant{{Role: access.Head, UnitID: first.id}, {Role: access.Cadre, UnitID: first.id}},
		},
		{"cadre1", who(first, 4), "", []access.Grant{{Role: access.Cadre, UnitID: first.id}}},
		{"cadre2", who(first, 5), "", []access.Grant{{Role: access.Cadre, UnitID: first.id}}},
		{
			"committee",
			who(sixth, 3),
			"",
			[]access.Grant{{Role: access.Committee}, {Role: access.Cadre, UnitID: sixth.id}},
		},
		{"clerk", who(last, 2), "", []access.Grant{{Role: access.Clerk}, {Role: access.Cadre, UnitID: last.id}}},
		{"auditor", nil, "Ủy viên kiểm tra", []access.Grant{{Role: access.Auditor}}},
	}
	taken := map[int64]bool{}
	for _, l := range logins {
		name, personID := l.title, any(nil)
		if l.person != nil {
			name, personID = l.person.name, l.person.id
			taken[l.person.id] = true
		}
		if err := g.account(l.name, name, personID, l.grants); err != nil {
			return err
		}
	}
	heads, council := 1, 0
	for i := range g.people {
		p := &g.people[i]
		if taken[p.id] || !p.manager {
			continue
		}
		grants := []access.Grant{{Role: access.Cadre, UnitID: p.unit}}
		name := ""
		if p.heads {
			heads++
			name = fmt.Sprintf("head%d", heads)
			grants = append(grants, access.Grant{Role: access.Head, UnitID: p.unit})
		} else if council < 11 {
			council++
			name = fmt.Sprintf("council%d", council)
			grants = append(grants, access.Grant{Role: access.Council})
		} else {
			continue
		}
		if err := g.account(name, p.name, p.id, grants); err != nil {
			return err
		}
		if heads > 60 && council == 11 {
			return nil
		}
	}
	return nil
}

func (g *generator) account(username, name string, personID any, grants []access.Grant) error {
	var id int64
	err := g.tx.Raw(`
		INSERT INTO accounts (username, person_id, display, password_hash, must_change)
		VALUES (?, ?, ?, ?, FALSE)
		RETURNING id`, username, personID, name, g.hash).Scan(&id).Error
	if err != nil {
		return err
	}
	for _, x := range grants {
		var unitID any
		if x.UnitID != 0 {
			unitID = x.UnitID
		}
		if err := g.tx.Exec(`
			INSERT INTO grants (account_id, role, unit_id, since)
			VALUES (?, ?, ?, '2025-01-01')`, id, x.Role, unitID).Error; err != nil {
			return err
		}
	}
	return nil
}
