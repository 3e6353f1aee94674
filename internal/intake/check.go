package intake

import (
	"context"
	"encoding/json"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/sheet"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Check does the dry run: every row is compared with what the portal holds, the findings are
// kept row by row, nothing else is written. A file that cannot be read ends as Failed, with the reason.
func (s *Service) Check(ctx context.Context, a access.Actor, id int64, progress Progress) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	i, err := find(s.Store.Read(ctx), reach, id)
	if err != nil {
		return err
	}
	if i.State != Checking {
		return fault.ErrStale
	}
	m, err := s.layout(ctx, i)
	if err != nil {
		return s.fail(ctx, i, err)
	}
	layout, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if m.Columns == nil {
		_, must := s.Kinds[i.Kind].Must()
		return s.advance(ctx, i, store.Change{
			"state":   Unmapped,
			"mapping": string(layout),
			"message": fmt.Sprintf("Không tìm thấy dòng tiêu đề có cột «%s». Hãy chỉ cột bằng tay.", must),
		})
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error { return tx.Where("import_id = ?", id).Delete(&Row{}).Error })
	if err != nil {
		return err
	}
	counts, err := s.findings(ctx, opener{a, reach, i, m}, progress)
	if err != nil {
		return s.fail(ctx, i, err)
	}
	return s.advance(ctx, i, store.Change{
		"state":   Checked,
		"mapping": string(layout),
		"message": "",
		"added":   counts[Add],
		"changed": counts[Change],
		"same":    counts[Same],
		"asked":   counts[Ask],
		"refused": counts[Refuse],
	})
}

// advance ends a dry run that nobody has started anew meanwhile.
func (s *Service) advance(ctx context.Context, i Import, change store.Change) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return store.Advance(tx, &i, i.Version, Checking, change)
	})
}

// fail notes why a file was not read, or not written, in the state in which it was tried.
func (s *Service) fail(ctx context.Context, i Import, cause error) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return store.Advance(tx, &i, i.Version, i.State, store.Change{"state": Failed, "message": cause.Error()})
	})
}

// opener is what a reader of an import's rows is opened with.
type opener struct {
	actor  access.Actor
	reach  access.Reach
	file   Import
	layout mapping
}

// open begins to read an import's rows.
func (s *Service) open(db *gorm.DB, o opener) (Reader, error) {
	var kept []Answer
	if err := db.Where("import_id = ?", o.file.ID).Find(&kept).Error; err != nil {
		return nil, err
	}
	answers := map[int]int64{}
	for _, x := range kept {
		answers[x.Number] = x.Answer
	}
	return s.Kinds[o.file.Kind].Open(db, Opening{
		UnitID:  o.file.UnitID,
		Reach:   o.reach,
		Person:  o.actor.PersonID,
		Columns: o.layout.Columns,
		Answers: answers,
	})
}

// each judges the rows below the header, in order.
func (o opener) each(r Reader, pass func(Finding) error) error {
	return sheet.Each(o.file.File, func(row sheet.Row) error {
		if row.Number <= o.layout.Last {
			return nil
		}
		f, ok := r.Judge(row)
		if !ok {
			return nil
		}
		return pass(f)
	})
}

// batchRows is how many rows one INSERT carries, below SQLite's limit on variables.
const batchRows = 500

// findings judges every row and keeps what it comes to, batch by batch.
func (s *Service) findings(ctx context.Context, o opener, progress Progress) (map[Action]int, error) {
	r, err := s.open(s.Store.Read(ctx), o)
	if err != nil {
		return nil, err
	}
	counts, done := map[Action]int{}, 0
	var batch []Row
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := s.Store.Write(ctx, func(tx *gorm.DB) error { return tx.Create(&batch).Error })
		done += len(batch)
		progress.tell(done)
		batch = batch[:0]
		return err
	}
	err = o.each(r, func(f Finding) error {
		counts[f.Action]++
		if batch = append(batch, f.row(o.file.ID)); len(batch) == batchRows {
			return flush()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return counts, flush()
}

// row is how a finding is kept: the cells of what goes back, the options of what is asked.
func (f Finding) row(id int64) Row {
	r := Row{ImportID: id, Number: f.Number, Action: f.Action, Name: f.Name, Unit: f.Unit, Reason: f.Reason}
	if f.Action == Refuse {
		r.Cells = inJSON(f.Cells)
	}
	if f.Action == Ask {
		r.Options = inJSON(f.Options)
	}
	return r
}

func inJSON(list any) string {
	text, _ := json.Marshal(list) // texts and numbers
	return string(text)
}

// Answer keeps what was said of doubtful rows: the id of one of its options, or 0 to leave the row
// out. The import must be checked again.
func (s *Service) Answer(ctx context.Context, a access.Actor, id, version int64, answers map[int]int64) error {
	reach, err := a.Require(access.PeopleEdit)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		i, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		if err := store.Advance(tx, &i, version, Checked, store.Change{"state": Checking}); err != nil {
			return err
		}
		for number, answer := range answers {
			var row Row
			err := store.First(tx.Where("import_id = ? AND number = ? AND action = ?", id, number, Ask), &row)
			if err != nil && !stale(err) {
				return err
			}
			if err != nil || !offered(row, answer) {
				return fault.ErrStale
			}
			kept := Answer{ImportID: id, Number: number, Answer: answer}
			if err := store.Upsert(tx, &kept, "import_id", "number"); err != nil {
				return err
			}
		}
		return audit.Note(tx, s.Clock, a, "import.answer", "imports", id, audit.Detail{"rows": len(answers)})
	})
}

func offered(row Row, answer int64) bool {
	for _, o := range row.Choices() {
		if o.ID == answer {
			return true
		}
	}
	return answer == 0
}
