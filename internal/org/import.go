package org

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Import is one roster file on its way into the portal: uploaded, checked (a dry run that
// writes nothing but its findings), applied in one transaction.
type Import struct {
	ID, AccountID, At, UnitID           int64
	Name, File, SHA256, State, Mapping  string
	Message                             string
	Done, Added, Changed, Same, Refused int64
	Version                             int64
}

// ImportRow is what the dry run found for one row.
type ImportRow struct {
	Number                     int
	Action, Name, Unit, Reason string
	Cells                      string
}

// mapping is the layout of a file: found by the portal, or set by hand.
type mapping struct {
	First, Last int
	Columns     map[string]int
	Titles      []string
}

// headerRows is how far down a header is looked for.
const headerRows = 40

// StartImport notes an uploaded file; Check must follow.
func (s *Service) StartImport(ctx context.Context, who audit.Who, name, file, sha256 string, unitID int64) (int64, error) {
	var id int64
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		err := tx.Raw(`INSERT INTO imports (account_id, at, name, file, sha256, unit_id, state) VALUES (?, ?, ?, ?, ?, ?, 'checking') RETURNING id`,
			who.AccountID, s.Clock.Now().UnixMilli(), name, file, sha256, unitID).Scan(&id).Error
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "import.upload", Object: "imports", ObjectID: id, Detail: map[string]any{"file": name, "sha256": sha256}})
	})
	return id, err
}

// Import returns one import.
func (s *Service) Import(ctx context.Context, id int64) (Import, error) {
	var i Import
	err := s.Store.Read(ctx).Raw(`SELECT * FROM imports WHERE id = ?`, id).Scan(&i).Error
	if err == nil && i.ID == 0 {
		err = fault.ErrNotFound
	}
	return i, err
}

// Imports lists the latest imports.
func (s *Service) Imports(ctx context.Context) ([]Import, error) {
	var list []Import
	err := s.Store.Read(ctx).Raw(`SELECT * FROM imports ORDER BY id DESC LIMIT 20`).Scan(&list).Error
	return list, err
}

// importPage is how many findings a page shows.
const importPage = 100

// ImportRows lists the findings of one action, 100 to a page.
func (s *Service) ImportRows(ctx context.Context, id int64, action string, page int) ([]ImportRow, error) {
	var rows []ImportRow
	err := s.Store.Read(ctx).Raw(`SELECT * FROM import_rows WHERE import_id = ? AND action = ? ORDER BY number LIMIT ? OFFSET ?`, id, action, importPage, page*importPage).Scan(&rows).Error
	return rows, err
}

// Refused calls fn for every refused row, for the workbook that goes back.
func (s *Service) Refused(ctx context.Context, id int64, fn func(ImportRow) error) error {
	for after := 0; ; {
		var rows []ImportRow
		err := s.Store.Read(ctx).Raw(`SELECT * FROM import_rows WHERE import_id = ? AND action = 'refuse' AND number > ? ORDER BY number LIMIT 1000`, id, after).Scan(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, r := range rows {
			if err := fn(r); err != nil {
				return err
			}
		}
		after = rows[len(rows)-1].Number
	}
}

// Check does the dry run: every row is compared with what the portal holds, the findings are
// kept row by row, nothing else is written.
func (s *Service) Check(ctx context.Context, id int64, progress Progress) error {
	i, err := s.Import(ctx, id)
	if err != nil {
		return err
	}
	m := mapping{}
	if json.Unmarshal([]byte(i.Mapping), &m) != nil || m.Columns == nil {
		if m, err = s.findLayout(ctx, i.File); err != nil {
			return s.failImport(ctx, id, err)
		}
	}
	layout, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if m.Columns == nil {
		return s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`UPDATE imports SET state = 'unmapped', mapping = ?, message = 'Không tìm thấy dòng tiêu đề có cột họ và tên. Hãy chỉ cột bằng tay.' WHERE id = ?`, string(layout), id).Error
		})
	}
	if err := s.Store.Write(ctx, func(tx *gorm.DB) error { return tx.Exec(`DELETE FROM import_rows WHERE import_id = ?`, id).Error }); err != nil {
		return err
	}
	counts, err := s.findings(ctx, i, m, progress)
	if err != nil {
		return s.failImport(ctx, id, err)
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE imports SET state = 'checked', mapping = ?, message = '', added = ?, changed = ?, same = ?, refused = ?, version = version + 1 WHERE id = ?`,
			string(layout), counts["add"], counts["change"], counts["same"], counts["refuse"], id).Error
	})
}

func (s *Service) failImport(ctx context.Context, id int64, cause error) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE imports SET state = 'failed', message = ? WHERE id = ?`, cause.Error(), id).Error
	})
}

// batchRows is how many rows one INSERT carries: 20 columns stay below SQLite's limit on
// variables.
const batchRows = 500

// findings runs the plan and keeps what it says, batch by batch.
func (s *Service) findings(ctx context.Context, i Import, m mapping, progress Progress) (map[string]int, error) {
	counts := map[string]int{}
	var batch []any
	rows, done := 0, 0
	flush := func() error {
		if rows == 0 {
			return nil
		}
		err := s.Store.Write(ctx, func(tx *gorm.DB) error {
			if err := tx.Exec(`INSERT INTO import_rows (import_id, number, action, name, unit, reason, cells) VALUES `+store.Placeholders(rows, 7), batch...).Error; err != nil {
				return err
			}
			return nil
		})
		done += rows
		progress.tell(done)
		batch, rows = batch[:0], 0
		return err
	}
	p, err := newPlan(s.Store.Read(ctx), i.UnitID)
	if err != nil {
		return nil, err
	}
	err = p.run(i.File, m, func(v verdict) error {
		counts[v.action]++
		cells := ""
		if v.action == "refuse" {
			text, err := json.Marshal(v.entry.cells)
			if err != nil {
				return err
			}
			cells = string(text)
		}
		batch = append(batch, i.ID, v.entry.number, v.action, v.entry.person.Name, v.entry.unit, v.reason, cells)
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

// Apply carries an import out: all its good rows in one transaction, or none. The plan is
// made again inside the transaction, so that what was changed since the dry run counts.
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
		p, err := newPlan(tx, i.UnitID)
		if err != nil {
			return err
		}
		w := &rosterWriter{tx: tx, today: clock.Today(s.Clock), progress: progress}
		if err := w.start(); err != nil {
			return err
		}
		if err := p.run(i.File, m, func(v verdict) error { return w.write(p, v) }); err != nil {
			return err
		}
		if err := w.flush(); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, who, audit.Entry{Action: "import.apply", Object: "imports", ObjectID: id, Detail: map[string]any{"added": w.added, "changed": w.changed, "units": w.units}})
	})
	if err != nil {
		return errors.Join(err, s.failImport(ctx, id, fmt.Errorf("không ghi được, chưa có gì thay đổi: %w", err)))
	}
	return nil
}

// personKey finds the same person again: the name without regard to case, and year of birth.
func personKey(p Person) string {
	year := ""
	if p.BirthDate != nil {
		year = (*p.BirthDate)[:4]
	}
	return strings.ToLower(viet.Clean(p.Name)) + "|" + year
}

// ImportFiles returns the paths of all files that an import points to.
func (s *Service) ImportFiles(ctx context.Context) (files []string, err error) {
	return files, s.Store.Read(ctx).Raw(`SELECT file FROM imports`).Scan(&files).Error
}
