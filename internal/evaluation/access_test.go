package evaluation_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/trial"
)

// useCase is something that is done to one card. Reasons and figures are always good ones; what is tried is
// who does it, in which state of the card, and from which version of the page.
type useCase struct {
	name  string
	own   bool // of the cadre with the own card; the others are done to somebody else's
	from  []evaluation.State
	right func(evaluation.Rights) bool
	do    func(o *office, ctx context.Context, a access.Actor, id, version int64) error
}

// useCases are all that change a card.
var useCases = []useCase{
	{"save", true, states(evaluation.Draft),
		func(r evaluation.Rights) bool { return r.EditSelf },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			_, err := o.SaveSelf(ctx, a, id, version, full(77))
			return err
		}},
	{"submit", true, states(evaluation.Draft),
		func(r evaluation.Rights) bool { return r.Submit },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Submit(ctx, a, id, version)
		}},
	{"withdraw", true, states(evaluation.Submitted),
		func(r evaluation.Rights) bool { return r.Withdraw },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Withdraw(ctx, a, id, version)
		}},
	{"review", false, states(evaluation.Submitted, evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.Review },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Review(ctx, a, id, version, full(77))
		}},
	{"score in place", false, states(evaluation.Submitted, evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.Review },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.ScoreInPlace(ctx, a, id, version, 77, "Lý do")
		}},
	{"return", false, states(evaluation.Submitted, evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.Return },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Return(ctx, a, id, version, "Lý do")
		}},
	{"reopen", false, states(evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.Reopen },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Reopen(ctx, a, id, version)
		}},
	{"settle", false, states(evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.Settle },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Settle(ctx, a, id, version, "C", "Lý do")
		}},
	{"send back", false, states(evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.SendBack },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.SendBack(ctx, a, id, version, "Lý do")
		}},
	{"exclude", false, states(evaluation.Draft, evaluation.Submitted, evaluation.Reviewed),
		func(r evaluation.Rights) bool { return r.Exclude },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Exclude(ctx, a, id, version, "Lý do")
		}},
	{"include", false, states(evaluation.NotClassified),
		func(r evaluation.Rights) bool { return r.Include },
		func(o *office, ctx context.Context, a access.Actor, id, version int64) error {
			return o.Include(ctx, a, id, version, "Lý do")
		}},
}

func states(list ...evaluation.State) []evaluation.State { return list }

// allStates are those in which a card of an open month may be, and the two of closed months.
var allStates = states(evaluation.NotClassified, evaluation.Draft, evaluation.Submitted, evaluation.Reviewed,
	evaluation.Approved, evaluation.Published)

// performer is who may do the use case to person 1's card.
func (u useCase) performer(o *office) access.Actor {
	switch {
	case u.own:
		return o.cadre(1)
	case u.name == "review" || u.name == "score in place" || u.name == "return" || u.name == "reopen":
		return o.head()
	}
	return o.committee
}

func TestEveryStepIsGuardedByItsState(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for _, u := range useCases {
		for _, state := range allStates {
			t.Run(u.name+" "+string(state), func(t *testing.T) {
				o.t = t
				o.put(1, state, 80)
				id, version := o.card(1)
				err := u.do(o, t.Context(), u.performer(o), id, version)
				want := slices.Contains(u.from, state)
				if (err == nil) != want {
					t.Errorf("went through: %v, want %v (%v)", err == nil, want, err)
				}
				if _, after := o.card(1); !want && after != version {
					t.Error("the card was changed")
				}
			})
		}
	}
}

func TestEveryStepIsGuardedByItsVersion(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	for _, u := range useCases {
		t.Run(u.name, func(t *testing.T) {
			o.t = t
			o.put(1, u.from[0], 80)
			id, version := o.card(1)
			for _, stale := range []int64{version - 1, version + 1} {
				o.refuses(u.do(o, t.Context(), u.performer(o), id, stale), fault.ErrStale)
			}
			if _, after := o.card(1); after != version {
				t.Error("the card was changed")
			}
			o.must(u.do(o, t.Context(), u.performer(o), id, version))
			if _, after := o.card(1); after != version+1 {
				t.Errorf("version %d after %d", after, version)
			}
		})
	}
}

