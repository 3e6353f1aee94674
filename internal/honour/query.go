package honour

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/org"

	"gorm.io/gorm"
)

// Held is a title that a person holds, or held until it was revoked.
type Held struct {
	PersonID                     int64
	Title                        string
	Year                         int
	Decision, DecidedOn, Revoked string
}

// Of returns what persons hold, the latest first, in one query. persons is a condition on a person's id
// that comes from the code; revoked titles come only with revoked.
func Of(db *gorm.DB, revoked bool, persons string, args ...any) (list []Held, err error) {
	where := ""
	if !revoked {
		where = ` AND revoked = ''`
	}
	err = db.Raw(`
		SELECT person_id, title, year, decision, decided_on, revoked
		FROM honours
		WHERE person_id `+persons+where+`
		ORDER BY year DESC, title, id`, args...).Scan(&list).Error
	return list, err
}

// File is what one person holds, revoked titles too.
type File struct {
	Honours []Held
	Record  bool // the actor may add to it: to others' within reach
}

// Person returns what somebody within reach holds, else fault.ErrNotFound.
func (s *Service) Person(ctx context.Context, a access.Actor, id int64) (f File, err error) {
	reach, err := a.Require(access.PeopleView)
	if err != nil {
		return f, err
	}
	db := s.Store.Read(ctx)
	if _, err := org.FindPerson(db, reach, id); err != nil {
		return f, err
	}
	if f.Honours, err = Of(db, true, "= ?", id); err != nil {
		return f, err
	}
	if edit := a.Reach(access.HonoursEdit); !edit.None() && a.Judge(id) == nil {
		_, err = org.FindPerson(db, edit, id)
		f.Record = err == nil
		if errors.Is(err, fault.ErrNotFound) {
			err = nil
		}
	}
	return f, err
}

// holdings returns which titles of which years are held now.
func holdings(db *gorm.DB) (map[holding]bool, error) {
	var rows []struct {
		Person, Unit int64
		Title        string
		Year         int
	}
	err := db.Raw(`
		SELECT COALESCE(person_id, 0) AS person, COALESCE(unit_id, 0) AS unit, title, year
		FROM honours
		WHERE revoked = ''`).Scan(&rows).Error
	held := make(map[holding]bool, len(rows))
	for _, r := range rows {
		held[holding{person: r.Person, unit: r.Unit, title: r.Title, year: r.Year}] = true
	}
	return held, err
}

// within returns who and which units are within reach; nil for everybody.
func within(db *gorm.DB, reach access.Reach) (people, units map[int64]bool, err error) {
	if reach.All {
		return nil, nil, nil
	}
	where, args := reach.Condition("po.person_id", "po.unit_id")
	people, err = ids(db, `
		SELECT po.person_id
		FROM posts po
		WHERE po.until IS NULL AND `+where, args...)
	if err != nil {
		return nil, nil, err
	}
	where, args = reach.Condition("", "u.id")
	units, err = ids(db, `
		SELECT u.id
		FROM units u
		WHERE `+where, args...)
	return people, units, err
}

func ids(db *gorm.DB, query string, args ...any) (map[int64]bool, error) {
	var list []int64
	err := db.Raw(query, args...).Scan(&list).Error
	found := make(map[int64]bool, len(list))
	for _, id := range list {
		found[id] = true
	}
	return found, err
}

// readPeople and readUnits read all who can hold a title: people with year of birth and unit, units with
// the one above them.
func readPeople(db *gorm.DB) (holders, error) {
	list, err := readHolders(db, `
		SELECT p.id, p.code, p.name, COALESCE(substr(p.birth_date, 1, 4), '') AS birth, COALESCE(u.name, '') AS unit
		FROM people p
		LEFT JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
		LEFT JOIN units u ON u.id = po.unit_id
		ORDER BY p.id`)
	list.born = true
	return list, err
}

func readUnits(db *gorm.DB) (holders, error) {
	return readHolders(db, `
		SELECT u.id, u.code, u.name, '' AS birth, COALESCE(a.name, '') AS unit
		FROM units u
		LEFT JOIN units a ON a.id = u.parent_id
		ORDER BY u.id`)
}

func readHolders(db *gorm.DB, query string) (holders, error) {
	list := holders{
		byID:         map[int64]holder{},
		byCode:       map[string]int64{},
		byName:       map[string][]int64{},
		bySearchName: map[string][]int64{},
	}
	var rows []struct {
		ID                      int64
		Code, Name, Birth, Unit string
	}
	err := db.Raw(query).Scan(&rows).Error
	for _, r := range rows {
		list.add(holder{id: r.ID, code: r.Code, name: r.Name, birth: r.Birth, unit: r.Unit})
	}
	return list, err
}
