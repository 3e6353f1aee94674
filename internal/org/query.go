package org

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// UnitRow is a unit as the tree shows it.
type UnitRow struct {
	ID, ParentID int64
	Path, Name   string
	Code, Kind   string
	People       int
	Version      int64
}

// Depth is how far below the root the unit stands.
func (u UnitRow) Depth() int { return strings.Count(u.Path, "/") - 1 }

// Units lists the open units within reach in the order of the tree, with the number of people.
func (s *Service) Units(ctx context.Context, reach access.Reach) ([]UnitRow, error) {
	where, args := reach.PathCondition("", "u.path")
	var rows []UnitRow
	err := s.Store.Read(ctx).Raw(`SELECT u.id, COALESCE(u.parent_id, 0) AS parent_id, u.path, u.name, u.kind, u.version,
			(SELECT count(*) FROM posts p WHERE p.unit_id = u.id AND p.main AND p.until IS NULL) AS people
		FROM units u WHERE u.closed_on IS NULL AND `+where+` ORDER BY u.position, u.id`, args...).Scan(&rows).Error
	return inTreeOrder(rows), err
}

// inTreeOrder puts every unit behind its parent, siblings as they came.
func inTreeOrder(rows []UnitRow) []UnitRow {
	children := map[int64][]UnitRow{}
	here := map[int64]bool{}
	for _, r := range rows {
		here[r.ID] = true
	}
	for _, r := range rows {
		parent := r.ParentID
		if !here[parent] {
			parent = 0
		}
		children[parent] = append(children[parent], r)
	}
	ordered := make([]UnitRow, 0, len(rows))
	var walk func(parent int64)
	walk = func(parent int64) {
		for _, r := range children[parent] {
			ordered = append(ordered, r)
			walk(r.ID)
		}
	}
	walk(0)
	return ordered
}

// Unit returns a unit within reach, else fault.ErrNotFound.
func (s *Service) Unit(ctx context.Context, reach access.Reach, id int64) (UnitRow, error) {
	where, args := reach.PathCondition("", "u.path")
	var u UnitRow
	err := s.Store.Read(ctx).Raw(`SELECT u.id, COALESCE(u.parent_id, 0) AS parent_id, u.path, u.code, u.name, u.kind, u.version FROM units u WHERE u.id = ? AND `+where, append([]any{id}, args...)...).Scan(&u).Error
	if err == nil && u.ID == 0 {
		err = fault.ErrNotFound
	}
	return u, err
}

// PersonRow is a person as lists show it.
type PersonRow struct {
	ID                     int64
	Name, Post, Unit, Kind string
	UnitID                 int64
	BirthDate              *string
	BirthPrecision         string
}

// PeopleFilter is what the list of people is narrowed and ordered by; all of it stands in the URL.
type PeopleFilter struct {
	Find   string
	UnitID int64
	Kind   string
	Sort   string // name, unit, post; any other is name
	Desc   bool
	Page   int  // from 0
	All    bool // every match at once, up to PeopleLimit, for a printed list
}

// PeopleLimit is how many people a printed list holds at most.
const PeopleLimit = 5000

// PeoplePage is how many people a page of the list holds.
const PeoplePage = 50

var peopleOrder = map[string]string{
	"name": "p.name_key, p.id", "unit": "u.position, po.level, p.name_key, p.id", "post": "po.level, p.name_key, p.id",
	"name desc": "p.name_key DESC, p.id DESC", "unit desc": "u.position DESC, po.level, p.name_key, p.id", "post desc": "po.level DESC, p.name_key, p.id",
}

