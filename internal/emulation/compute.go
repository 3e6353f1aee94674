package emulation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Compute applies the rules to all registrations of a campaign, unit by unit, and keeps what they
// come to. It can be repeated; progress is told the registrations done.
func (s *Service) Compute(ctx context.Context, a access.Actor, year int, progress func(done, total int)) error {
	if err := a.RequireAll(access.CampaignRun); err != nil {
		return err
	}
	c, titles, err := s.CampaignOf(s.Store.Read(ctx), year)
	if err != nil {
		return err
	}
	total, err := s.byUnit(ctx, c, progress, func(unitID int64) error {
		return s.Store.Write(ctx, func(tx *gorm.DB) error {
			return s.judge(tx, c, titles, unitID, func(r Registration, result Result) error {
				return tx.Model(&Registration{}).Where("id = ?", r.ID).UpdateColumns(map[string]any{
					"verdict": result.Verdict, "why": result.Why(), "computed_at": s.Clock.Now().UnixMilli(),
				}).Error
			})
		})
	})
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var now Campaign // as it is after a minute of computing
		if err := store.First(tx.Where("id = ?", c.ID), &now); err != nil {
			return err
		}
		if now.CatalogueID != c.CatalogueID {
			return fault.ErrStale // another edition was taken over meanwhile: compute again
		}
		change := store.Change{"computed_at": s.Clock.Now().UnixMilli()}
		if err := store.Update(tx, &now, now.Version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "campaign.compute", "campaigns", c.ID, audit.Detail{"registrations": total})
	})
}

// byUnit goes through the units that have registrations in a campaign and returns how many
// registrations there are.
func (s *Service) byUnit(
	ctx context.Context, c Campaign, progress func(done, total int), visit func(unitID int64) error,
) (total int, err error) {
	units, err := countedByUnit(s.Store.Read(ctx), c.ID)
	if err != nil {
		return 0, err
	}
	for _, u := range units {
		total += u.N
	}
	done := 0
	for _, u := range units {
		if err := visit(u.UnitID); err != nil {
			return total, err
		}
		done += u.N
		progress(done, total)
	}
	return total, nil
}

// judge applies the rules to a unit's registrations in a campaign. One for a title that the catalogue does
// not know is left out.
func (s *Service) judge(
	db *gorm.DB, c Campaign, titles *Catalogue, unitID int64, each func(Registration, Result) error,
) error {
	var rows []Registration
	err := db.Select("id, person_id, title, state").
		Where("campaign_id = ? AND unit_id = ? AND state <> ?", c.ID, unitID, Withdrawn).Order("id").Find(&rows).Error
	if err != nil {
		return err
	}
	known, err := s.candidates(db, c, registeredIn, c.ID, unitID, Withdrawn)
	if err != nil {
		return err
	}
	var whole *Record
	for _, r := range rows {
		t := titles.Title(r.Title)
		if t == nil {
			continue
		}
		var result Result
		if r.PersonID != nil {
			result = titles.evaluate(t, known.of(*r.PersonID))
		} else {
			if whole == nil {
				record, err := s.collective(db, c, titles, unitID, r.State)
				if err != nil {
					return err
				}
				whole = &record
			}
			whole.Registration = r.State
			result = titles.Evaluate(t, *whole)
		}
		if err := each(r, result); err != nil {
			return err
		}
	}
	return nil
}
