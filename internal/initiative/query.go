package initiative

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

// Row is an initiative of an author within reach.
type Row struct {
	ID, PersonID        int64
	Name, Level         string
	Year, Share         int
	State               string
	Decision, DecidedOn string
	Author, Post, Unit  string
}

// PageSize is how many rows a page of the list shows.
const PageSize = 100

// Filter narrows the list; empty fields do not.
type Filter struct {
	Year  int
	Level string
	State string
	Find  string
	Page  int
	All   bool
}

// List lists initiatives by author, the latest first, with how many match.
func (s *Service) List(ctx context.Context, a access.Actor, f Filter) (rows []Row, total int, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return nil, 0, err
	}
	where, args := reach.PathCondition("x.person_id", "u.path")
	add := func(used bool, condition string, value any) {
		if used {
			where, args = where+" AND "+condition, append(args, value)
		}
	}
	add(f.Year != 0, "i.year = ?", f.Year)
	add(f.Level != "", "i.level = ?", f.Level)
	add(f.State != "", "i.state = ?", f.State)
	add(f.Find != "", "pe.search_key LIKE ?", "%"+viet.SearchKey(f.Find)+"%")
	tables := ` FROM initiative_authors x JOIN initiatives i ON i.id = x.initiative_id JOIN people pe ON pe.id = x.person_id JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL JOIN units u ON u.id = po.unit_id WHERE ` + where
	db := s.Store.Read(ctx)
	if err := db.Raw(`SELECT count(*)`+tables, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	limit := ""
	if !f.All {
		limit = fmt.Sprintf(" LIMIT %d OFFSET %d", PageSize, PageSize*f.Page)
	}
	err = db.Raw(`SELECT i.id, x.person_id, i.name, i.state, i.level, i.year, x.share, i.decision, i.decided_on, pe.name AS author, po.title AS post, u.name AS unit`+tables+` ORDER BY i.year DESC, i.level DESC, pe.name_key, i.id`+limit, args...).Scan(&rows).Error
	return rows, total, err
}

// Basis is the decision that recognises it, or how it stands without one.
func (r Row) Basis() string {
	if r.State != Recognised {
		return StateNames[r.State]
	}
	return r.Decision + ", " + viet.ShowDate(r.DecidedOn)
}

// find reads one of which an author lies within reach.
func find(db *gorm.DB, reach access.Reach, id int64) (f Initiative, err error) {
	where, args := reach.PathCondition("x.person_id", "u.path")
	err = db.Raw(`SELECT i.*, COALESCE(i.registrar_id, 0) AS registrar_id FROM initiatives i WHERE i.id = ? AND EXISTS (SELECT 1 FROM initiative_authors x LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL LEFT JOIN units u ON u.id = po.unit_id WHERE x.initiative_id = i.id AND `+where+`)`, append([]any{id}, args...)...).Scan(&f).Error
	if err != nil {
		return f, err
	}
	if f.ID == 0 {
		return f, fault.ErrNotFound
	}
	err = db.Raw(`SELECT x.person_id, x.share, pe.name, COALESCE(po.title, '') AS post, COALESCE(u.name, '') AS unit, COALESCE(u.path, '') AS path FROM initiative_authors x JOIN people pe ON pe.id = x.person_id LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL LEFT JOIN units u ON u.id = po.unit_id
		WHERE x.initiative_id = ? ORDER BY x.person_id = COALESCE((SELECT registrar_id FROM initiatives WHERE id = x.initiative_id), 0) DESC, x.share DESC, x.person_id`, id).Scan(&f.Authors).Error
	return f, err
}

// Find reads one within reach with its authors and files.
func (s *Service) Find(ctx context.Context, a access.Actor, id int64) (f Initiative, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return f, err
	}
	db := s.Store.Read(ctx)
	if f, err = find(db, reach, id); err != nil {
		return f, err
	}
	f.Files, err = attachment.Of(db, object, id)
	return f, err
}

// Of returns what persons have contributed to recognised initiatives, the latest first, in one query.
// persons is a condition on a person's id that comes from the code. Other rooms read it within their
// own transaction, so it takes no actor.
func Of(db *gorm.DB, persons string, args ...any) (list []Contribution, err error) {
	err = db.Raw(`
		SELECT i.id, a.person_id, i.name, i.level, i.year, a.share, i.decision, i.decided_on
		FROM initiative_authors a
		JOIN initiatives i ON i.id = a.initiative_id AND i.state = ?
		WHERE a.person_id `+persons+`
		ORDER BY i.year DESC, i.id`, append([]any{Recognised}, args...)...).Scan(&list).Error
	return list, err
}

// waiting counts the initiatives that wait to be recognised.
func waiting(db *gorm.DB) (int, error) {
	return store.Count(db, `
		SELECT count(*)
		FROM initiatives
		WHERE state = ?`, Registered)
}
