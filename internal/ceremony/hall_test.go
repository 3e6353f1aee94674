package ceremony_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/catalogue"
	"congthidua/internal/ceremony"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/trial"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

func holds(name string, roles ...access.Role) access.Actor {
	a := access.Actor{Name: name}
	for _, r := range roles {
		a.Grants = append(a.Grants, access.Grant{Role: r})
	}
	return a
}

var (
	committee = holds("Chuyên viên", access.Committee)
	clerk     = holds("Văn thư", access.Clerk)
	auditor   = holds("Kiểm tra", access.Auditor)
)

// leaderOf is a leader of one unit and what lies below it.
func leaderOf(unit int64, path string) access.Actor {
	return access.Actor{Name: "Lãnh đạo", PersonID: 9000 + unit,
		Grants: []access.Grant{{Role: access.Leader, UnitID: unit, Path: path}}}
}

// hall is an empty portal in which a test puts up its own ceremonies. It is 13:30 on 20 November 2026.
type hall struct {
	*ceremony.Service
	t     *testing.T
	clock *clock.Manual
	next  int // number of the next decision
}

const today, tomorrow = "20/11/2026", "21/11/2026"

func open(t *testing.T) *hall {
	t.Helper()
	c := &clock.Manual{At: time.Date(2026, 11, 20, 13, 30, 0, 0, clock.Zone)}
	h := &hall{Service: &ceremony.Service{Store: trial.Empty(t), Clock: c}, t: t, clock: c}
	h.exec(`INSERT INTO units (id, path, name, search_key, kind) VALUES (1, '1/', 'Ban', 'ban', 'agency')`)
	for _, id := range []int64{2, 9, 20} {
		name := fmt.Sprintf("Đơn vị %d", id)
		h.exec(`INSERT INTO units (id, parent_id, path, name, search_key, kind) VALUES (?, 1, ?, ?, ?, 'department')`,
			id, fmt.Sprintf("1/%d/", id), name, viet.SearchKey(name))
	}
	awards := catalogue.Service{Store: h.Store, Clock: c, Kinds: award.Kinds()}
	h.must(awards.Install(t.Context()))
	return h
}

func (h *hall) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) exec(sql string, args ...any) {
	h.t.Helper()
	h.must(h.Store.Write(h.t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, args...).Error }))
}

func (h *hall) number(sql string, args ...any) (n int64) {
	h.t.Helper()
	h.must(h.Store.Read(h.t.Context()).Raw(sql, args...).Scan(&n).Error)
	return n
}

func (h *hall) insert(sql string, args ...any) (id int64) {
	h.t.Helper()
	h.must(h.Store.Write(h.t.Context(), func(tx *gorm.DB) error {
		return tx.Raw(sql+` RETURNING id`, args...).Scan(&id).Error
	}))
	return id
}

// line is a recipient: a person of a unit or, with unit 0, of another body; or a collective.
type line struct {
	form       string
	unit       int64
	collective bool
	name       string
	prize      int64
}

// decision is an issued decision on recipients.
func (h *hall) decision(lines ...line) int64 {
	h.t.Helper()
	h.next++
	id := h.insert(`INSERT INTO decisions (kind, body, subject, state, number, decided_on)
		VALUES ('award', 'Ban', 'Tặng thưởng', 'issued', ?, '2026-11-01')`, fmt.Sprintf("%d-QĐ", h.next))
	for i, l := range lines {
		h.recipient(id, int64(i), l)
	}
	return id
}

func (h *hall) recipient(decision, level int64, l line) int64 {
	h.t.Helper()
	var person, unit *int64
	switch {
	case l.collective && l.unit != 0:
		unit = &l.unit
	case l.unit != 0:
		p := h.insert(`INSERT INTO people (name, name_key, search_key, kind) VALUES (?, ?, ?, 'cadre')`,
			l.name, viet.SortKey(l.name), viet.SearchKey(l.name))
		h.exec(`INSERT INTO posts (person_id, unit_id, title) VALUES (?, ?, 'Chuyên viên')`, p, l.unit)
		person = &p
	}
	if l.form == "" {
		l.form = "gk"
	}
	return h.insert(`INSERT INTO recipients
		(decision_id, form, collective, person_id, unit_id, year, name, name_key, level, prize)
		VALUES (?, ?, ?, ?, ?, 2026, ?, ?, ?, ?)`,
		decision, l.form, l.collective, person, unit, l.name, viet.SearchKey(l.name), level, l.prize)
}

