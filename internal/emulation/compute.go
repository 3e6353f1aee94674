package emulation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"

	"gorm.io/gorm"
)

// Compute applies the rules to all registrations of a campaign, unit by unit, and keeps what they
// come to. It can be repeated; progress is told the registrations done.
func (s *Service) Compute(ctx context.Context, a access.Actor, year int, progress func(done, total int)) error {
	if _, err := a.Require(access.CampaignRun); err != nil {
		return err
	}
	c, err := s.Campaign(ctx, year)
	if err != nil {
		return err
	}
	catalogue, err := s.CatalogueOf(s.Store.Read(ctx), c.CatalogueID)
	if err != nil {
		return err
	}
	total, err := s.byUnit(ctx, c, progress, func(unitID int64) error {
		return s.Store.Write(ctx, func(tx *gorm.DB) error {
			return s.judge(tx, c, catalogue, unitID, func(r Registration, result Result) error {
				return tx.Exec(`UPDATE registrations SET verdict = ?, why = ?, computed_at = ? WHERE id = ?`, result.Verdict, result.Why(), s.Clock.Now().UnixMilli(), r.ID).Error
			})
		})
	})
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Exec(`UPDATE campaigns SET computed_at = ?, version = version + 1 WHERE id = ?`, s.Clock.Now().UnixMilli(), c.ID).Error; err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "campaign.compute", Object: "campaigns", ObjectID: c.ID, Detail: map[string]any{"registrations": total}})
	})
}

// byUnit goes through the units that have registrations in a campaign and returns how many
// registrations there are.
func (s *Service) byUnit(ctx context.Context, c Campaign, progress func(done, total int), visit func(unitID int64) error) (total int, err error) {
	var units []struct {
		UnitID int64
		N      int
	}
	if err := s.Store.Read(ctx).Raw(`SELECT unit_id, count(*) AS n FROM registrations WHERE campaign_id = ? AND state <> 'withdrawn' GROUP BY unit_id ORDER BY unit_id`, c.ID).Scan(&units).Error; err != nil {
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

// judge applies a catalogue's rules to a unit's registrations in a campaign. One for a title that
// the catalogue does not know is left out.
func (s *Service) judge(db *gorm.DB, c Campaign, catalogue *Catalogue, unitID int64, each func(Registration, Result) error) error {
	var rows []Registration
	err := db.Raw(`SELECT id, COALESCE(person_id, 0) AS person_id, title, state FROM registrations WHERE campaign_id = ? AND unit_id = ? AND state <> 'withdrawn' ORDER BY id`, c.ID, unitID).Scan(&rows).Error
	if err != nil {
		return err
	}
	known, err := s.candidates(db, c, `IN (SELECT person_id FROM registrations WHERE campaign_id = ? AND unit_id = ? AND state <> 'withdrawn')`, c.ID, unitID)
	if err != nil {
		return err
	}
	var whole *Record
	for _, r := range rows {
		t := catalogue.Title(r.Title)
		if t == nil {
			continue
		}
		var result Result
		if r.PersonID != 0 {
			result = catalogue.evaluate(t, known.of(r.PersonID))
		} else {
			if whole == nil {
				record, err := s.collective(db, c, catalogue, unitID, r.State)
				if err != nil {
					return err
				}
				whole = &record
			}
			whole.Registration = r.State
			result = catalogue.Evaluate(t, *whole)
		}
		if err := each(r, result); err != nil {
			return err
		}
	}
	return nil
}
