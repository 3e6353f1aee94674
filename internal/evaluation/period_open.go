package evaluation

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/catalogue"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// member is somebody on the roster at the end of the month, with the highest post.
type member struct {
	PersonID, UnitID, Level  int64
	Name, NameKey, Title     string
	Kind                     string
	Heads, Manager, HeadsAny bool
}

// excuse is why somebody is not classified: the code for the rules, the sentence for people.
type excuse struct {
	kind ExcuseKind
	text string
}

// Open opens a month: it makes a card for everybody who is to be classified and lists those who are not,
// with the reason. progress is told how many are done; it may be nil.
func (s *Service) Open(
	ctx context.Context, a access.Actor, p Period, progress func(done, total int),
) (int64, error) {
	if err := a.RequireAll(access.PeriodsRun); err != nil {
		return 0, err
	}
	if err := p.Check(); err != nil {
		return 0, err
	}
	p.Record, p.State, p.PublishedAt = store.Record{}, PeriodOpen, nil
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Create(&p).Error
		if store.Duplicate(err) {
			return fault.Conflictf("Tháng %s đã được mở.", p.Name())
		}
		if err != nil {
			return err
		}
		classified, excused, err := s.makeCards(tx, p, progress)
		if err != nil {
			return err
		}
		if classified+excused == 0 {
			return fault.Conflictf("Chưa có cán bộ nào trong danh sách. " +
				"Hãy nhập danh sách cán bộ trước khi mở tháng.")
		}
		return audit.Note(tx, s.Clock, a, "period.open", "periods", p.ID,
			audit.Detail{"month": p.Name(), "classified": classified, "excused": excused})
	})
	return p.ID, err
}

// cardBatch is how many cards one INSERT carries.
const cardBatch = 400

func (s *Service) makeCards(
	tx *gorm.DB, p Period, progress func(done, total int),
) (classified, excused int, err error) {
	choose, err := s.chooser(tx, p)
	if err != nil {
		return 0, 0, err
	}
	excuses, err := excusesFor(tx, p)
	if err != nil {
		return 0, 0, err
	}
	members, err := membersOf(tx, p)
	if err != nil {
		return 0, 0, err
	}
	units := map[int64]bool{}
	done := 0
	for batch := range slices.Chunk(members, cardBatch) {
		cards := make([]Scorecard, len(batch))
		for i, m := range batch {
			units[m.UnitID] = true
			framework, err := choose(m)
			if err != nil {
				return 0, 0, err
			}
			cards[i] = newCard(p, m, framework, excuses[m.PersonID])
			if cards[i].State == NotClassified {
				excused++
			} else {
				classified++
			}
		}
		if err := tx.Create(&cards).Error; err != nil {
			return 0, 0, err
		}
		done += len(batch)
		if progress != nil {
			progress(done, len(members))
		}
	}
	if err := makeUnits(tx, p.ID, units); err != nil {
		return 0, 0, err
	}
	return classified, excused, makeSheets(tx, p.ID)
}

// newCard is the card of a member: a draft, or not classified with the reason.
func newCard(p Period, m member, framework *int64, why excuse) Scorecard {
	c := Scorecard{
		PeriodID:    p.ID,
		PersonID:    m.PersonID,
		UnitID:      m.UnitID,
		FrameworkID: framework,
		Name:        m.Name,
		NameKey:     m.NameKey,
		Post:        m.Title,
		Level:       m.Level,
		Manager:     m.Manager,
		Reviewer:    ByHead,
		State:       Draft,
	}
	if m.HeadsAny {
		c.Reviewer = ByLeader
	}
	if why.kind == "" && framework == nil {
		why = excuse{ExcuseNoFramework, "Chưa có khung tiêu chí áp dụng cho chức vụ này trong tháng"}
	}
	if why.kind != "" {
		c.State, c.Excuse, c.ExcuseKind = NotClassified, why.text, why.kind
	}
	return c
}

func makeUnits(tx *gorm.DB, periodID int64, units map[int64]bool) error {
	rows := make([]PeriodUnit, 0, len(units))
	for id := range units {
		rows = append(rows, PeriodUnit{PeriodID: periodID, UnitID: id})
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, cardBatch).Error
}

// topLevel is the first level of post below the heads of the whole body; who stands above is scored by a
// leader even without heading a unit.
const topLevel = 20