// lines are so many persons of a unit, named by a letter and a number.
func lines(unit int64, letter string, n int) (list []line) {
	for i := range n {
		list = append(list, line{unit: unit, name: fmt.Sprintf("%s %02d", letter, i+1)})
	}
	return list
}

// ceremony is one that is being prepared for a day, with decisions.
func (h *hall) ceremony(day string, places int, decisions ...int64) int64 {
	h.t.Helper()
	id, err := h.Save(h.t.Context(), committee, ceremony.Ceremony{
		Name: "Lễ trao", HeldOn: day, StartsAt: "14:00", Place: "Hội trường",
		Places: places, ReadMinutes: 2, TurnMinutes: 2,
	})
	h.must(err)
	for _, d := range decisions {
		h.must(h.AddDecision(h.t.Context(), committee, id, d))
	}
	return id
}

// prepared is a ceremony with three recipients of unit 9, two places, a guest and a link.
func (h *hall) prepared(day string) int64 {
	h.t.Helper()
	id := h.ceremony(day, 2, h.decision(lines(9, "A", 3)...))
	h.must(h.AddGuests(h.t.Context(), committee, id, "Khách mời; nhà báo"))
	h.must(h.AddLink(h.t.Context(), committee, id, ceremony.Desk, "Bàn 1"))
	return id
}

// prepared is a portal with one such ceremony.
func prepared(t *testing.T, day string) (*hall, int64) {
	t.Helper()
	h := open(t)
	return h, h.prepared(day)
}

// see reads a ceremony as the committee does.
func (h *hall) see(id int64) ceremony.Stage {
	h.t.Helper()
	v, err := h.Ceremony(h.t.Context(), committee, id)
	h.must(err)
	return v
}

// called finds a recipient by name, the latest of that name.
func (h *hall) called(name string) int64 {
	h.t.Helper()
	id := h.number(`SELECT COALESCE(max(id), 0) FROM recipients WHERE name = ?`, name)
	if id == 0 {
		h.t.Fatalf("no recipient %q", name)
	}
	return id
}

// away is an absence as the page would send it, at the version that is kept now.
func (h *hall) away(id int64, name, representative string) ceremony.Absence {
	h.t.Helper()
	x := h.see(id).AbsenceOf(h.called(name))
	return ceremony.Absence{
		Record: store.Record{Version: x.Version}, CeremonyID: id, RecipientID: h.called(name),
		Away: true, Representative: representative,
	}
}

// guest finds a guest of a ceremony by name.
func (h *hall) guest(id int64, name string) ceremony.Guest {
	h.t.Helper()
	for _, g := range h.see(id).Guests {
		if g.Name == name {
			return g
		}
	}
	h.t.Fatalf("no guest %q", name)
	return ceremony.Guest{}
}

// desk is the gate of a desk with a name.
func (h *hall) desk(id int64, name string) ceremony.Gate {
	h.t.Helper()
	g, err := h.GateOf(h.t.Context(), access.Actor{Name: name, Grants: clerk.Grants}, id)
	h.must(err)
	return g
}

// send reports one note at a desk.
func (h *hall) send(g ceremony.Gate, n ceremony.Note) ceremony.Outcome {
	h.t.Helper()
	done, err := h.CheckIn(h.t.Context(), g, []ceremony.Note{n})
	h.must(err)
	return done[0]
}

// onStage writes who stands where: "1: A 01, A 02 (by B) | 2: …".
func onStage(v ceremony.Stage) (text string) {
	for i, turn := range v.Turns {
		if i > 0 {
			text += " | "
		}
		text += fmt.Sprintf("%d:", turn.Number)
		for _, s := range turn.Stands {
			text += " " + s.Name
			if s.By != "" {
				text += " (" + s.By + ")"
			}
		}
	}
	return text
}

// outcome names an error by its kind, for tables.
func outcome(err error) string {
	var invalid fault.Invalid
	var conflict fault.Conflict
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, fault.ErrForbidden):
		return "forbidden"
	case errors.Is(err, fault.ErrNotFound):
		return "not found"
	case errors.Is(err, fault.ErrStale):
		return "stale"
	case errors.As(err, &invalid):
		return "invalid"
	case errors.As(err, &conflict):
		return "conflict"
	}
	return err.Error()
}
