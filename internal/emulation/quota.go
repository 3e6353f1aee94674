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
	RegistrationRow
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
	if r.Campaign, err = s.Campaign(ctx, a, year); err != nil {
		return r, err
	}
	tallies, err := s.Tallies(ctx, a, r.Campaign)
	if err != nil {
		return r, err
	}
	for _, t := range tallies {
		if t.Title.Code == title && t.Title.Quota != nil && t.Title.Subject == OfPerson {
			r.Title, r.Tally = t.Title, t
		}
	}
	if r.Title.Code == "" {
		return r, fault.ErrNotFound
	}
	met, _, err := s.Registrations(ctx, a, Filter{Year: r.Campaign.Year, Title: title, Verdict: Met, All: true})
	if err != nil {
		return r, err
	}
	known, err := s.candidates(s.Store.Read(ctx), r.Campaign, metTitle, r.Campaign.ID, title, Met, Withdrawn)
	if err != nil {
		return r, err
	}
	for _, m := range met {
		r.Rows = append(r.Rows, r.ranked(m, known.of(m.Person())))
	}
	slices.SortStableFunc(r.Rows, func(a, b Ranked) int { return cmp.Or(a.compare(b), strings.Compare(a.Name, b.Name)) })
	for i := range r.Rows {
		r.Rows[i].Place, r.Rows[i].Within = i+1, i < r.Tally.Allowed
		if i > 0 && r.Rows[i].compare(r.Rows[i-1]) == 0 {
			r.Rows[i].Place = r.Rows[i-1].Place // a tie is said, not broken
		}
	}
	return r, nil
}

// ranked gathers the figures by which somebody is ranked.
func (r Ranking) ranked(row RegistrationRow, who *candidate) Ranked {
	x := Ranked{
		RegistrationRow: row,
		Points:          who.Points,
		Grade:           who.Grade,
		Rank:            who.year.Rank,
		Held:            len(who.Honours[r.Title.Code]),
	}
	for _, i := range who.Initiatives {
		if i.Year == r.Campaign.Year && levelRank(i.Level) > levelRank(x.Initiative) {
			x.Initiative = i.Level
		}
	}
	return x
}

// compare is negative where x goes before y, 0 where all figures are the same.
func (x Ranked) compare(y Ranked) int {
	return cmp.Or(
		cmp.Compare(y.Points, x.Points),
		cmp.Compare(levelRank(y.Initiative), levelRank(x.Initiative)),
		cmp.Compare(y.Held, x.Held),
	)
}

func levelRank(level string) int { return slices.Index(initiative.Levels, level) }

// Tied reports whether the cut falls between two who are equal in every figure.
func (r Ranking) Tied() bool {
	n := r.Tally.Allowed
	return n > 0 && n < len(r.Rows) && r.Rows[n].Place == r.Rows[n-1].Place
}
