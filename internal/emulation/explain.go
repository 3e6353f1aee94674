package emulation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Explained is a registration with every rule applied to what is known now.
type Explained struct {
	RegistrationRow
	Campaign Campaign
	Of       *Title
	Result   Result
	Record   Record
	Stale    bool               // what was computed before says something else
	WhatIf   *evaluation.WhatIf // where the grade of the year stands against it: which months would have to change
	Rights   Rights
}

// Rights says what the actor may do with a registration now.
type Rights struct {
	Answer bool // let a late one in, or refuse it
}

// Explain applies the rules to one registration now.
func (s *Service) Explain(ctx context.Context, a access.Actor, id int64) (Explained, error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return Explained{}, err
	}
	x, err := s.explain(s.Store.Read(ctx), reach, id)
	x.Rights.Answer = a.May(access.CampaignRun) && x.State == Late && x.Campaign.State == CampaignOpen &&
		a.Judge(x.Person()) == nil
	return x, err
}

// CaseOf applies the rules to one registration now, for the members of a meeting that decides on it. The
// council has checked who may see the meeting, so it takes no actor.
func (s *Service) CaseOf(ctx context.Context, id int64) (Explained, error) {
	return s.explain(s.Store.Read(ctx), access.Reach{All: true}, id)
}

func (s *Service) explain(db *gorm.DB, reach access.Reach, id int64) (Explained, error) {
	r, err := registration(db, reach, id)
	x := Explained{RegistrationRow: r}
	if err != nil {
		return x, err
	}
	var titles *Catalogue
	if x.Campaign, titles, err = s.CampaignOf(db, r.Year); err != nil {
		return x, err
	}
	x.Of = titles.Title(r.Title)
	if x.Of == nil { // withdrawn before the campaign took over an edition without it
		return x, fault.Conflictf("Danh mục đang áp dụng cho đợt này không còn danh hiệu của đăng ký.")
	}
	if r.PersonID == nil {
		x.Record, err = s.collective(db, x.Campaign, titles, r.UnitID, r.State)
	} else {
		var known known
		known, err = s.candidates(db, x.Campaign, exactly, *r.PersonID)
		who := known.of(*r.PersonID)
		x.Record = who.Record
		x.Record.Registration = r.State
		if err == nil {
			x.WhatIf, err = titles.whatIf(x.Of, who)
		}
	}
	if err != nil {
		return x, err
	}
	x.Result = titles.Evaluate(x.Of, x.Record)
	x.Stale = r.Verdict != "" && (r.Verdict != x.Result.Verdict || r.Why != x.Result.Why())
	return x, nil
}

// Prospect is a title with how far the own record is from it today.
type Prospect struct {
	Title  *Title
	Result Result
	Mine   *RegistrationRow // nil where not registered
	Open   bool             // the actor may still register for it, or take it back
}

// Prospects shows a person each title with every rule, as if it were registered and confirmed:
// while registering one wants to know the rest.
func (s *Service) Prospects(ctx context.Context, a access.Actor, c Campaign) ([]Prospect, error) {
	reach, err := a.Require(access.RegistrationMake)
	if err != nil || reach.Person == 0 {
		return nil, err
	}
	db := s.Store.Read(ctx)
	titles, err := s.CatalogueOf(db, c.CatalogueID)
	if err != nil {
		return nil, err
	}
	known, err := s.candidates(db, c, exactly, reach.Person)
	if err != nil {
		return nil, err
	}
	mine, _, err := s.Registrations(ctx, a, Filter{Year: c.Year, Person: reach.Person, All: true})
	if err != nil {
		return nil, err
	}
	who := known.of(reach.Person)
	var list []Prospect
	for i := range titles.Titles {
		t := &titles.Titles[i]
		if t.Subject != OfPerson {
			continue
		}
		record := who.Record
		record.Registration = Confirmed
		p := Prospect{Title: t, Result: titles.Evaluate(t, record), Open: c.State == CampaignOpen}
		for j := range mine {
			if mine[j].Title == t.Code {
				p.Mine = &mine[j]
				p.Open = p.Open && mine[j].State != Confirmed
			}
		}
		list = append(list, p)
	}
	return list, nil
}
