package emulation

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/initiative"
)

// Ranked is somebody who meets a title, with the figures that rank: the year's points, then the
// level of the best initiative of the year, then how often the title was held.
type Ranked struct {
	Registration
	Points     float64
	Grade      string
	Rank       int    // of the grade, 1 is the best
	Initiative string // the level of the best one of the year, "" without any
	Held       int    // years in which the title was held before
	Place      int
	Within     bool // within the quota
}

// Ranking is a title's quota tried on those who meet every rule.
type Ranking struct {
	Campaign Campaign
	Title    Title
	Tally    Tally
	Rows     []Ranked
}

// Rank orders who meets a title with a quota and shows where the cut falls. It decides nothing.
func (s *Service) Rank(ctx context.Context, a access.Actor, year int, title string) (Ranking, error) {
	var r Ranking
	var err error
	if r.Campaign, err = s.Campaign(ctx, year); err != nil {
		return r, err
	}
	tallies, err := s.Tallies(ctx, a, r.Campaign)
	if err != nil {
		return r, err
	}
	for _, t := range tallies {
		if t.Title.Code == title && t.Title.Quota != nil && t.Title.Subject == "person" {
			r.Title, r.Tally = t.Title, t
		}
	}
	if r.Title.Code == "" {
		return r, fault.ErrNotFound
	}
	met, _, err := s.Registrations(ctx, a, Filter{Year: r.Campaign.Year, Title: title, Verdict: string(Met), All: true})
	if err != nil {
		return r, err
	}
	known, err := s.candidates(s.Store.Read(ctx), r.Campaign, `IN (SELECT person_id FROM registrations WHERE campaign_id = ? AND title = ? AND verdict = 'met' AND state <> 'withdrawn')`, r.Campaign.ID, title)
	if err != nil {
		return r, err
	}
	for _, m := range met {
		who := known.of(m.PersonID)
		x := Ranked{Registration: m, Points: who.Points, Grade: who.Grade, Rank: who.year.Rank, Held: len(who.Honours[title])}
		for _, i := range who.Initiatives {
			if i.Year == r.Campaign.Year && slices.Index(initiative.Levels, i.Level) > slices.Index(initiative.Levels, x.Initiative) {
				x.Initiative = i.Level
			}
		}
		r.Rows = append(r.Rows, x)
	}
	slices.SortStableFunc(r.Rows, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(slices.Index(initiative.Levels, b.Initiative), slices.Index(initiative.Levels, a.Initiative)), cmp.Compare(b.Held, a.Held), strings.Compare(a.Name, b.Name))
	})
	for i := range r.Rows {
		r.Rows[i].Place, r.Rows[i].Within = i+1, i < r.Tally.Allowed
		if i > 0 && r.Rows[i].Points == r.Rows[i-1].Points && r.Rows[i].Initiative == r.Rows[i-1].Initiative && r.Rows[i].Held == r.Rows[i-1].Held {
			r.Rows[i].Place = r.Rows[i-1].Place // a tie is said, not broken
		}
	}
	return r, nil
}

// Tied reports whether the cut falls between two who are equal in every figure.
func (r Ranking) Tied() bool {
	n := r.Tally.Allowed
	return n > 0 && n < len(r.Rows) && r.Rows[n].Place == r.Rows[n-1].Place
}
