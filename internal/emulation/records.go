package emulation

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/cluster"
	"congthidua/internal/evaluation"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// candidate is a person's record with the state of each registration.
type candidate struct {
	Record
	states map[string]string // by title
	year   evaluation.Yearly
}

// known are candidates by person. Of whom nothing is recorded yet every month is missing, which
// leaves the rules undecided.
type known struct {
	campaign Campaign
	people   map[int64]*candidate
}

func (k known) of(id int64) *candidate {
	if k.people[id] == nil {
		c := &candidate{Record: Record{Year: k.campaign.Year, Honours: map[string][]int{}}, states: map[string]string{}}
		for m := 1; m <= k.campaign.Through; m++ {
			c.Missing = append(c.Missing, m)
		}
		k.people[id] = c
	}
	return k.people[id]
}

// candidates gathers the records of persons: five queries however many they are. persons is a
// condition on a person's id that comes from the code.
func (s *Service) candidates(db *gorm.DB, c Campaign, persons string, args ...any) (known, error) {
	found := known{campaign: c, people: map[int64]*candidate{}}
	of := found.of
	years, err := s.Evaluation.YearsOf(db, c.Year, c.Through, "c.person_id "+persons, args...)
	if err != nil {
		return found, err
	}
	for id, y := range years {
		r := of(id)
		r.year = y
		r.Grade, r.Grades, r.Points, r.Missing, r.GradeHow = y.Grade, y.Grades(), y.Points, y.Missing, y.How
		for _, reason := range y.Reasons {
			r.GradeHow = reason.Text
		}
	}
	honours, err := honour.Of(db, false, persons, args...)
	if err != nil {
		return found, err
	}
	for _, h := range honours {
		r := of(h.PersonID)
		r.Honours[h.Title] = append(r.Honours[h.Title], h.Year)
	}
	initiatives, err := initiative.Of(db, persons, args...)
	if err != nil {
		return found, err
	}
	for _, i := range initiatives {
		r := of(i.PersonID)
		r.Initiatives = append(r.Initiatives, i)
	}
	var disciplines []struct {
		PersonID                  int64
		Form, Decision, DecidedOn string
	}
	err = db.Raw(`SELECT person_id, form, decision, decided_on FROM disciplines WHERE person_id `+persons+` AND decided_on BETWEEN ? AND ? ORDER BY decided_on`,
		append(append([]any{}, args...), fmt.Sprintf("%04d-01-01", c.Year), fmt.Sprintf("%04d-12-31", c.Year))...).Scan(&disciplines).Error
	if err != nil {
		return found, err
	}
	for _, d := range disciplines {
		r := of(d.PersonID)
		r.Discipline = append(r.Discipline, Discipline{d.Form, fmt.Sprintf("%s, %s ngày %s", org.DisciplineNames[org.DisciplineForm(d.Form)], d.Decision, viet.ShowDate(d.DecidedOn))})
	}
	var registrations []struct {
		PersonID     int64
		Title, State string
	}
	err = db.Raw(`SELECT person_id, title, state FROM registrations WHERE campaign_id = ? AND person_id `+persons+` AND state <> 'withdrawn'`, append([]any{c.ID}, args...)...).Scan(&registrations).Error
	for _, g := range registrations {
		of(g.PersonID).states[g.Title] = g.State
	}
	return found, err
}

// evaluate applies a title's rules to a candidate, with the state of that title's registration.
func (c *Catalogue) evaluate(t *Title, who *candidate) Result {
	r := who.Record
	r.Registration = who.states[t.Code]
	return c.Evaluate(t, r)
}

const ofUnit = `IN (SELECT person_id FROM posts WHERE unit_id = ? AND main AND until IS NULL)`

// collective is the record of a unit: its people, each with the verdicts on persons' titles.
func (s *Service) collective(db *gorm.DB, c Campaign, catalogue *Catalogue, unitID int64, state string) (Record, error) {
	record := Record{Year: c.Year, Registration: state, Honours: map[string][]int{}}
	known, err := s.candidates(db, c, ofUnit, unitID)
	if err != nil {
		return record, err
	}
	if record.Places, err = cluster.Places(db, unitID, c.Year); err != nil {
		return record, err
	}
	var people []struct {
		ID   int64
		Name string
	}
	if err := db.Raw(`SELECT pe.id, pe.name FROM people pe JOIN posts po ON po.person_id = pe.id AND po.main AND po.until IS NULL WHERE po.unit_id = ? ORDER BY po.level, pe.name_key`, unitID).Scan(&people).Error; err != nil {
		return record, err
	}
	for _, p := range people {
		m := Member{Name: p.Name, Verdicts: map[string]Verdict{}}
		who := known.of(p.ID)
		m.Discipline = who.Discipline
		for i := range catalogue.Titles {
			if t := &catalogue.Titles[i]; t.Subject == "person" {
				m.Verdicts[t.Code] = catalogue.evaluate(t, who).Verdict
			}
		}
		record.Members = append(record.Members, m)
	}
	return record, nil
}

