package emulation

import (
	"context"
	"fmt"
	"math"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// registration reads one within reach; out of reach is not found.
func (s *Service) registration(db *gorm.DB, reach access.Reach, id int64) (Registration, error) {
	where, args := reach.PathCondition("r.person_id", "u.path")
	var r Registration
	err := db.Raw(`SELECT `+registrationColumns+registrationTables+` WHERE r.id = ? AND `+where, append([]any{id}, args...)...).Scan(&r).Error
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
func (s *Service) Registrations(ctx context.Context, a access.Actor, f Filter) (rows []Registration, total int, err error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return nil, 0, err
	}
	where, args := reach.PathCondition("r.person_id", "u.path")
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

// Tally counts a title's registrations by what they came to, with the quota where there is one.
type Tally struct {
	Title                      Title
	N, Met, Refused, Undecided int
	Base, Allowed              int // of the quota: who has the other title, how many may have this one
}

// Titles returns the titles of a campaign's catalogue.
func (s *Service) Titles(ctx context.Context, c Campaign) ([]Title, error) {
	catalogue, err := s.CatalogueOf(s.Store.Read(ctx), c.CatalogueID)
	if err != nil {
		return nil, err
	}
	return catalogue.Titles, nil
}

// Tallies counts the registrations within reach by title, in one query.
func (s *Service) Tallies(ctx context.Context, a access.Actor, c Campaign) ([]Tally, error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return nil, err
	}
	titles, err := s.Titles(ctx, c)
	if err != nil {
		return nil, err
	}
	where, args := reach.PathCondition("r.person_id", "u.path")
	var rows []struct {
		Title   string
		Verdict Verdict
		N       int
	}
	err = s.Store.Read(ctx).Raw(`SELECT r.title, r.verdict, count(*) AS n FROM registrations r JOIN units u ON u.id = r.unit_id WHERE r.campaign_id = ? AND r.state <> 'withdrawn' AND `+where+` GROUP BY r.title, r.verdict`, append([]any{c.ID}, args...)...).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	list := make([]Tally, len(titles))
	for i, t := range titles {
		list[i].Title = t
		for _, r := range rows {
			if r.Title == t.Code {
				list[i].add(r.Verdict, r.N)
			}
		}
	}
	for i := range list {
		if q := list[i].Title.Quota; q != nil {
			for _, other := range list {
				if other.Title.Code == q.Of {
					list[i].Base, list[i].Allowed = other.Met, q.Allowed(other.Met)
				}
			}
		}
	}
	return list, nil
}

func (t *Tally) add(v Verdict, n int) {
	t.N += n
	switch v {
	case Met:
		t.Met += n
	case Refused:
		t.Refused += n
	case Undecided:
		t.Undecided += n
	}
}

// Allowed is how many may have the title where so many have the other: rounded down.
func (q Quota) Allowed(base int) int { return int(math.Floor(q.Share*float64(base) + 1e-9)) }

// waiting is what campaigns wait for from the actor.
type waiting struct {
	Kind string // register, confirm, heads, late, corrected
	N    int
	Unit string
	Year int
	Due  string
}

// waitingFor reads what waits for the actor, in one query: to register, to confirm the people of a unit
// and the heads of units, to answer the late, to compute again what was corrected.
func waitingFor(db *gorm.DB, a access.Actor) (list []waiting, err error) {
	var parts []string
	var args []any
	add := func(query string, values ...any) {
		parts, args = append(parts, query), append(args, values...)
	}
	if a.PersonID != 0 && a.May(access.RegistrationMake) {
		add(`
			SELECT 'register', 1, '', ca.year, ca.self_due
			FROM campaigns ca
			WHERE ca.state = ?
			AND NOT EXISTS (
				SELECT 1
				FROM registrations r
				WHERE r.campaign_id = ca.id AND r.person_id = `+store.ID+` AND r.state <> ?)`,
			CampaignOpen, a.PersonID, Withdrawn)
	}
	if units := a.Reach(access.RegistrationConfirm).Units; len(units) > 0 {
		in, ids := store.In(units)
		add(`
			SELECT 'confirm', count(*), u.name, ca.year, ca.head_due
			FROM registrations r
			JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = ?
			JOIN units u ON u.id = r.unit_id
			WHERE r.unit_id IN `+in+`
			AND r.state = ?
			AND r.person_id <> `+store.ID+`
			GROUP BY u.id, u.name, ca.year, ca.head_due`,
			append(append([]any{CampaignOpen}, ids...), Registered, a.PersonID)...)
	}
	if reach := a.Reach(access.HeadsConfirm); !reach.None() {
		where, values := reach.PathCondition("", "u.path")
		add(`
			SELECT 'heads', count(*), '', ca.year, ca.head_due
			FROM registrations r
			JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = ?
			JOIN units u ON u.id = r.unit_id
			JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL AND po.heads
			WHERE r.state = ?
			AND r.person_id <> `+store.ID+`
			AND `+where+`
			GROUP BY ca.year, ca.head_due`,
			append([]any{CampaignOpen, Registered, a.PersonID}, values...)...)
	}
	if a.May(access.CampaignRun) {
		add(`
			SELECT 'late', count(*), '', ca.year, ''
			FROM registrations r
			JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = ?
			WHERE r.state = ?
			GROUP BY ca.year`, CampaignOpen, Late)
		add(`
			SELECT 'corrected', count(DISTINCT x.id), '', x.year, ''
			FROM (
				`+correctedFor("r.person_id = sc.person_id")+`
				UNION ALL
				`+correctedFor("r.person_id IS NULL AND r.unit_id = sc.unit_id")+`
			) x
			GROUP BY x.year`, Withdrawn, Withdrawn)
	}
	if len(parts) == 0 {
		return nil, nil
	}
	err = db.Raw(`
		WITH waiting (kind, n, unit, year, due) AS (`+strings.Join(parts, `
			UNION ALL`)+`)
		SELECT * FROM waiting`, args...).Scan(&list).Error
	return list, err
}

// correctedFor finds the registrations whose figures were corrected after they were computed; whose says
// for whom a card counts. It goes from the few corrections to the many registrations: CROSS JOIN keeps the
// order as written.
func correctedFor(whose string) string {
	return `SELECT r.id, ca.year
				FROM scorecard_revisions rv
				CROSS JOIN scorecards sc
				CROSS JOIN periods pd
				CROSS JOIN campaigns ca
				CROSS JOIN registrations r
				WHERE sc.id = rv.scorecard_id
				AND pd.id = sc.period_id
				AND ca.year = pd.year
				AND r.campaign_id = ca.id
				AND r.state <> ?
				AND rv.at > r.computed_at
				AND ` + whose
}
