package evaluation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

func absenceName(kind string) string { return org.AbsenceNames[org.AbsenceKind(kind)] }

// FrameworkRow is a kept edition of a framework.
type FrameworkRow struct {
	ID            int64
	Code          string
	Edition       int64
	Name, State   string
	EffectiveFrom string
	EffectiveTo   *string
	Body          string
	Author        string
	ChangedAt     int64
	Version       int64
	Used          int // cards that use it
}

// Install brings the frameworks of the catalogue into the database as published first
// editions, where they are not there yet.
func (s *Service) Install(ctx context.Context) error {
	names, err := fs.Glob(data.Catalogue, "catalogue/framework-*.yaml")
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, name := range names {
			text, err := data.Catalogue.ReadFile(name)
			if err != nil {
				return err
			}
			f, err := ParseFramework(string(text))
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			err = tx.Exec(`INSERT INTO frameworks (code, edition, name, state, effective_from, effective_to, body, author, changed_at) VALUES (?, 1, ?, 'published', ?, ?, ?, 'Danh mục kèm theo', ?) ON CONFLICT (code, edition) DO NOTHING`,
				f.Code, f.Name, f.From, orNull(f.To), string(text), s.Clock.Now().UnixMilli()).Error
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// Frameworks lists all editions, the newest first.
func (s *Service) Frameworks(ctx context.Context, a access.Actor) ([]FrameworkRow, error) {
	if _, err := a.Require(access.FrameworksView); err != nil {
		return nil, err
	}
	var rows []FrameworkRow
	err := s.Store.Read(ctx).Raw(`SELECT id, code, edition, name, state, effective_from, effective_to, author, changed_at, version FROM frameworks ORDER BY state, effective_from DESC, code, edition DESC`).Scan(&rows).Error
	return rows, err
}

func (s *Service) frameworkRow(db *gorm.DB, id int64) (FrameworkRow, error) {
	var row FrameworkRow
	err := db.Raw(`SELECT * FROM frameworks WHERE id = ?`, id).Scan(&row).Error
	if err == nil && row.ID == 0 {
		err = fault.ErrNotFound
	}
	return row, err
}

// FrameworkEdition returns one edition with its body read. A draft may hold faults: they
// come back beside the framework, to be shown where they are.
func (s *Service) FrameworkEdition(ctx context.Context, a access.Actor, id int64) (FrameworkRow, *Framework, fault.Fields, error) {
	if _, err := a.Require(access.FrameworksView); err != nil {
		return FrameworkRow{}, nil, nil, err
	}
	row, err := s.frameworkRow(s.Store.Read(ctx), id)
	if err != nil {
		return row, nil, nil, err
	}
	f, err := ParseFramework(row.Body)
	var invalid fault.Invalid
	if errors.As(err, &invalid) && f != nil {
		return row, f, invalid.Fields, nil
	}
	return row, f, nil, err
}

// Copy makes a draft of the next edition from an edition.
func (s *Service) Copy(ctx context.Context, a access.Actor, id int64) (int64, error) {
	if _, err := a.Require(access.FrameworksEdit); err != nil {
		return 0, err
	}
	var draft int64
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		row, err := s.frameworkRow(tx, id)
		if err != nil {
			return err
		}
		err = tx.Raw(`INSERT INTO frameworks (code, edition, name, state, effective_from, effective_to, body, author, changed_at)
			SELECT code, (SELECT MAX(edition) + 1 FROM frameworks WHERE code = ?), name, 'draft', effective_from, effective_to, body, ?, ? FROM frameworks WHERE id = ? RETURNING id`,
			row.Code, a.Name, s.Clock.Now().UnixMilli(), id).Scan(&draft).Error
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "framework.copy", Object: "frameworks", ObjectID: draft, Detail: map[string]any{"from": id}})
	})
	return draft, err
}

// SaveDraft keeps an edited draft. Faults in it do not keep it from being saved, but from
// being published.
func (s *Service) SaveDraft(ctx context.Context, a access.Actor, id, version int64, f *Framework) error {
	if _, err := a.Require(access.FrameworksEdit); err != nil {
		return err
	}
	if f.Name = viet.Clean(f.Name); f.Name == "" || len([]rune(f.Name)) > 200 {
		return fault.Invalidf("name", "Tên khung dài từ 1 đến 200 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := store.OneRow(tx.Exec(`UPDATE frameworks SET name = ?, body = ?, author = ?, changed_at = ?, version = version + 1 WHERE id = ? AND state = 'draft' AND version = ?`,
			f.Name, f.YAML(), a.Name, s.Clock.Now().UnixMilli(), id, version))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "framework.save", Object: "frameworks", ObjectID: id})
	})
}

// DeleteDraft throws a draft away; what is published is kept for ever.
func (s *Service) DeleteDraft(ctx context.Context, a access.Actor, id int64) error {
	if _, err := a.Require(access.FrameworksEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`DELETE FROM frameworks WHERE id = ? AND state = 'draft'`, id)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "framework.delete", Object: "frameworks", ObjectID: id})
	})
}

