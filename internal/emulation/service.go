package emulation

import (
	"context"
	"fmt"
	"sync"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// Service keeps campaigns and registrations and says who is eligible.
type Service struct {
	Store      *store.Store
	Clock      clock.Clock
	Evaluation *evaluation.Service

	mu         sync.Mutex
	catalogues map[int64]*Catalogue // an edition never changes
	current    *Catalogue           // in force on day
	day        string
}

// shippedCatalogue is the edition that comes with the portal.
const shippedCatalogue = "catalogue/titles-law2022.yaml"

// Install brings the catalogue that is shipped into the database where it is not there yet.
func (s *Service) Install(ctx context.Context) error {
	text, err := data.Catalogue.ReadFile(shippedCatalogue)
	if err != nil {
		return err
	}
	c, err := ParseCatalogue(string(text))
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO title_catalogues (code, edition, name, effective_from, body) VALUES (?, 1, ?, ?, ?) ON CONFLICT (code, edition) DO NOTHING`, c.Code, c.Name, c.From, string(text)).Error
	})
}

// CatalogueOf returns an edition by its number. Other rooms read it within their own transaction, so it
// takes no actor.
func (s *Service) CatalogueOf(db *gorm.DB, id int64) (*Catalogue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.catalogues[id]; c != nil {
		return c, nil
	}
	var body string
	if err := db.Raw(`SELECT body FROM title_catalogues WHERE id = ?`, id).Scan(&body).Error; err != nil {
		return nil, err
	}
	if body == "" {
		return nil, fault.ErrNotFound
	}
	c, err := ParseCatalogue(body)
	if err != nil {
		return nil, err
	}
	if s.catalogues == nil {
		s.catalogues = map[int64]*Catalogue{}
	}
	s.catalogues[id] = c
	return c, nil
}

// Current returns the catalogue in force today.
func (s *Service) Current(ctx context.Context) (*Catalogue, error) {
	today := clock.Today(s.Clock)
	s.mu.Lock()
	current := s.current
	if s.day != today {
		current = nil
	}
	s.mu.Unlock()
	if current != nil {
		return current, nil
	}
	db := s.Store.Read(ctx)
	id, err := s.catalogueOn(db, today)
	if err != nil {
		return nil, err
	}
	c, err := s.CatalogueOf(db, id)
	if err == nil {
		s.mu.Lock()
		s.current, s.day = c, today
		s.mu.Unlock()
	}
	return c, err
}

// Held lists the titles of the catalogue in force, for lists of those who hold them.
func (s *Service) Held(db *gorm.DB) (list []honour.Known, err error) {
	id, err := s.catalogueOn(db, clock.Today(s.Clock))
	if err != nil {
		return nil, err
	}
	c, err := s.CatalogueOf(db, id)
	if err != nil {
		return nil, err
	}
	for _, t := range c.Titles {
		list = append(list, honour.Known{Code: t.Code, Name: t.Name, Unit: t.Subject == "unit"})
	}
	return list, nil
}

func (s *Service) catalogueOn(db *gorm.DB, day string) (id int64, err error) {
	err = db.Raw(`SELECT COALESCE((SELECT id FROM title_catalogues WHERE state = 'published' AND effective_from <= ? ORDER BY effective_from DESC, edition DESC LIMIT 1), 0)`, day).Scan(&id).Error
	if err == nil && id == 0 {
		err = fault.ErrNotFound
	}
	return id, err
}

// The states of a campaign.
const (
	CampaignOpen   = "open"
	CampaignClosed = "closed"
)

// Campaign is a year's registration, judged by the months up to Through.
type Campaign struct {
	ID, CatalogueID  int64
	Year             int
	SelfDue, HeadDue string
	Through          int
	State            string
	ComputedAt       *int64
	Version          int64
}

// Campaigns lists the campaigns, the latest first.
func (s *Service) Campaigns(ctx context.Context) (list []Campaign, err error) {
	return list, s.Store.Read(ctx).Raw(`SELECT * FROM campaigns ORDER BY year DESC`).Scan(&list).Error
}

// Campaign returns the campaign of a year; with year 0 that of the present year, else the latest
// one. Without any it is not found.
func (s *Service) Campaign(ctx context.Context, year int) (Campaign, error) {
	var c Campaign
	err := s.Store.Read(ctx).Raw(`SELECT * FROM campaigns WHERE ? = 0 OR year = ? ORDER BY CASE WHEN year = ? THEN 0 ELSE 1 END, year DESC LIMIT 1`, year, year, s.Clock.Now().Year()).Scan(&c).Error
	if err == nil && c.ID == 0 {
		err = fault.ErrNotFound
	}
	return c, err
}

// CampaignOf returns the campaign of a year with its catalogue. Other rooms read it within their own
// transaction, so it takes no actor.
func (s *Service) CampaignOf(db *gorm.DB, year int) (Campaign, *Catalogue, error) {
	var c Campaign
	if err := db.Raw(`SELECT * FROM campaigns WHERE year = ?`, year).Scan(&c).Error; err != nil {
		return c, nil, err
	}
	if c.ID == 0 {
		return c, nil, fault.ErrNotFound
	}
	catalogue, err := s.CatalogueOf(db, c.CatalogueID)
	return c, catalogue, err
}

// OpenCampaign opens a year's registration with its deadlines, written as people do.
func (s *Service) OpenCampaign(ctx context.Context, a access.Actor, c Campaign) error {
	if _, err := a.Require(access.CampaignRun); err != nil {
		return err
	}
	wrong := fault.Fields{}
	if now := s.Clock.Now().Year(); c.Year < now-1 || c.Year > now+1 {
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
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		catalogue, err := s.catalogueOn(tx, fmt.Sprintf("%04d-12-31", c.Year))
		if err != nil {
			return err
		}
		err = tx.Raw(`INSERT INTO campaigns (year, catalogue_id, self_due, head_due, through, state) VALUES (?, ?, ?, ?, ?, 'open') RETURNING id`, c.Year, catalogue, c.SelfDue, c.HeadDue, c.Through).Scan(&c.ID).Error
		if store.Duplicate(err) {
			return fault.Invalidf("year", "Đợt đăng ký năm %d đã mở", c.Year)
		}
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "campaign.open", Object: "campaigns", ObjectID: c.ID, Detail: map[string]any{"year": c.Year}})
	})
}

// CloseCampaign ends the registration of a year. What is late or unconfirmed by then stays so: it
// is undecided and no meeting takes it up.
func (s *Service) CloseCampaign(ctx context.Context, a access.Actor, id, version int64) error {
	if _, err := a.Require(access.CampaignRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE campaigns SET state = 'closed', version = version + 1 WHERE id = ? AND version = ? AND state = 'open'`, id, version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "campaign.close", Object: "campaigns", ObjectID: id})
	})
}
