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
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Install brings the frameworks that come with the portal into the database as published editions: as the
// first one where the code is new, else as the next one where what is shipped has changed. A published
// edition never changes. It acts for the portal itself and asks no actor.
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
			if err := s.install(tx, string(text)); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		return nil
	})
}

// shippedBy is the author of the editions that come with the portal.
const shippedBy = "Danh mục kèm theo"

func (s *Service) install(tx *gorm.DB, text string) error {
	f, err := ParseFramework(text)
	if err != nil {
		return err
	}
	var kept []FrameworkRow
	if err := tx.Where("code = ?", f.Code).Order("edition").Find(&kept).Error; err != nil {
		return err
	}
	edition := int64(1)
	for _, row := range kept {
		edition = row.Edition + 1
		if row.Author != shippedBy {
			continue
		}
		same, err := ParseFramework(row.Body)
		if err != nil {
			return fmt.Errorf("edition %d: %w", row.Edition, err)
		}
		if same.YAML() == f.YAML() {
			return nil
		}
	}
	return tx.Create(&FrameworkRow{
		Code:          f.Code,
		Edition:       edition,
		Name:          f.Name,
		State:         FrameworkPublished,
		EffectiveFrom: f.From,
		EffectiveTo:   orNull(f.To),
		Body:          text,
		Author:        shippedBy,
		ChangedAt:     s.Clock.Now().UnixMilli(),
	}).Error
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Frameworks lists all editions, the newest first, without their bodies. The catalogue is no unit's:
// whoever may see it sees all of it.
func (s *Service) Frameworks(ctx context.Context, a access.Actor) (rows []FrameworkRow, err error) {
	if !a.May(access.FrameworksView) {
		return nil, fault.ErrForbidden
	}
	list := s.Store.Read(ctx).Omit("body").Order("state, effective_from DESC, code, edition DESC")
	return rows, list.Find(&rows).Error
}

func frameworkRow(db *gorm.DB, id int64) (row FrameworkRow, err error) {
	return row, store.First(db.Where("id = ?", id), &row)
}

// FrameworkEdition returns one edition with its body read. A draft may hold faults: they come back beside
// the framework, to be shown where they are.
func (s *Service) FrameworkEdition(
	ctx context.Context, a access.Actor, id int64,
) (FrameworkRow, *Framework, fault.Fields, error) {
	if !a.May(access.FrameworksView) {
		return FrameworkRow{}, nil, nil, fault.ErrForbidden
	}
	row, err := frameworkRow(s.Store.Read(ctx), id)
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
	if err := a.RequireAll(access.FrameworksEdit); err != nil {
		return 0, err
	}
	var draft FrameworkRow
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		row, err := frameworkRow(tx, id)
		if err != nil {
			return err
		}
		last, err := lastEdition(tx, row.Code)
		if err != nil {
			return err
		}
		draft = row
		draft.Record = store.Record{}
		draft.Edition, draft.State = last+1, FrameworkDraft
		draft.Author, draft.ChangedAt = a.Name, s.Clock.Now().UnixMilli()
		if err := tx.Create(&draft).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "framework.copy", "frameworks", draft.ID, audit.Detail{"from": id})
	})
	return draft.ID, err
}

// SaveDraft keeps an edited draft. Faults in it do not keep it from being saved, but from being published.
func (s *Service) SaveDraft(ctx context.Context, a access.Actor, id, version int64, f *Framework) error {
	if err := a.RequireAll(access.FrameworksEdit); err != nil {
		return err
	}
	if f.Name = viet.Clean(f.Name); f.Name == "" || len([]rune(f.Name)) > 200 {
		return fault.Invalidf("name", "Tên khung dài từ 1 đến 200 ký tự")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		row := FrameworkRow{Record: store.Record{ID: id}}
		err := store.Advance(tx, &row, version, FrameworkDraft, store.Change{
			"name":       f.Name,
			"body":       f.YAML(),
			"author":     a.Name,
			"changed_at": s.Clock.Now().UnixMilli(),
		})
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "framework.save", "frameworks", id, nil)
	})
}

// DeleteDraft throws a draft away; what is published is kept for ever.
func (s *Service) DeleteDraft(ctx context.Context, a access.Actor, id, version int64) error {
	if err := a.RequireAll(access.FrameworksEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		draft := tx.Where("id = ? AND state = ? AND version = ?", id, FrameworkDraft, version)
		if err := store.OneRow(draft.Delete(&FrameworkRow{})); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "framework.delete", "frameworks", id, nil)
	})
}

// PublishFramework puts a draft in force from a month on. The month must not be open yet: no card changes
// its rules under way.
func (s *Service) PublishFramework(ctx context.Context, a access.Actor, id, version int64, from string) error {
	if err := a.RequireAll(access.FrameworksEdit); err != nil {
		return err
	}
	date, precision, ok := viet.ParseDate(from)
	if !ok || precision != viet.Day || date[8:] != "01" {
		return fault.Invalidf("from", "Khung áp dụng từ ngày 01 của một tháng, ví dụ 01/01/2027")
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		row, err := frameworkRow(tx, id)
		if err != nil {
			return err
		}
		f, err := ParseFramework(row.Body)
		if err != nil {
			return err
		}
		if err := afterOpened(tx, date); err != nil {
			return err
		}
		f.From = date
		if f.To != "" && f.To < date {
			f.To = ""
		}
		err = store.Advance(tx, &row, version, FrameworkDraft, store.Change{
			"state":          FrameworkPublished,
			"body":           f.YAML(),
			"effective_from": date,
			"effective_to":   orNull(f.To),
			"author":         a.Name,
			"changed_at":     s.Clock.Now().UnixMilli(),
		})
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "framework.publish", "frameworks", id, audit.Detail{"from": date})
	})
}

// afterOpened refuses a day that does not lie after the first of every month that was opened.
func afterOpened(tx *gorm.DB, date string) error {
	var latest Period
	found := tx.Order("year DESC, month DESC").Limit(1).Find(&latest)
	if found.Error != nil || found.RowsAffected == 0 || date > firstDay(latest.Year, latest.Month) {
		return found.Error
	}
	return fault.Invalidf("from", "Tháng %s đã mở; khung mới chỉ áp dụng cho tháng sau đó", latest.Name())
}
