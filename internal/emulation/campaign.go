package emulation

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/catalogue"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// CampaignState is where a campaign stands.
type CampaignState string

// The states of a campaign.
const (
	CampaignOpen   CampaignState = "open"
	CampaignClosed CampaignState = "closed"
)

// Campaign is a year's registration, judged by the months up to Through.
type Campaign struct {
	store.Record
	Year        int    `gorm:"unique"`
	CatalogueID int64  // the edition of the titles by which it is judged
	SelfDue     string `gorm:"size:10"`    // 2006-01-02: individuals register
	HeadDue     string `gorm:"size:10"`    // 2006-01-02: units confirm and register
	Through     int    `gorm:"default:12"` // the last month that counts
	State       CampaignState
	ComputedAt  *int64 // Unix milliseconds, nil while the rules were not applied
	Convened    bool   // the council has taken it up: its edition stands
}

// Campaigns lists the campaigns, the latest first.
func (s *Service) Campaigns(ctx context.Context, a access.Actor) (list []Campaign, err error) {
	if !a.May(access.RegistrationView) && !a.May(access.TitlesView) {
		return nil, fault.ErrForbidden
	}
	return list, s.Store.Read(ctx).Order("year DESC").Find(&list).Error
}

// Campaign returns the campaign of a year; with year 0 that of the present year, else the latest
// one. Without any it is not found.
func (s *Service) Campaign(ctx context.Context, a access.Actor, year int) (Campaign, error) {
	list, err := s.Campaigns(ctx, a)
	if err != nil {
		return Campaign{}, err
	}
	wanted := year
	if wanted == 0 {
		wanted = s.Clock.Now().Year()
	}
	for _, c := range list {
		if c.Year == wanted {
			return c, nil
		}
	}
	if year != 0 || len(list) == 0 {
		return Campaign{}, fault.ErrNotFound
	}
	return list[0], nil
}

// CampaignOf returns the campaign of a year with its titles. Other rooms read it within their own
// transaction, so it takes no actor.
func (s *Service) CampaignOf(db *gorm.DB, year int) (Campaign, *Catalogue, error) {
	var c Campaign
	if err := store.First(db.Where("year = ?", year), &c); err != nil {
		return c, nil, err
	}
	titles, err := s.CatalogueOf(db, c.CatalogueID)
	return c, titles, err
}

// openCampaign returns the open campaign of a year with its titles.
func (s *Service) openCampaign(tx *gorm.DB, year int) (Campaign, *Catalogue, error) {
	c, titles, err := s.CampaignOf(tx, year)
	if err == nil && c.State == CampaignClosed {
		err = fault.Conflictf("Đợt đăng ký năm %d đã kết thúc.", year)
	}
	return c, titles, err
}

// OpenCampaign opens a year's registration with its deadlines, written as people do.
func (s *Service) OpenCampaign(ctx context.Context, a access.Actor, c Campaign) error {
	if err := a.RequireAll(access.CampaignRun); err != nil {
		return err
	}
	if err := c.check(s.Clock.Now().Year()); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		edition, err := catalogue.Latest(tx, TitlesKind, fmt.Sprintf("%04d-12-31", c.Year))
		if err != nil {
			return err
		}
		c.Record, c.CatalogueID, c.State = store.Record{}, edition.ID, CampaignOpen
		c.ComputedAt, c.Convened = nil, false
		err = tx.Create(&c).Error
		if store.Duplicate(err) {
			return fault.Invalidf("year", "Đợt đăng ký năm %d đã mở", c.Year)
		}
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "campaign.open", "campaigns", c.ID, audit.Detail{"year": c.Year})
	})
}

// check brings the days into order and refuses what a campaign of this year cannot have.
func (c *Campaign) check(now int) error {
	wrong := fault.Fields{}
	if c.Year < now-1 || c.Year > now+1 {
		wrong.Refuse("year", "Năm từ %d đến %d", now-1, now+1)
	}
	if c.Through < 1 || c.Through > 12 {
		wrong.Refuse("through", "Chọn tháng")
	}
	wrong.Date("self_due", &c.SelfDue)
	wrong.Date("head_due", &c.HeadDue)
	if len(wrong) == 0 && c.HeadDue < c.SelfDue {
		wrong.Refuse("head_due", "%s phải từ %s", "Hạn của đơn vị", viet.ShowDate(c.SelfDue))
	}
	return wrong.Err()
}

// CloseCampaign ends the registration of a year. What is late or unconfirmed by then stays so: it
// is undecided and no meeting takes it up.
func (s *Service) CloseCampaign(ctx context.Context, a access.Actor, id, version int64) error {
	if err := a.RequireAll(access.CampaignRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var c Campaign
		if err := store.First(tx.Where("id = ?", id), &c); err != nil {
			return err
		}
		if err := store.Advance(tx, &c, version, CampaignOpen, store.Change{"state": CampaignClosed}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "campaign.close", "campaigns", id, nil)
	})
}

// AdoptEdition judges a campaign by another published edition of the titles from now on. What was computed
// before is then stale. Once the council has been convened on the campaign its edition stands.
func (s *Service) AdoptEdition(ctx context.Context, a access.Actor, id, version, edition int64) error {
	if err := a.RequireAll(access.CampaignRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var c Campaign
		if err := store.First(tx.Where("id = ?", id), &c); err != nil {
			return err
		}
		if c.Convened {
			return fault.Conflictf("Hội đồng đã lập phiên họp cho đợt này; điều kiện không đổi được nữa.")
		}
		e, err := catalogue.Find(tx, edition)
		if err != nil || e.Kind != TitlesKind {
			return cmp.Or(err, fault.ErrNotFound)
		}
		if e.State != catalogue.Published {
			return fault.Invalidf("edition", "Bản nháp chưa công bố")
		}
		if err := s.knowsAll(tx, edition, id); err != nil {
			return err
		}
		change := store.Change{"catalogue_id": edition, "computed_at": nil}
		if err := store.Update(tx, &c, version, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "campaign.adopt", "campaigns", id, audit.Detail{"edition": edition})
	})
}

// knowsAll refuses an edition that lacks a title for which somebody has registered.
func (s *Service) knowsAll(tx *gorm.DB, edition, campaign int64) error {
	titles, err := s.CatalogueOf(tx, edition)
	if err != nil {
		return err
	}
	var used, gone []string
	err = tx.Model(&Registration{}).Where("campaign_id = ? AND state <> ?", campaign, Withdrawn).
		Distinct().Order("title").Pluck("title", &used).Error
	for _, code := range used {
		if titles.Title(code) == nil {
			gone = append(gone, code)
		}
	}
	if err == nil && len(gone) > 0 {
		err = fault.Conflictf("Có đăng ký danh hiệu «%s» mà bản này không còn.", strings.Join(gone, ", "))
	}
	return err
}

// Convene notes that the council has taken a campaign up, so that its edition stands. The council calls it
// within its own transaction, where it has checked who may, so it takes no actor.
func Convene(tx *gorm.DB, campaignID int64) error {
	return tx.Model(&Campaign{}).Where("id = ?", campaignID).Update("convened", true).Error
}
