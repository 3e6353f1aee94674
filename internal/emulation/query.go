package emulation

import (
	"context"
	"fmt"

	"congthidua/internal/account"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// registration reads one within reach; out of reach is not found.
func (s *Service) registration(db *gorm.DB, a account.Actor, id int64) (Registration, error) {
	reach, err := a.Require(account.RegistrationView)
	if err != nil {
		return Registration{}, err
	}
	where, args := reach.Condition("r.person_id", "u.path")
	var r Registration
	err = db.Raw(`SELECT `+registrationColumns+registrationTables+` WHERE r.id = ? AND `+where, append([]any{id}, args...)...).Scan(&r).Error
	if err == nil && r.ID == 0 {
		err = fault.ErrNotFound
	}
	return r, err
}

// Filter narrows and orders registrations; empty fields do not.
type Filter struct {
	Year                        int
	Person, Unit                int64
	Title, State, Verdict, Sort string
	Desc                        bool
	Page                        int
	All                         bool // without pages, for papers
}

// PageSize is how many registrations a page shows.
const PageSize = 100

var registrationOrder = map[string]string{"": "u.path, r.person_id IS NOT NULL, po.level, pe.name_key", "name": "COALESCE(pe.name_key, u.name)", "title": "r.title", "state": "r.state", "verdict": "r.verdict"}

// Registrations lists registrations within reach, with how many match; withdrawn ones only when
// asked for by their state.
func (s *Service) Registrations(ctx context.Context, a account.Actor, f Filter) (rows []Registration, total int, err error) {
	reach, err := a.Require(account.RegistrationView)
	if err != nil {
		return nil, 0, err
	}
	where, args := reach.Condition("r.person_id", "u.path")
	where += ` AND ca.year = ?`
	args = append(args, f.Year)
	add := func(used bool, condition string, value any) {
		if used {
			where, args = where+" AND "+condition, append(args, value)
		}
	}
	add(f.Person != 0, "r.person_id = ?", f.Person)
	add(f.Unit != 0, "r.unit_id = ?", f.Unit)
	add(f.Title != "", "r.title = ?", f.Title)
	add(f.Verdict != "", "r.verdict = ?", f.Verdict)
	add(f.State != "", "r.state = ?", f.State)
	if f.State == "" {
		where += ` AND r.state <> 'withdrawn'`
	}
	db := s.Store.Read(ctx)
	if err := db.Raw(`SELECT count(*)`+registrationTables+` WHERE `+where, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	order, known := registrationOrder[f.Sort]
	if !known {
		order = registrationOrder[""]
	}
	if f.Desc {
		order += " DESC"
	}
	limit := ""
	if !f.All {
		limit = fmt.Sprintf(" LIMIT %d OFFSET %d", PageSize, PageSize*f.Page)
	}
	err = db.Raw(`SELECT `+registrationColumns+registrationTables+` WHERE `+where+` ORDER BY `+order+`, r.id`+limit, args...).Scan(&rows).Error
	return rows, total, err
}
