package org

import (
	"fmt"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/intake"
	"congthidua/internal/sheet"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Roster is the list of an agency's people, as something to be imported.
type Roster struct{ Clock clock.Clock }

// Fields are the columns that a roster may have.
func (Roster) Fields() []sheet.Field { return RosterFields }

// Must is the field without which a row is no header.
func (Roster) Must() (field, name string) { return "name", RosterFieldNames["name"] }

// Open begins to compare a roster with what the portal holds.
func (r Roster) Open(db *gorm.DB, in intake.Opening) (intake.Reader, error) {
	p, err := newPlan(db, in)
	if err != nil {
		return nil, err
	}
	return &rosterIntake{
		plan:   p,
		rows:   rosterReader{columns: in.Columns},
		writer: rosterWriter{today: clock.Today(r.Clock)},
	}, nil
}

// rosterIntake judges a roster's rows and carries them out.
type rosterIntake struct {
	plan   *plan
	rows   rosterReader
	writer rosterWriter
}

// Judge says what a row changes.
func (r *rosterIntake) Judge(row sheet.Row) (intake.Finding, bool) {
	e, ok := r.rows.read(row)
	if !ok {
		return intake.Finding{}, false
	}
	v := r.plan.judge(e)
	return intake.Finding{
		Number: e.number,
		Action: v.action,
		Name:   e.person.Name,
		Unit:   e.unit,
		Reason: v.reason,
		Cells:  e.cells,
		Value:  v,
	}, true
}

// Write carries a row out; new people go in batches.
func (r *rosterIntake) Write(tx *gorm.DB, f intake.Finding) error {
	v, ok := f.Value.(verdict)
	if !ok {
		return fmt.Errorf("row %d was not judged as a roster's", f.Number)
	}
	r.writer.start(tx)
	return r.writer.write(r.plan, v)
}

// Close writes the last batch.
func (r *rosterIntake) Close(tx *gorm.DB) (map[string]any, error) {
	r.writer.start(tx)
	done := map[string]any{"added": r.writer.added, "changed": r.writer.changed, "units": r.writer.units}
	return done, r.writer.flush()
}

// plan compares a roster with what the portal holds.
type plan struct {
	parent  Unit
	units   map[string]int64   // search key of the name to id; negative while only planned
	known   map[string][]*held // by personKey
	coded   map[string]*held   // by their code
	seen    map[string]int     // rows of this file by person and unit
	planned int64
}

// held is a person the portal already has, with the present posts.
type held struct {
	Person
	posts   []Post
	reached bool // one of the posts is within the reach of who imports
}

// verdict is what is to be done with a row.
type verdict struct {
	action  intake.Action
	reason  string
	entry   entry
	unitID  int64 // negative: a unit to be made
	target  *held // nil for a new person
	made    *held // the new person
	newPost bool  // a second post beside the main one
}

func newPlan(db *gorm.DB, in intake.Opening) (p *plan, err error) {
	p = &plan{
		units: map[string]int64{},
		known: map[string][]*held{},
		coded: map[string]*held{},
		seen:  map[string]int{},
	}
	if p.parent, err = FindUnit(db, in.Reach, in.UnitID); err != nil {
		return nil, err
	}
	below := access.Reach{Paths: []string{p.parent.Path}}
	var units []Unit
	if err := db.Scopes(below.Within("", "id")).Where("closed_on IS NULL").Find(&units).Error; err != nil {
		return nil, err
	}
	for _, u := range units {
		p.units[u.SearchKey] = u.ID
	}
	return p, p.load(db, in.Reach)
}

func (p *plan) judge(e entry) verdict {
	if e.wrong != "" {
		return refused(e, e.wrong)
	}
	key := personKey(e.person)
	unitKey := viet.SearchKey(e.unit)
	if first, twice := p.seen[key+"|"+unitKey]; twice {
		return refused(e, fmt.Sprintf("Trùng người với dòng %d", first))
	}
	p.seen[key+"|"+unitKey] = e.number
	v := verdict{entry: e, unitID: p.unitFor(unitKey)}
	v.target, v.newPost = p.find(key, v.unitID, e)
	if owner := p.coded[e.person.Code]; owner != nil && owner != v.target {
		return refused(e, "Mã "+e.person.Code+" đã thuộc về "+owner.Name)
	}
	if v.target != nil && !v.target.reached {
		return refused(e, "Người này thuộc đơn vị khác, ngoài phạm vi bạn được sửa")
	}
	switch {
	case v.target == nil:
		v.action, v.reason = intake.Add, strings.TrimSuffix("Thêm mới: "+e.title+absenceText(e.absence), ", ")
		v.made = &held{
			Person:  e.person,
			posts:   []Post{{UnitID: v.unitID, Title: e.title, Main: true}},
			reached: true,
		}
		p.known[key] = append(p.known[key], v.made)
		if v.made.Code != "" {
			p.coded[v.made.Code] = v.made
		}
	case v.newPost:
		v.action, v.reason = intake.Change, "Kiêm nhiệm thêm: "+e.title+", "+e.unit
		v.target.posts = append(v.target.posts, Post{UnitID: v.unitID, Title: e.title})
	default:
		v.reason = difference(v.target, v.unitID, e)
		if v.action = intake.Change; v.reason == "" {
			v.action = intake.Same
		}
	}
	return v
}

func refused(e entry, reason string) verdict {
	return verdict{action: intake.Refuse, reason: reason, entry: e}
}

// unitFor returns the unit of that name below the parent, planning a new one where none is.
func (p *plan) unitFor(key string) int64 {
	if key == p.parent.SearchKey {
		return p.parent.ID
	}
	id, ok := p.units[key]
	if !ok {
		p.planned--
		id = p.planned
		p.units[key] = id
	}
	return id
}

// find looks for the row's person: by the code; else in the same unit; else somebody elsewhere with
// the very same day of birth, who has either moved or, when the file names both units, holds a
// second post.
func (p *plan) find(key string, unitID int64, e entry) (target *held, newPost bool) {
	if h := p.coded[e.person.Code]; h != nil && personKey(h.Person) == key {
		return h, false
	}
	for _, h := range p.known[key] {
		for _, post := range h.posts {
			if post.UnitID == unitID {
				return h, false
			}
		}
	}
	if e.person.BirthPrecision != viet.Day {
		return nil, false
	}
	for _, h := range p.known[key] {
		if h.BirthDate != nil && *h.BirthDate == *e.person.BirthDate && h.BirthPrecision == e.person.BirthPrecision {
			for _, post := range h.posts {
				if _, alsoHere := p.seen[key+"|"+p.unitKey(post.UnitID)]; alsoHere {
					return h, true
				}
			}
			return h, false
		}
	}
	return nil, false
}

func (p *plan) unitKey(id int64) string {
	for key, unit := range p.units {
		if unit == id {
			return key
		}
	}
	return p.parent.SearchKey
}

// difference says what a row would change, "" if nothing.
func difference(h *held, unitID int64, e entry) string {
	var changes []string
	note := func(label, old, new string) {
		if new != "" && old != new {
			if old == "" {
				old = "trống"
			}
			changes = append(changes, label+": "+old+" → "+new)
		}
	}
	p := e.person
	note("Mã", h.Code, p.Code)
	if p.BirthDate != nil && !lessPrecise(p, h.Person) {
		note("Ngày sinh", shownBirth(h.Person), shownBirth(p))
	}
	note("Giới tính", GenderNames[h.Gender], ifSaid(p.Gender))
	note("Đối tượng", KindNames[h.Kind], KindNames[p.Kind])
	note("Ngày vào Đảng", shownDate(h.PartyDate), shownDate(p.PartyDate))
	note("Điện thoại", h.Phone, p.Phone)
	note("Thư điện tử", h.Email, p.Email)
	note("Ghi chú", h.Note, p.Note)
	inUnit := false
	for _, post := range h.posts {
		if post.UnitID == unitID {
			inUnit = true
			note("Chức vụ", post.Title, e.title)
		}
	}
	if !inUnit {
		changes = append(changes, "Chuyển đến "+e.unit+": "+e.title)
	}
	return strings.Join(changes, "; ")
}

// ifSaid is the name of a gender, "" where the row says none.
func ifSaid(g Gender) string {
	if g == Unsaid {
		return ""
	}
	return GenderNames[g]
}

func shownBirth(p Person) string {
	if p.BirthDate == nil {
		return ""
	}
	return viet.ShowPartialDate(*p.BirthDate, p.BirthPrecision)
}

func shownDate(d *string) string {
	if d == nil {
		return ""
	}
	return viet.ShowDate(*d)
}

func absenceText(a *Absence) string {
	if a == nil {
		return ""
	}
	return fmt.Sprintf("; ghi nhận %s %s–%s", strings.ToLower(AbsenceNames[a.Kind]),
		viet.ShowDate(a.Since), viet.ShowDate(*a.Until))
}

// personKey finds the same person again: the name without regard to case, and year of birth.
func personKey(p Person) string {
	year := ""
	if p.BirthDate != nil {
		year = (*p.BirthDate)[:4]
	}
	return strings.ToLower(viet.Clean(p.Name)) + "|" + year
}
