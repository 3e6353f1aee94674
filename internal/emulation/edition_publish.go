package emulation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// PublishEdition puts a draft in force from a day on, today at the earliest. Campaigns that are
// open keep the edition by which they began.
func (s *Service) PublishEdition(ctx context.Context, a access.Actor, id, version int64, from string) error {
	if _, err := a.Require(access.TitlesEdit); err != nil {
		return err
	}
	wrong := fault.Fields{}
	wrong.Date("from", &from)
	if len(wrong) == 0 && from < clock.Today(s.Clock) {
		wrong.Refuse("from", "Áp dụng sớm nhất từ hôm nay, %s", viet.ShowDate(clock.Today(s.Clock)))
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		_, c, err := s.edition(tx, a, id)
		if err != nil {
			return err
		}
		c.From = from
		body, err := c.YAML()
		if err != nil {
			return err
		}
		err = store.OneRow(tx.Exec(`UPDATE title_catalogues SET state = 'published', body = ?, effective_from = ?, author = ?, changed_at = ?, version = version + 1 WHERE id = ? AND state = 'draft' AND version = ?`, body, from, a.Name, s.Clock.Now().UnixMilli(), id, version))
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "titles.publish", Object: "title_catalogues", ObjectID: id, Detail: map[string]any{"from": from}})
	})
	if err == nil {
		s.mu.Lock()
		s.current = nil
		s.mu.Unlock()
	}
	return err
}

// DeleteEdition throws a draft away; what is published is kept for ever.
func (s *Service) DeleteEdition(ctx context.Context, a access.Actor, id int64) error {
	if _, err := a.Require(access.TitlesEdit); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`DELETE FROM title_catalogues WHERE id = ? AND state = 'draft'`, id)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "titles.delete", Object: "title_catalogues", ObjectID: id})
	})
}

// AdoptEdition judges an open campaign by another published edition from now on. What was computed
// before is then stale. Once a meeting has taken candidates up the rules stand.
func (s *Service) AdoptEdition(ctx context.Context, a access.Actor, campaignID, version, edition int64) error {
	if _, err := a.Require(access.CampaignRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		e, c, err := s.edition(tx, a, edition)
		if err != nil {
			return err
		}
		if e.State != Published {
			return fault.Invalidf("edition", "Bản nháp chưa công bố")
		}
		var used []string
		if err := tx.Raw(`SELECT DISTINCT title FROM registrations WHERE campaign_id = ? AND state <> 'withdrawn'`, campaignID).Scan(&used).Error; err != nil {
			return err
		}
		for _, code := range used {
			if c.Title(code) == nil {
				return fault.Conflictf("Có đăng ký danh hiệu «%s» mà bản này không còn.", code)
			}
		}
		var meetings int
		if err := tx.Raw(`SELECT count(*) FROM meetings WHERE campaign_id = ?`, campaignID).Scan(&meetings).Error; err != nil {
			return err
		}
		if meetings > 0 {
			return fault.Conflictf("Hội đồng đã lập phiên họp cho đợt này; điều kiện không đổi được nữa.")
		}
		if err := store.OneRow(tx.Exec(`UPDATE campaigns SET catalogue_id = ?, computed_at = NULL, version = version + 1 WHERE id = ? AND version = ?`, edition, campaignID, version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "campaign.adopt", Object: "campaigns", ObjectID: campaignID, Detail: map[string]any{"edition": edition}})
	})
}
