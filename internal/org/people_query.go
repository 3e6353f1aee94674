package org

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// PersonRow is a person as lists show it.
type PersonRow struct {
	ID             int64
	Name           string
	Post           string // the main one
	Unit           string
	UnitID         int64
	UnitPath       string
	OpensUnit      bool `gorm:"-"` // the actor may open the unit
	Kind           PersonKind
	BirthDate      *string
	BirthPrecision viet.Precision
}

// PeopleFilter is what the list of people is narrowed and ordered by; all of it stands in the URL.
type PeopleFilter struct {
	Find   string
	UnitID int64 // with all units below
	Kind   PersonKind
	Sort   string // a key of peopleOrder; any other word is "name"
	Desc   bool
	Page   int  // from 0
	All    bool // every match at once, up to PeopleLimit, for a printed list
}

// PeopleLimit is how many people a printed list holds at most; PeoplePage how many a page of the list.
const (
	PeopleLimit = 5000
	PeoplePage  = 50
)

// peopleOrder is the ORDER BY of a list. Where few are in reach, NAME becomes an expression: over the
// plain column SQLite would walk all 150,000 names in order until a page is full, instead of sorting the
// fifty people of a unit.
var peopleOrder = map[string]string{
	"name":      "NAME, p.id",
	"unit":      "u.position, po.level, NAME, p.id",
	"post":      "po.level, NAME, p.id",
	"name desc": "NAME DESC, p.id DESC",
	"unit desc": "u.position DESC, po.level, NAME, p.id",
	"post desc": "po.level DESC, NAME, p.id",
}

func (f PeopleFilter) order(few bool) string {
	key := f.Sort
	if _, known := peopleOrder[key]; !known {
		key = "name"
	}
	if f.Desc {
		key += " desc"
	}
	order := peopleOrder[key]
	name := "p.name_key"
	if few {
		name = "p.name_key || ''"
	}
	return strings.ReplaceAll(order, "NAME", name)
}

// where is the condition of the list, over posts as po and people as p.
func (f PeopleFilter) where(reach access.Reach) (w store.Where) {
	w.And("po.main AND po.until IS NULL")
	within, args := reach.Condition("po.person_id", "po.unit_id")
	w.And(within, args...)
	key := viet.SearchKey(f.Find)
	w.AndIf(key != "", store.Contains("p.search_key"), store.Pattern(key))
	w.AndIf(f.Kind != "", "p.kind = ?", f.Kind)
	w.AndIf(f.UnitID != 0, `po.unit_id IN (
			SELECT below.id FROM units top
			JOIN units below ON below.path >= top.path AND below.path < substr(top.path, 1, length(top.path) - 1) || '0'
			WHERE top.id = ?)`, f.UnitID)
	return w
}

// People lists people within reach; total counts all that match.
func (s *Service) People(ctx context.Context, a access.Actor, f PeopleFilter) (rows []PersonRow, total int, err error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return nil, 0, err
	}
	db := s.Store.Read(ctx)
	where := f.where(reach)
	tables := "posts po"
	if viet.SearchKey(f.Find) != "" || f.Kind != "" {
		tables += " JOIN people p ON p.id = po.person_id"
	}
	total, err = store.Count(db, "SELECT count(*) FROM "+tables+" WHERE "+where.SQL(), where.Args...)
	if err != nil {
		return nil, 0, err
	}
	limit, offset := PeoplePage, f.Page*PeoplePage
	if f.All {
		limit, offset = PeopleLimit, 0
	}
	rows, err = people(db, reach, f, limit, offset)
	for i := range rows {
		rows[i].OpensUnit = reach.Covers(rows[i].UnitPath)
	}
	return rows, total, err
}

// people is one page of the list.
func people(db *gorm.DB, reach access.Reach, f PeopleFilter, limit, offset int) (rows []PersonRow, err error) {
	where := f.where(reach)
	return rows, db.Raw(`
		SELECT p.id, p.name, po.title AS post, u.name AS unit, u.id AS unit_id, u.path AS unit_path,
			p.kind, p.birth_date, p.birth_precision
		FROM people p
		JOIN posts po ON po.person_id = p.id
		JOIN units u ON u.id = po.unit_id
		WHERE `+where.SQL()+`
		ORDER BY `+f.order(!reach.All || f.UnitID != 0)+`
		LIMIT ? OFFSET ?`, append(where.Args, limit, offset)...).Scan(&rows).Error
}

// Hit is something found by the search on every page.
type Hit struct {
	ID   int64
	Name string
	Note string
	Unit bool
}

// Most units and people that a search shows; their own lists show the rest.
const (
	mostUnits  = 8
	mostPeople = 12
)

// Search finds people and units by part of the name, without tone marks. Who may see nobody finds nobody.
func (s *Service) Search(ctx context.Context, a access.Actor, find string) ([]Hit, error) {
	key, reach := viet.SearchKey(find), a.Reach(access.PeopleView)
	if len(key) < 2 || reach.None() {
		return nil, nil
	}
	db := s.Store.Read(ctx)
	var units []Unit
	err := db.Scopes(reach.Within("", "id")).Where(store.Contains("search_key"), store.Pattern(key)).
		Where("closed_on IS NULL").
		Order("position").Limit(mostUnits).Find(&units).Error
	if err != nil {
		return nil, err
	}
	found, err := people(db, reach, PeopleFilter{Find: find}, mostPeople, 0)
	var hits []Hit
	for _, u := range units {
		hits = append(hits, Hit{ID: u.ID, Name: u.Name, Unit: true})
	}
	for _, p := range found {
		hits = append(hits, Hit{ID: p.ID, Name: p.Name, Note: p.Post + ", " + p.Unit})
	}
	return hits, err
}
