package emulation

import (
	"fmt"

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
	states map[string]State // of the registrations, by title
	year   evaluation.Yearly
}

// known are candidates by person. A person of whom nothing is recorded lacks every month, which leaves the
// rules undecided.
type known struct {
	campaign Campaign
	people   map[int64]*candidate
}

func (k known) of(id int64) *candidate {
	if k.people[id] == nil {
		c := &candidate{
			Record: Record{Year: k.campaign.Year, Honours: map[string][]int{}},
			states: map[string]State{},
		}
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
	disciplines, err := disciplinesOf(db, c.Year, persons, args...)
	if err != nil {
		return found, err
	}
	for _, d := range disciplines {
		r := of(d.PersonID)
		text := fmt.Sprintf("%s, %s ngày %s", org.DisciplineNames[org.DisciplineForm(d.Form)], d.Decision, viet.ShowDate(d.DecidedOn))
		r.Discipline = append(r.Discipline, Discipline{d.Form, text})
	}
	registrations, err := standingsOf(db, c.ID, persons, args...)
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

// collective is the record of a unit: its people, each with the verdicts on persons' titles.
func (s *Service) collective(db *gorm.DB, c Campaign, titles *Catalogue, unitID int64, state State) (Record, error) {
	record := Record{Year: c.Year, Registration: state, Honours: map[string][]int{}}
	known, err := s.candidates(db, c, ofUnit, unitID)
	if err != nil {
		return record, err
	}
	if record.Places, err = cluster.Places(db, unitID, c.Year); err != nil {
		return record, err
	}
	people, err := membersOf(db, unitID)
	if err != nil {
		return record, err
	}
	for _, p := range people {
		m := Member{Name: p.Name, Verdicts: map[string]Verdict{}}
		who := known.of(p.ID)
		m.Discipline = who.Discipline
		for i := range titles.Titles {
			if t := &titles.Titles[i]; t.Subject == OfPerson {
				m.Verdicts[t.Code] = titles.evaluate(t, who).Verdict
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
		case YearGrade:
			if verdict, _ := yearGrade(c, rule, who.Record); verdict != Met {
				w, err := who.year.WhatIf(gradeRank(rule))
				return &w, err
			}
		case MeetsTitle:
			if w, err := c.whatIf(c.Title(rule.Title), who); w != nil || err != nil {
				return w, err
			}
		}
	}
	return nil, nil
}
