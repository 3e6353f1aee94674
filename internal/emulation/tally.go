package emulation

import (
	"context"
	"math"

	"congthidua/internal/access"
)

// Tally counts a title's registrations by what they came to, with the quota where there is one.
type Tally struct {
	Title                      Title
	N, Met, Refused, Undecided int
	Base, Allowed              int // of the quota: who has the other title, how many may have this one
}

// Tallies counts the registrations within reach by title, in one query.
func (s *Service) Tallies(ctx context.Context, a access.Actor, c Campaign) ([]Tally, error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return nil, err
	}
	titles, err := s.Titles(ctx, a, c)
	if err != nil {
		return nil, err
	}
	rows, err := counted(s.Store.Read(ctx), c.ID, reach)
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
		list[i].fillQuota(list)
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

// fillQuota counts who has the title of which the quota is a share.
func (t *Tally) fillQuota(all []Tally) {
	q := t.Title.Quota
	if q == nil {
		return
	}
	for _, other := range all {
		if other.Title.Code == q.Of {
			t.Base, t.Allowed = other.Met, q.Allowed(other.Met)
		}
	}
}

// Allowed is how many may have the title where so many have the other: rounded down.
func (q Quota) Allowed(base int) int { return int(math.Floor(q.Share*float64(base) + 1e-9)) }
