package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/sheet"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Check does the dry run: every row is compared with what the portal holds, the findings are
// kept row by row, nothing else is written.
func (s *Service) Check(ctx context.Context, id int64, progress Progress) error {
	i, err := s.Import(ctx, id)
	if err != nil {
		return err
	}
	kind := s.Kinds[i.Kind]
	m := mapping{}
	if json.Unmarshal([]byte(i.Mapping), &m) != nil || m.Columns == nil {
		if m, err = s.findLayout(ctx, kind, i); err != nil {
			return s.fail(ctx, id, err)
		}
	}
	layout, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if m.Columns == nil {
		_, must := kind.Must()
		return s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`UPDATE imports SET state = 'unmapped', mapping = ?, message = ? WHERE id = ?`, string(layout), fmt.Sprintf("Không tìm thấy dòng tiêu đề có cột «%s». Hãy chỉ cột bằng tay.", must), id).Error
		})
	}
	if err := s.Store.Write(ctx, func(tx *gorm.DB) error { return tx.Exec(`DELETE FROM import_rows WHERE import_id = ?`, id).Error }); err != nil {
		return err
	}
	counts, err := s.findings(ctx, i, m, progress)
	if err != nil {
		return s.fail(ctx, id, err)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE imports SET state = 'checked', mapping = ?, message = '', added = ?, changed = ?, same = ?, asked = ?, refused = ?, version = version + 1 WHERE id = ?`,
			string(layout), counts[Add], counts[Change], counts[Same], counts[Ask], counts[Refuse], id).Error
	})
}

func (s *Service) fail(ctx context.Context, id int64, cause error) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE imports SET state = 'failed', message = ? WHERE id = ?`, cause.Error(), id).Error
	})
}

// open begins to read an import's rows.
func (s *Service) open(db *gorm.DB, i Import, m mapping) (Reader, error) {
	answers := map[int]int64{}
	var kept []struct {
		Number int
		Answer int64
	}
	if err := db.Raw(`SELECT number, answer FROM import_answers WHERE import_id = ?`, i.ID).Scan(&kept).Error; err != nil {
		return nil, err
	}
	for _, a := range kept {
		answers[a.Number] = a.Answer
	}
	return s.Kinds[i.Kind].Open(db, Opening{UnitID: i.UnitID, Columns: m.Columns, Answers: answers})
}

// each judges the rows below the header, in order.
func each(i Import, m mapping, r Reader, pass func(Finding) error) error {
	return sheet.Each(i.File, func(row sheet.Row) error {
		if row.Number <= m.Last {
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
func (s *Service) findings(ctx context.Context, i Import, m mapping, progress Progress) (map[string]int, error) {
	counts := map[string]int{}
	var batch []any
	rows, done := 0, 0
	flush := func() error {
		if rows == 0 {
			return nil
		}
		err := s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`INSERT INTO import_rows (import_id, number, action, name, unit, reason, cells, options) VALUES `+store.Placeholders(rows, 8), batch...).Error
		})
		done += rows
		progress.tell(done)
		batch, rows = batch[:0], 0
		return err
	}
	r, err := s.open(s.Store.Read(ctx), i, m)
	if err != nil {
		return nil, err
	}
	err = each(i, m, r, func(f Finding) error {
		counts[f.Action]++
		cells, options := "", ""
		if f.Action == Refuse {
			cells = inJSON(f.Cells)
		}
		if f.Action == Ask {
			options = inJSON(f.Options)
		}
		batch = append(batch, i.ID, f.Number, f.Action, f.Name, f.Unit, f.Reason, cells, options)
		if rows++; rows == batchRows {
			return flush()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return counts, flush()
}

func inJSON(list any) string {
	text, _ := json.Marshal(list) // texts and numbers
	return string(text)
}

// Answer keeps what was said of doubtful rows: the id of one of its options, or 0 to leave the row
// out. The import must be checked again.
func (s *Service) Answer(ctx context.Context, who audit.Who, id int64, answers map[int]int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE imports SET state = 'checking', version = version + 1 WHERE id = ? AND state = 'checked'`, id)); err != nil {
			return err
		}
		for number, answer := range answers {
			var row Row
			if err := tx.Raw(`SELECT * FROM import_rows WHERE import_id = ? AND number = ? AND action = 'ask'`, id, number).Scan(&row).Error; err != nil {
				return err
			}
			if !offered(row, answer) {
				return fault.ErrStale
			}
			if err := tx.Exec(`INSERT INTO import_answers (import_id, number, answer) VALUES (?, ?, ?) ON CONFLICT (import_id, number) DO UPDATE SET answer = excluded.answer`, id, number, answer).Error; err != nil {
				return err
			}
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "import.answer", Object: "imports", ObjectID: id, Detail: map[string]any{"rows": len(answers)}})
	})
}

func offered(row Row, answer int64) bool {
	for _, o := range row.Choices() {
		if o.ID == answer {
			return true
		}
	}
	return answer == 0 && row.Number != 0
}

// Apply carries an import out: all its good rows in one transaction, or none. The rows are judged
// again inside the transaction, so that what was changed since the dry run counts.
func (s *Service) Apply(ctx context.Context, who audit.Who, id int64, progress Progress) error {
	i, err := s.Import(ctx, id)
	if err != nil {
		return err
	}
	var m mapping
	if err := json.Unmarshal([]byte(i.Mapping), &m); err != nil {
		return err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE imports SET state = 'applied', version = version + 1 WHERE id = ? AND state IN ('checked', 'applying')`, id)); err != nil {
			return err
		}
		r, err := s.open(tx, i, m)
		if err != nil {
			return err
		}
		done := 0
		err = each(i, m, r, func(f Finding) error {
			if done++; done%batchRows == 0 {
				progress.tell(done)
			}
			if f.Action != Add && f.Action != Change {
				return nil
			}
			return r.Write(tx, f)
		})
		if err != nil {
			return err
		}
		detail, err := r.Close(tx)
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "import.apply", Object: "imports", ObjectID: id, Detail: detail})
	})
	if err != nil {
		return errors.Join(err, s.fail(ctx, id, fmt.Errorf("không ghi được, chưa có gì thay đổi: %w", err)))
	}
	return nil
}