// TestNobodyDecidesOnTheOwnCard: whoever may do it to others may not to the own card, whatever roles come
// together in one person.
func TestNobodyDecidesOnTheOwnCard(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	everything := access.Actor{AccountID: o.other.AccountID, PersonID: o.people[1], Grants: []access.Grant{
		{Role: access.Cadre},
		{Role: access.Head, UnitID: o.room, Path: o.path(o.room)},
		{Role: access.Leader, UnitID: o.root, Path: o.path(o.root)},
		{Role: access.Committee},
	}}
	for _, u := range useCases {
		if u.own {
			continue
		}
		t.Run(u.name, func(t *testing.T) {
			o.t = t
			o.put(1, u.from[0], 80)
			id, version := o.card(1)
			o.refuses(u.do(o, t.Context(), everything, id, version), fault.ErrForbidden)
			if _, after := o.card(1); after != version {
				t.Error("the card was changed")
			}
			nobody := everything
			nobody.PersonID = 0
			o.must(u.do(o, t.Context(), nobody, id, version))
		})
	}
}

// TestReachEndsAtTheUnit: unit 20 is not part of unit 2, though its number begins with the same figure.
func TestReachEndsAtTheUnit(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	unit, _, cadre := o.secondRoom()
	o.open(2018, 10)
	for _, u := range useCases {
		t.Run(u.name, func(t *testing.T) {
			o.t = t
			o.put(cadre, u.from[0], 80)
			id, version := o.card(cadre)
			stranger := access.Actor{AccountID: 1, PersonID: o.people[1], Grants: []access.Grant{
				{Role: access.Cadre},
				{Role: access.Head, UnitID: o.room, Path: o.path(o.room)},
				{Role: access.Leader, UnitID: o.room, Path: o.path(o.room)},
			}}
			err := u.do(o, t.Context(), stranger, id, version)
			if !errors.Is(err, fault.ErrNotFound) && !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("a head and leader of unit 2: %v", err)
			}
			o.refuses(u.do(o, t.Context(), access.Actor{AccountID: 1}, id, version), fault.ErrForbidden)
		})
	}
	for name, read := range map[string]func(access.Actor) error{
		"the month": func(a access.Actor) error {
			_, err := o.UnitMonth(o.ctx, a, unit, o.period, evaluation.MonthFilter{})
			return err
		},
		"a card": func(a access.Actor) error {
			id, _ := o.card(cadre)
			_, err := o.Card(o.ctx, a, id)
			return err
		},
		"handing in": func(a access.Actor) error {
			return o.SubmitUnit(o.ctx, a, unit, o.period, o.unitVersion(unit))
		},
		"the special share": func(a access.Actor) error {
			return o.AskSpecial(o.ctx, a, unit, o.period, o.unitVersion(unit), "Cờ thi đua")
		},
		"the place of a card": func(a access.Actor) error {
			id, _ := o.card(cadre)
			_, _, err := o.Place(o.ctx, a, id)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			o.refuses(read(o.head()), fault.ErrNotFound)
		})
	}
	t.Run("the year of a unit", func(t *testing.T) {
		o.put(cadre, evaluation.Approved, 80)
		list, err := o.UnitYear(o.ctx, o.head(), unit, 2018)
		if err != nil || len(list) != 0 {
			t.Errorf("%v %v", list, err)
		}
		if list, err = o.UnitYear(o.ctx, o.committee, unit, 2018); err != nil || len(list) != 1 {
			t.Errorf("the committee: %v %v", list, err)
		}
	})
	t.Run("the year of a person", func(t *testing.T) {
		months, _, err := o.PersonYear(o.ctx, o.head(), o.people[cadre], 2018)
		if err != nil || months[9].CardID != 0 {
			t.Errorf("%+v %v", months[9], err)
		}
	})
	t.Run("the consolidated month", func(t *testing.T) {
		o.t = t
		part := access.Actor{Grants: []access.Grant{{Role: access.Leader, UnitID: o.room, Path: o.path(o.room)}}}
		c, err := o.Consolidate(o.ctx, part, o.period)
		if err != nil || len(c.Units) != 1 || c.Units[0].UnitID != o.room || c.Total != 2 {
			t.Errorf("%d units, %d cards: %v", len(c.Units), c.Total, err)
		}
		lines, err := o.PeriodLines(o.ctx, part, o.period)
		if err != nil || len(lines[unit]) != 0 || len(lines[o.room]) != 2 {
			t.Errorf("%v %v", lines, err)
		}
	})
}