// membersOf lists everybody with a post at the end of the month, each once: a person with several posts is
// judged in the highest one.
func membersOf(tx *gorm.DB, p Period) ([]member, error) {
	rows, err := postsAt(tx, lastDay(p.Year, p.Month))
	members := rows[:0]
	for _, r := range rows {
		if n := len(members); n > 0 && members[n-1].PersonID == r.PersonID {
			members[n-1].HeadsAny = members[n-1].HeadsAny || r.Heads
			members[n-1].Manager = members[n-1].Manager || r.Manager
			continue
		}
		r.HeadsAny = r.Heads || r.Level < topLevel
		members = append(members, r)
	}
	return members, err
}

// chooser returns which framework a member's card uses: the latest one in force on the first of the month
// that applies to the post and kind; nil where there is none.
func (s *Service) chooser(db *gorm.DB, p Period) (func(member) (*int64, error), error) {
	ids, err := catalogue.InForceIDs(db, FrameworksKind, firstDay(p.Year, p.Month))
	if err != nil {
		return nil, err
	}
	frameworks := make([]*Framework, len(ids))
	for i, id := range ids {
		if frameworks[i], err = s.framework(db, id); err != nil {
			return nil, err
		}
	}
	type who struct {
		manager bool
		kind    string
	}
	known := map[who]*int64{}
	return func(m member) (*int64, error) {
		key := who{m.Manager, m.Kind}
		if id, ok := known[key]; ok {
			return id, nil
		}
		for i, f := range frameworks {
			applies, err := f.AppliesTo(m.Manager, m.Kind)
			if err != nil {
				return nil, err
			}
			if applies {
				known[key] = &ids[i]
				return known[key], nil
			}
		}
		known[key] = nil
		return nil, nil
	}, nil
}

// Chooser returns which framework a card of the month uses; id is 0 where there is none. It serves the
// generator of the demonstration, which acts for nobody.
func (s *Service) Chooser(
	db *gorm.DB, p Period,
) (func(manager bool, kind string) (id int64, f *Framework, err error), error) {
	choose, err := s.chooser(db, p)
	if err != nil {
		return nil, err
	}
	return func(manager bool, kind string) (int64, *Framework, error) {
		id, err := choose(member{Manager: manager, Kind: kind})
		if err != nil || id == nil {
			return 0, nil, err
		}
		f, err := s.framework(db, *id)
		return *id, f, err
	}, nil
}

// absence is a time on record in which somebody did not work in the unit.
type absence struct {
	PersonID int64
	Kind     ExcuseKind
	Since    string
	Until    *string
}

// excuse says whether the absence takes the person out of a month that begins on first and ends on last:
// away the whole month, arrived after its first day, or departed.
func (x absence) excuse(first, last string) (excuse, bool) {
	whole := x.Since <= first && (x.Until == nil || *x.Until >= last)
	span := "từ " + viet.ShowDate(x.Since)
	if x.Until != nil {
		span += " đến " + viet.ShowDate(*x.Until)
	}
	switch {
	case x.Kind == ExcuseArrival && x.Since > first:
		return excuse{x.Kind, "Mới đến nhận công tác " + span}, true
	case x.Kind == ExcuseDeparture:
		return excuse{x.Kind, "Đã chuyển công tác hoặc nghỉ hưu " + span}, true
	case x.Kind != ExcuseArrival && whole:
		return excuse{x.Kind, absenceName(x.Kind) + " cả tháng (" + span + ")"}, true
	}
	return excuse{}, false
}

// excusesFor says of everybody who is not classified in the month why. Who heads the whole body is out too:
// nobody in the portal may score that card, the body above does. The committee may put the person back in
// where it is otherwise.
func excusesFor(tx *gorm.DB, p Period) (map[int64]excuse, error) {
	first, last := firstDay(p.Year, p.Month), lastDay(p.Year, p.Month)
	rows, err := absencesIn(tx, first, last, 0)
	if err != nil {
		return nil, err
	}
	excuses := map[int64]excuse{}
	for _, row := range rows {
		if why, out := row.excuse(first, last); out {
			excuses[row.PersonID] = why
		}
	}
	top, err := headsOfTheBody(tx)
	for _, id := range top {
		if _, out := excuses[id]; !out {
			excuses[id] = excuse{ExcuseTop, "Đứng đầu cơ quan: do cấp trên trực tiếp đánh giá"}
		}
	}
	return excuses, err
}

// excuseOnRecord is the kind of excuse that the absences on record give for the card's month; the
// committee's own reason where they give none.
func excuseOnRecord(tx *gorm.DB, c Card) (ExcuseKind, error) {
	first, last := firstDay(c.Year, c.Month), lastDay(c.Year, c.Month)
	rows, err := absencesIn(tx, first, last, c.PersonID)
	kind := ExcuseOther
	for _, row := range rows {
		if why, out := row.excuse(first, last); out {
			kind = why.kind
		}
	}
	return kind, err
}