// PublishFramework puts a draft in force from a month on. The month must not be open yet:
// no card changes its rules under way.
func (s *Service) PublishFramework(ctx context.Context, a access.Actor, id, version int64, from string) error {
	if _, err := a.Require(access.FrameworksEdit); err != nil {
		return err
	}
	date, precision, ok := viet.ParseDate(from)
	if !ok || precision != viet.Day || date[8:] != "01" {
		return fault.Invalidf("from", "Khung áp dụng từ ngày 01 của một tháng, ví dụ 01/01/2027")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		row, err := s.frameworkRow(tx, id)
		if err != nil {
			return err
		}
		f, err := ParseFramework(row.Body)
		if err != nil {
			return err
		}
		var opened int
		if err := tx.Raw(`SELECT COALESCE(MAX(year * 100 + month), 0) FROM periods`).Scan(&opened).Error; err != nil {
			return err
		}
		if latest := firstDay(opened/100, opened%100); opened > 0 && date <= latest {
			return fault.Invalidf("from", "Tháng %s/%s đã mở; khung mới chỉ áp dụng cho tháng sau đó", latest[5:7], latest[:4])
		}
		f.From = date
		if f.To != "" && f.To < date {
			f.To = ""
		}
		err = store.OneRow(tx.Exec(`UPDATE frameworks SET state = 'published', body = ?, effective_from = ?, effective_to = ?, author = ?, changed_at = ?, version = version + 1 WHERE id = ? AND state = 'draft' AND version = ?`,
			f.YAML(), date, orNull(f.To), a.Name, s.Clock.Now().UnixMilli(), id, version))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "framework.publish", Object: "frameworks", ObjectID: id, Detail: map[string]any{"from": date}})
	})
}

// Move is how a real card would fare under another framework.
type Move struct {
	CardID               int64
	Name, Unit           string
	OldPoints, NewPoints float64
	OldGrade, NewGrade   string
}

// Trial is a draft tried on the real cards of a month.
type Trial struct {
	Period        Period
	Cards         int
	Skipped       int // cards of a framework with other criteria
	Before, After map[string]int
	Moves         []Move // those whose grade changes, at most 200
}

// Reviewed counts the cards of a month that have been scored, which are those that Try looks at.
func (s *Service) Reviewed(ctx context.Context, periodID int64) (n int, err error) {
	return n, s.Store.Read(ctx).Raw(`SELECT count(*) FROM scorecards WHERE period_id = ? AND state IN ('reviewed', 'approved', 'published')`, periodID).Scan(&n).Error
}

// Try computes a month's reviewed cards under an edition: who would move between grades.
// Cards are comparable when the edition knows their criteria. progress is told how far it is.
func (s *Service) Try(ctx context.Context, a access.Actor, frameworkID, periodID int64, progress func(done, total int)) (Trial, error) {
	_, f, faults, err := s.FrameworkEdition(ctx, a, frameworkID)
	if err != nil {
		return Trial{}, err
	}
	if len(faults) > 0 {
		return Trial{}, fault.Conflictf("Khung còn lỗi, chưa thử được.")
	}
	t := Trial{Before: map[string]int{}, After: map[string]int{}}
	if t.Period, err = s.Period(ctx, periodID); err != nil {
		return t, err
	}
	total, err := s.Reviewed(ctx, periodID)
	if err != nil {
		return t, err
	}
	known, err := disciplined(s.Store.Read(ctx), t.Period.Year, t.Period.Month, 0)
	if err != nil {
		return t, err
	}
	rows, err := s.Store.Read(ctx).Raw(`SELECT c.id, c.person_id, c.name, u.name, c.points, c.earned_grade, c.manager, pe.kind, s.head FROM scorecards c JOIN units u ON u.id = c.unit_id JOIN people pe ON pe.id = c.person_id JOIN sheets s ON s.scorecard_id = c.id
		WHERE c.period_id = ? AND c.state IN ('reviewed', 'approved', 'published') ORDER BY u.position, c.name_key`, periodID).Rows()
	if err != nil {
		return t, err
	}
	defer rows.Close() //nolint:errcheck // reading only
	for done := 0; rows.Next(); done++ {
		if done%500 == 0 {
			progress(done, total)
		}
		var m Move
		var person int64
		var manager bool
		var kind, head string
		if err := rows.Scan(&m.CardID, &person, &m.Name, &m.Unit, &m.OldPoints, &m.OldGrade, &manager, &kind, &head); err != nil {
			return t, err
		}
		about := known[person]
		about.Manager, about.Kind = manager, kind
		t.add(f, m, about, ParseSheet(head))
	}
	return t, rows.Err()
}

func (t *Trial) add(f *Framework, m Move, about Circumstances, sheet Sheet) {
	for code := range sheet.Marks {
		if _, known := f.Criterion(code); !known {
			t.Skipped++
			return
		}
	}
	r, err := f.Evaluate(sheet, about)
	if err != nil || !f.AppliesTo(about.Manager, about.Kind) {
		t.Skipped++
		return
	}
	m.NewPoints, m.NewGrade = r.Points, r.Grade
	t.Cards++
	t.Before[m.OldGrade]++
	t.After[m.NewGrade]++
	if m.OldGrade != m.NewGrade && len(t.Moves) < 200 {
		t.Moves = append(t.Moves, m)
	}
}
