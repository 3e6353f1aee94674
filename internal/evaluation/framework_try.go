package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Move is how a real card would fare under another framework.
type Move struct {
	CardID               int64
	Name, Unit           string
	OldPoints, NewPoints float64
	OldGrade, NewGrade   string
}

// movesNamed is how many moves a trial names; it counts all cards.
const movesNamed = 200

// Trial is an edition tried on the real cards of a month.
type Trial struct {
	Period        Period
	Cards         int
	Skipped       int // cards of a framework with other criteria, or of persons it does not apply to
	Before, After GradeCounts
	Moves         []Move // those whose grade changes, at most movesNamed
}

// Reviewed counts the cards of a month that have been scored, which are those that Try looks at.
func (s *Service) Reviewed(ctx context.Context, a access.Actor, periodID int64) (int, error) {
	if err := a.RequireAll(access.FrameworksEdit); err != nil {
		return 0, err
	}
	return countScored(s.Store.Read(ctx), periodID)
}

func countScored(db *gorm.DB, periodID int64) (int, error) {
	var n int64
	err := db.Model(&Scorecard{}).Where("period_id = ? AND state IN ?", periodID, scoredStates).Count(&n).Error
	return int(n), err
}

// Try computes a month's scored cards under an edition: who would move between grades. Cards are comparable
// when the edition knows their criteria. progress is told how far it is.
func (s *Service) Try(
	ctx context.Context, a access.Actor, frameworkID, periodID int64, progress func(done, total int),
) (Trial, error) {
	if err := a.RequireAll(access.FrameworksEdit); err != nil { // it reads the cards of everybody
		return Trial{}, err
	}
	_, f, faults, err := s.FrameworkEdition(ctx, a, frameworkID)
	if err != nil {
		return Trial{}, err
	}
	if len(faults) > 0 {
		return Trial{}, fault.Conflictf("Khung còn lỗi, chưa thử được.")
	}
	db := s.Store.Read(ctx)
	var t Trial
	if t.Period, err = period(db, periodID); err != nil {
		return t, err
	}
	total, err := countScored(db, periodID)
	if err != nil {
		return t, err
	}
	known, err := disciplined(db, t.Period.Year, t.Period.Month, 0)
	if err != nil {
		return t, err
	}
	done := 0
	err = eachScored(db, periodID, func(card tried) error {
		if done%500 == 0 {
			progress(done, total)
		}
		done++
		about := known[card.person]
		about.Manager, about.Kind = card.manager, card.kind
		old, err := s.rank(db, card.framework, card.OldGrade)
		if err != nil {
			return err
		}
		return t.add(f, card, old, about)
	})
	return t, err
}

// add tries one card; old is the rank of the grade that it has.
func (t *Trial) add(f *Framework, card tried, old int, about Circumstances) error {
	applies, err := f.AppliesTo(about.Manager, about.Kind)
	if err != nil {
		return err
	}
	for code := range card.head.Marks {
		_, known := f.Criterion(code)
		applies = applies && known
	}
	if !applies {
		t.Skipped++
		return nil
	}
	r, err := f.Evaluate(card.head, about)
	if err != nil {
		return err
	}
	m := card.Move
	m.NewPoints, m.NewGrade = r.Points, r.Grade
	t.Cards++
	t.Before.Add(old, m.OldGrade, 1)
	t.After.Add(f.GradeRank(r.Grade), r.Grade, 1)
	if old != f.GradeRank(r.Grade) && len(t.Moves) < movesNamed {
		t.Moves = append(t.Moves, m)
	}
	return nil
}