// People lists people within reach; total counts all that match.
func (s *Service) People(ctx context.Context, reach access.Reach, f PeopleFilter) (rows []PersonRow, total int, err error) {
	where, args := reach.PathCondition("p.id", "u.path")
	from := ` FROM people p JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE ` + where
	if key := viet.SearchKey(f.Find); key != "" {
		from += ` AND p.search_key LIKE ?`
		args = append(args, "%"+key+"%")
	}
	if f.UnitID != 0 {
		from += ` AND u.path >= (SELECT path FROM units WHERE id = ?) AND u.path < (SELECT substr(path, 1, length(path) - 1) || '0' FROM units WHERE id = ?)`
		args = append(args, f.UnitID, f.UnitID)
	}
	if f.Kind != "" {
		from += ` AND p.kind = ?`
		args = append(args, f.Kind)
	}
	key := f.Sort
	if f.Desc {
		key += " desc"
	}
	order, known := peopleOrder[key]
	if !known {
		order = peopleOrder["name"]
	}
	limit, offset := PeoplePage, f.Page*PeoplePage
	if f.All {
		limit, offset = PeopleLimit, 0
	}
	db := s.Store.Read(ctx)
	if err = db.Raw(`SELECT count(*)`+from, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	err = db.Raw(`SELECT p.id, p.name, po.title AS post, u.name AS unit, u.id AS unit_id, p.kind, p.birth_date, p.birth_precision`+from+` ORDER BY `+order+` LIMIT ? OFFSET ?`,
		append(args, limit, offset)...).Scan(&rows).Error
	return rows, total, err
}

// PostRow is a post with the name of its unit.
type PostRow struct {
	Post
	Unit string
}

// File is a person with all that the roster knows.
type File struct {
	Person
	Posts       []PostRow
	Absences    []Absence
	Disciplines []Discipline
}

// Main returns the present main post.
func (f File) Main() PostRow {
	for _, p := range f.Posts {
		if p.Main && p.Until == nil {
			return p
		}
	}
	return PostRow{}
}

// Person returns the file of a person within reach, else fault.ErrNotFound.
func (s *Service) Person(ctx context.Context, reach access.Reach, id int64) (File, error) {
	where, args := reach.PathCondition("p.id", "u.path")
	db := s.Store.Read(ctx)
	var f File
	err := db.Raw(`SELECT p.* FROM people p JOIN posts po ON po.person_id = p.id JOIN units u ON u.id = po.unit_id WHERE p.id = ? AND po.until IS NULL AND `+where+` LIMIT 1`, append([]any{id}, args...)...).Scan(&f.Person).Error
	if err != nil {
		return f, err
	}
	if f.ID == 0 {
		return f, fault.ErrNotFound
	}
	return f, f.records(db)
}

// records reads the posts, absences and disciplines of the file in one query, the present and the
// latest first.
func (f *File) records(db *gorm.DB) error {
	err := store.Each(db, func(rows *sql.Rows) error {
		var kind, text, other, note string
		var p PostRow
		if err := rows.Scan(&kind, &p.ID, &text, &other, &note, &p.Since, &p.Until, &p.UnitID, &p.Level, &p.Heads, &p.Manager, &p.Main); err != nil {
			return err
		}
		switch kind {
		case "post":
			p.PersonID, p.Title, p.Unit = f.ID, text, other
			f.Posts = append(f.Posts, p)
		case "absence":
			f.Absences = append(f.Absences, Absence{ID: p.ID, PersonID: f.ID, Kind: text, Since: *p.Since, Until: p.Until, Note: note})
		default:
			f.Disciplines = append(f.Disciplines, Discipline{ID: p.ID, PersonID: f.ID, Form: text, Decision: other, DecidedOn: *p.Since, OnDuty: p.Main, Note: note})
		}
		return nil
	}, `SELECT 'post', po.id, po.title, u.name, '', po.since, po.until, po.unit_id, po.level, po.heads, po.manager, po.main FROM posts po JOIN units u ON u.id = po.unit_id WHERE po.person_id = ?
		UNION ALL SELECT 'absence', id, kind, '', note, since, until, 0, 0, FALSE, FALSE, FALSE FROM absences WHERE person_id = ?
		UNION ALL SELECT 'discipline', id, form, decision, note, decided_on, NULL, 0, 0, FALSE, FALSE, on_duty FROM disciplines WHERE person_id = ?`, f.ID, f.ID, f.ID)
	present := func(p PostRow) int {
		switch {
		case p.Until != nil:
			return 2
		case p.Main:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(f.Posts, func(a, b PostRow) int { return cmp.Or(present(a)-present(b), cmp.Compare(a.ID, b.ID)) })
	slices.SortStableFunc(f.Absences, func(a, b Absence) int { return cmp.Compare(b.Since, a.Since) })
	slices.SortStableFunc(f.Disciplines, func(a, b Discipline) int { return cmp.Compare(b.DecidedOn, a.DecidedOn) })
	return err
}

// Hit is something found by the search on every page.
type Hit struct {
	ID   int64
	Name string
	Note string
	Unit bool
}

// Search finds people and units by part of the name, without tone marks.
func (s *Service) Search(ctx context.Context, reach access.Reach, find string) ([]Hit, error) {
	key := viet.SearchKey(find)
	if len(key) < 2 {
		return nil, nil
	}
	var hits []Hit
	where, args := reach.PathCondition("", "u.path")
	err := s.Store.Read(ctx).Raw(`SELECT u.id, u.name, '' AS note, TRUE AS unit FROM units u WHERE u.search_key LIKE ? AND u.closed_on IS NULL AND `+where+` ORDER BY u.position LIMIT 8`, append([]any{"%" + key + "%"}, args...)...).Scan(&hits).Error
	if err != nil {
		return nil, err
	}
	people, _, err := s.People(ctx, reach, PeopleFilter{Find: find})
	for i, p := range people {
		if i == 12 {
			break
		}
		hits = append(hits, Hit{ID: p.ID, Name: p.Name, Note: p.Post + ", " + p.Unit})
	}
	return hits, err
}

// Root returns the unit at the top of the tree, the body itself.
func (s *Service) Root(ctx context.Context) (int64, error) {
	var id int64
	err := s.Store.Read(ctx).Raw(`SELECT id FROM units WHERE parent_id IS NULL LIMIT 1`).Scan(&id).Error
	if err == nil && id == 0 {
		err = fault.Conflictf("Chưa có cơ quan. Tạo bằng: portal account create admin --agency \"Tên cơ quan\".")
	}
	return id, err
}

// UnitOf is the unit in which a person works today, 0 for none.
func (s *Service) UnitOf(ctx context.Context, person int64) (id int64, err error) {
	return UnitOf(s.Store.Read(ctx), person)
}

// UnitOf is the unit in which a person works today, 0 for none. Other rooms ask it within their own
// transaction, so it takes no actor.
func UnitOf(db *gorm.DB, person int64) (id int64, err error) {
	return id, db.Raw(`SELECT unit_id FROM posts WHERE person_id = ? AND main AND until IS NULL`, person).Scan(&id).Error
}
