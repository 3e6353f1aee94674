package org

import (
	"fmt"
	"strings"

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
	p, err := newPlan(db, in.UnitID)
	if err != nil {
		return nil, err
	}
	return &rosterIntake{plan: p, rows: rosterReader{columns: in.Columns}, writer: rosterWriter{today: clock.Today(r.Clock)}}, nil
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
	return intake.Finding{Number: e.number, Action: v.action, Name: e.person.Name, Unit: e.unit, Reason: v.reason, Cells: e.cells, Value: v}, true
}

// Write carries a row out; new people go in batches.
func (r *rosterIntake) Write(tx *gorm.DB, f intake.Finding) error {
	v, ok := f.Value.(verdict)
	if !ok {
		return fmt.Errorf("row %d was not judged as a roster's", f.Number)
	}
	if err := r.writer.start(tx); err != nil {
		return err
	}
	return r.writer.write(r.plan, v)
}

// Close writes the last batch.
func (r *rosterIntake) Close(tx *gorm.DB) (map[string]any, error) {
	if err := r.writer.start(tx); err != nil {
		return nil, err
	}
	return map[string]any{"added": r.writer.added, "changed": r.writer.changed, "units": r.writer.units}, r.writer.flush()
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

// held is a person the portal already has, with the posts.
type held struct {
	Person
	posts []Post
}

// verdict is what is to be done with a row.
type verdict struct {
	action  string // add, change, same, refuse
	reason  string
	entry   entry
	unitID  int64 // negative: a unit to be made
	target  *held // nil for a new person
	newPost bool  // a second post beside the main one
}

func newPlan(db *gorm.DB, parentID int64) (*plan, error) {
	p := &plan{units: map[string]int64{}, known: map[string][]*held{}, coded: map[string]*held{}, seen: map[string]int{}}
	if err := db.Raw(`SELECT * FROM units WHERE id = ?`, parentID).Scan(&p.parent).Error; err != nil {
		return nil, err
	}
	var units []Unit
	if err := db.Raw(`SELECT id, search_key FROM units WHERE closed_on IS NULL AND path >= ? AND path < ?`, p.parent.Path, strings.TrimSuffix(p.parent.Path, "/")+"0").Scan(&units).Error; err != nil {
		return nil, err
	}
	for _, u := range units {
		p.units[u.SearchKey] = u.ID
	}
	return p, p.load(db)
}

// load reads everybody once, in two streams, with only what the comparison needs.
func (p *plan) load(db *gorm.DB) error {
	byID := map[int64]*held{}
	rows, err := db.Raw(`SELECT id, code, name, birth_date, birth_precision, gender, kind, party_date, phone, email, note FROM people`).Rows()
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // reading only
	for rows.Next() {
		h := &held{}
		if err := rows.Scan(&h.ID, &h.Code, &h.Name, &h.BirthDate, &h.BirthPrecision, &h.Gender, &h.Kind, &h.PartyDate, &h.Phone, &h.Email, &h.Note); err != nil {
			return err
		}
		byID[h.ID] = h
		key := personKey(h.Person)
		p.known[key] = append(p.known[key], h)
		if h.Code != "" {
			p.coded[h.Code] = h
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	posts, err := db.Raw(`SELECT id, person_id, unit_id, title, main FROM posts WHERE until IS NULL`).Rows()
	if err != nil {
		return err
	}
	defer posts.Close() //nolint:errcheck // reading only
	for posts.Next() {
		var post Post
		if err := posts.Scan(&post.ID, &post.PersonID, &post.UnitID, &post.Title, &post.Main); err != nil {
			return err
		}
		if h := byID[post.PersonID]; h != nil {
			h.posts = append(h.posts, post)
		}
	}
	return posts.Err()
}

func (p *plan) judge(e entry) verdict {
	if e.wrong != "" {
		return verdict{action: intake.Refuse, reason: e.wrong, entry: e}
	}
	key := personKey(e.person)
	unitKey := viet.SearchKey(e.unit)
	if first, twice := p.seen[key+"|"+unitKey]; twice {
		return verdict{action: intake.Refuse, reason: fmt.Sprintf("Trùng người với dòng %d", first), entry: e}
	}
	p.seen[key+"|"+unitKey] = e.number
	v := verdict{entry: e, unitID: p.unitFor(unitKey)}
	v.target, v.newPost = p.find(key, v.unitID, e)
	if owner := p.coded[e.person.Code]; owner != nil && owner != v.target {
		return verdict{action: intake.Refuse, reason: "Mã " + e.person.Code + " đã thuộc về " + owner.Name, entry: e}
	}
	switch {
	case v.target == nil:
		v.action, v.reason = intake.Add, strings.TrimSuffix("Thêm mới: "+e.title+absenceText(e.absence), ", ")
		h := &held{Person: e.person, posts: []Post{{UnitID: v.unitID, Title: e.title, Main: true}}}
		p.known[key] = append(p.known[key], h)
		if h.Code != "" {
			p.coded[h.Code] = h
		}
		v.target = nil
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
	if e.person.BirthPrecision != string(viet.Day) {
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
	if p.BirthDate != nil && !(p.BirthPrecision == string(viet.Year) && h.BirthPrecision == string(viet.Day)) {
		note("Ngày sinh", shownBirth(h.Person), shownBirth(p))
	}
	note("Giới tính", GenderNames[h.Gender], ifNot(p.Gender, "", GenderNames[p.Gender]))
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

func ifNot(value, none, shown string) string {
	if value == none {
		return ""
	}
	return shown
}

func shownBirth(p Person) string {
	if p.BirthDate == nil {
		return ""
	}
	return viet.ShowPartialDate(*p.BirthDate, viet.Precision(p.BirthPrecision))
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
	return fmt.Sprintf("; ghi nhận %s %s–%s", strings.ToLower(AbsenceNames[a.Kind]), viet.ShowDate(a.Since), viet.ShowDate(*a.Until))
}

// personKey finds the same person again: the name without regard to case, and year of birth.
func personKey(p Person) string {
	year := ""
	if p.BirthDate != nil {
		year = (*p.BirthDate)[:4]
	}
	return strings.ToLower(viet.Clean(p.Name)) + "|" + year
}