// TestWhoMayDoWhatAtAll holds the use cases that concern no single card to the permission that each names.
func TestWhoMayDoWhatAtAll(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 2, november2018)
	o.open(2018, 10)
	framework := o.number(`SELECT id FROM editions WHERE code = 'qd3814'`)
	for name, do := range map[string]func(access.Actor) error{
		"open a month": func(a access.Actor) error {
			_, err := o.Open(o.ctx, a, evaluation.DefaultPeriod(2018, 11), nil)
			return err
		},
		"publish": func(a access.Actor) error { return o.Publish(o.ctx, a, o.period, 1) },
		"remind": func(a access.Actor) error {
			_, err := o.Remind(o.ctx, a, o.period, []int64{o.room})
			return err
		},
		"remind the late": func(a access.Actor) error {
			_, err := o.RemindLate(o.ctx, a, o.period)
			return err
		},
		"grant the special share": func(a access.Actor) error {
			return o.GrantSpecial(o.ctx, a, o.room, o.period, 1, true, "Lý do")
		},
		"save a draft": func(a access.Actor) error {
			return o.SaveDraft(o.ctx, a, framework, 1, &evaluation.Framework{Head: catalogue.Head{Name: "Khung"}})
		},
		"try a framework": func(a access.Actor) error {
			_, err := o.Try(o.ctx, a, framework, o.period, nobody)
			return err
		},
		"count what a trial takes": func(a access.Actor) error {
			_, err := o.Reviewed(o.ctx, a, o.period)
			return err
		},
	} {
		for _, role := range trial.RolesBut(access.Committee) {
			t.Run(fmt.Sprint(name, " ", role), func(t *testing.T) {
				o.t = t
				a := access.Actor{AccountID: 1, PersonID: o.people[1], Grants: []access.Grant{
					{Role: role, UnitID: o.root, Path: o.path(o.root)}}}
				o.refuses(do(a), fault.ErrForbidden)
			})
		}
	}
	for name, read := range map[string]func(access.Actor) error{
		"the months": func(a access.Actor) error {
			_, err := o.Periods(o.ctx, a)
			return err
		},
		"a month by its name": func(a access.Actor) error {
			_, err := o.PeriodOf(o.ctx, a, 2018, 10)
			return err
		},
		"the next month": func(a access.Actor) error {
			_, _, err := o.NextMonth(o.ctx, a)
			return err
		},
		"the frameworks": func(a access.Actor) error {
			_, err := o.Editions.Editions(o.ctx, a, evaluation.FrameworksKind)
			return err
		},
		"an edition": func(a access.Actor) error {
			_, _, _, err := o.FrameworkEdition(o.ctx, a, framework)
			return err
		},
		"the consolidated month": func(a access.Actor) error {
			_, err := o.Consolidate(o.ctx, a, o.period)
			return err
		},
		"the list of the month": func(a access.Actor) error {
			_, err := o.PeriodLines(o.ctx, a, o.period)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			o.refuses(read(access.Actor{AccountID: 1, Grants: []access.Grant{{Role: access.Admin}}}), fault.ErrForbidden)
			o.must(read(o.committee))
		})
	}
}

// TestRightsAreWhatTheUseCasesAllow: what a page offers goes through, what it does not offer is refused.
func TestRightsAreWhatTheUseCasesAllow(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 3, november2018)
	o.open(2018, 10)
	actors := map[string]access.Actor{
		"the cadre":           o.cadre(1),
		"a colleague":         o.cadre(2),
		"the head":            o.head(),
		"the leader":          o.leader,
		"the committee":       o.committee,
		"the cadre as member": o.as(o.committee, 1),
		"the auditor":         {AccountID: 1, Grants: []access.Grant{{Role: access.Auditor}}},
	}
	for _, handedIn := range []bool{false, true} {
		for _, state := range allStates {
			t.Run(fmt.Sprint(state, " ", handedIn), func(t *testing.T) {
				o.t = t
				o.exec(`UPDATE period_units SET submitted_at = ?`, map[bool]any{true: 1, false: nil}[handedIn])
				for name, a := range actors {
					o.put(1, state, 80)
					id, _ := o.card(1)
					v, err := o.Card(o.ctx, a, id)
					if errors.Is(err, fault.ErrNotFound) {
						continue
					}
					o.must(err)
					for _, u := range useCases {
						o.put(1, state, 80)
						o.exec(`UPDATE period_units SET submitted_at = ?`, map[bool]any{true: 1, false: nil}[handedIn])
						id, version := o.card(1)
						err := u.do(o, t.Context(), a, id, version)
						if (err == nil) != u.right(v.Rights) {
							t.Errorf("%s, %s: offered %v, %v", name, u.name, u.right(v.Rights), err)
						}
					}
				}
			})
		}
	}
}