// whatIf says which months would have to change where the grade of the year stands against a title,
// in its own rules or in those of a title that it builds on; nil where it does not.
func (c *Catalogue) whatIf(t *Title, who *candidate) (*evaluation.WhatIf, error) {
	for _, rule := range t.Rules {
		switch rule.Kind {
		case "year_grade":
			if verdict, _ := yearGrade(c, rule, who.Record); verdict != Met {
				w, err := who.year.WhatIf(gradeRank(rule))
				return &w, err
			}
		case "meets":
			if w, err := c.whatIf(c.Title(rule.Title), who); w != nil || err != nil {
				return w, err
			}
		}
	}
	return nil, nil
}

// Explained is a registration with every rule applied to what is known now.
type Explained struct {
	Registration
	Campaign Campaign
	Of       *Title
	Result   Result
	Record   Record
	Stale    bool               // what was computed before says something else
	WhatIf   *evaluation.WhatIf // where the grade of the year stands against it: which months would have to change
}

// Explain applies the rules to one registration now.
func (s *Service) Explain(ctx context.Context, a access.Actor, id int64) (Explained, error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return Explained{}, err
	}
	return s.explain(ctx, reach, id)
}

// CaseOf applies the rules to one registration now, for the members of a meeting that decides on it. The
// council has checked who may see the meeting, so it takes no actor.
func (s *Service) CaseOf(ctx context.Context, id int64) (Explained, error) {
	return s.explain(ctx, access.Reach{All: true}, id)
}

func (s *Service) explain(ctx context.Context, reach access.Reach, id int64) (Explained, error) {
	db := s.Store.Read(ctx)
	r, err := s.registration(db, reach, id)
	x := Explained{Registration: r}
	if err != nil {
		return x, err
	}
	if x.Campaign, err = s.Campaign(ctx, r.Year); err != nil {
		return x, err
	}
	catalogue, err := s.CatalogueOf(db, x.Campaign.CatalogueID)
	if err != nil {
		return x, err
	}
	x.Of = catalogue.Title(r.Title)
	if r.PersonID == 0 {
		x.Record, err = s.collective(db, x.Campaign, catalogue, r.UnitID, r.State)
	} else {
		var known known
		known, err = s.candidates(db, x.Campaign, "= ?", r.PersonID)
		x.Record = known.of(r.PersonID).Record
		x.Record.Registration = r.State
		if err == nil {
			x.WhatIf, err = catalogue.whatIf(x.Of, known.of(r.PersonID))
		}
	}
	if err != nil {
		return x, err
	}
	x.Result = catalogue.Evaluate(x.Of, x.Record)
	x.Stale = r.Verdict != "" && (r.Verdict != x.Result.Verdict || r.Why != x.Result.Why())
	return x, nil
}

// Prospect is a title with how far the own record is from it today.
type Prospect struct {
	Title  *Title
	Result Result
	Mine   *Registration // nil where not registered
}

// Prospects shows a person each title with every rule, as if it were registered and confirmed:
// while registering one wants to know the rest.
func (s *Service) Prospects(ctx context.Context, a access.Actor, c Campaign) ([]Prospect, error) {
	if a.PersonID == 0 {
		return nil, nil
	}
	db := s.Store.Read(ctx)
	catalogue, err := s.CatalogueOf(db, c.CatalogueID)
	if err != nil {
		return nil, err
	}
	known, err := s.candidates(db, c, "= ?", a.PersonID)
	if err != nil {
		return nil, err
	}
	mine, _, err := s.Registrations(ctx, a, Filter{Year: c.Year, Person: a.PersonID, All: true})
	if err != nil {
		return nil, err
	}
	who := known.of(a.PersonID)
	var list []Prospect
	for i := range catalogue.Titles {
		t := &catalogue.Titles[i]
		if t.Subject != "person" {
			continue
		}
		record := who.Record
		record.Registration = Confirmed
		p := Prospect{Title: t, Result: catalogue.Evaluate(t, record)}
		for j := range mine {
			if mine[j].Title == t.Code {
				p.Mine = &mine[j]
			}
		}
		list = append(list, p)
	}
	return list, nil
}
