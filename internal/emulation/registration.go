package emulation

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The states of a registration.
const (
	Late       = "late"       // after the deadline, waits for the committee's leave
	Registered = "registered" // waits for the unit
	Confirmed  = "confirmed"
	Withdrawn  = "withdrawn"
)

// StateNames names the states.
var StateNames = map[string]string{Late: "Muộn, chờ cho phép", Registered: "Chờ xác nhận", Confirmed: "Đã xác nhận", Withdrawn: "Đã rút"}

// Registration is who registers for which title: a person of a unit, or with PersonID 0 the unit.
type Registration struct {
	ID, CampaignID, PersonID, UnitID int64
	Title, Commitment                string
	State, LateReason                string
	Verdict                          Verdict // as computed, "" before
	Why                              string
	ComputedAt                       *int64
	Version                          int64

	Name, Post, Unit, Path string
	Heads                  bool // the person heads the unit: the leader confirms
	Year                   int
}

const registrationColumns = `r.id, r.campaign_id, COALESCE(r.person_id, 0) AS person_id, r.unit_id, r.title, r.commitment, r.state, r.late_reason, r.verdict, r.why, r.computed_at, r.version,
	COALESCE(pe.name, u.name) AS name, COALESCE(po.title, '') AS post, COALESCE(po.heads, FALSE) AS heads, u.name AS unit, u.path, ca.year`

const registrationTables = ` FROM registrations r JOIN campaigns ca ON ca.id = r.campaign_id JOIN units u ON u.id = r.unit_id LEFT JOIN people pe ON pe.id = r.person_id
	LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL`

// Wish is a title that somebody registers for, with what they commit themselves to.
type Wish struct{ Title, Commitment string }

// clean checks wishes against the catalogue and puts their texts in order.
func (c *Catalogue) clean(subject string, wishes []Wish) error {
	for i, w := range wishes {
		if t := c.Title(w.Title); t == nil || t.Subject != subject {
			return fault.Invalidf("", "Chọn danh hiệu")
		}
		if wishes[i].Commitment = viet.Clean(w.Commitment); len([]rune(wishes[i].Commitment)) > 1000 {
			return fault.Invalidf("commitment."+w.Title, "Không quá %d ký tự", 1000)
		}
	}
	return nil
}

// Register registers the actor for titles of an open campaign. What was registered before and is
// not wished for any more is withdrawn, unless the unit has confirmed it. After the deadline a
// reason is asked for and the committee's leave awaited.
func (s *Service) Register(ctx context.Context, a access.Actor, year int, wishes []Wish, reason string) error {
	if a.Reach(access.RegistrationMake).Person == 0 {
		return fault.ErrForbidden
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, catalogue, err := s.openCampaign(tx, year)
		if err != nil {
			return err
		}
		if err := catalogue.clean("person", wishes); err != nil {
			return err
		}
		unit, err := org.UnitOf(tx, a.PersonID)
		if err != nil {
			return err
		}
		if unit == 0 {
			return fault.Conflictf("Bạn không giữ chức vụ nào trong danh sách cán bộ nên chưa đăng ký được.")
		}
		person := a.PersonID
		if err := s.enter(tx, a, entrant{campaign: c, person: &person, unit: unit, reason: reason, due: c.SelfDue}, wishes); err != nil {
			return err
		}
		return withdrawOthers(tx, c.ID, a.PersonID, wishes)
	})
}

// openCampaign returns the open campaign of a year with its catalogue.
func (s *Service) openCampaign(tx *gorm.DB, year int) (Campaign, *Catalogue, error) {
	c, catalogue, err := s.CampaignOf(tx, year)
	if err == nil && c.State == CampaignClosed {
		err = fault.Conflictf("Đợt đăng ký năm %d đã kết thúc.", year)
	}
	return c, catalogue, err
}

// The outcomes of a registration: what the council's meeting on it came to.
const (
	Proposed = "proposed"
	Rejected = "rejected"
)

// Settle keeps what a meeting of the council came to on a registration. The council calls it within its
// own transaction, where it has checked who may, so it takes no actor.
func Settle(tx *gorm.DB, id int64, outcome string) error {
	return tx.Exec(`UPDATE registrations SET outcome = ?, version = version + 1 WHERE id = ?`, outcome, id).Error
}

// entrant is whose wishes are written: a person's of a unit or, without a person, the unit's.
type entrant struct {
	campaign    Campaign
	person      *int64
	unit        int64
	state       string
	reason, due string
}

// enter writes the wishes. After the deadline what is new is late and needs a reason.
func (s *Service) enter(tx *gorm.DB, a access.Actor, e entrant, wishes []Wish) error {
	e.state = Registered
	if e.person == nil {
		e.state = Confirmed // the head speaks for the unit
	}
	if e.reason = viet.Clean(e.reason); len([]rune(e.reason)) > 500 {
		return fault.Invalidf("reason", "Ghi lý do, không quá 500 ký tự")
	}
	if clock.Today(s.Clock) > e.due {
		e.state = Late
	} else {
		e.reason = ""
	}
	for _, w := range wishes {
		changed, err := s.wish(tx, e, w)
		if err == nil && changed {
			err = audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "registration.save", Object: "campaigns", ObjectID: e.campaign.ID, Detail: map[string]any{"title": w.Title, "person": orZero(e.person), "unit": e.unit}})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// wish writes one wish; changed is false where it stands there already.
func (s *Service) wish(tx *gorm.DB, e entrant, w Wish) (changed bool, err error) {
	var known struct {
		ID                int64
		State, Commitment string
	}
	err = tx.Raw(`SELECT id, state, commitment FROM registrations WHERE campaign_id = ? AND title = ? AND COALESCE(person_id, 0) = ? AND (person_id IS NOT NULL OR unit_id = ?)`,
		e.campaign.ID, w.Title, orZero(e.person), e.unit).Scan(&known).Error
	if err != nil {
		return false, err
	}
	stands := known.ID != 0 && known.State != Withdrawn
	switch {
	case stands && (known.Commitment == w.Commitment || known.State == Confirmed && e.person != nil):
		return false, nil
	case stands:
		return true, tx.Exec(`UPDATE registrations SET commitment = ?, version = version + 1 WHERE id = ?`, w.Commitment, known.ID).Error
	case e.state == Late && e.reason == "":
		return false, fault.Invalidf("reason", "Đã quá hạn %s: ghi lý do đăng ký muộn", viet.ShowDate(e.due))
	case known.ID != 0:
		return true, tx.Exec(`UPDATE registrations SET unit_id = ?, commitment = ?, state = ?, late_reason = ?, verdict = '', why = '', computed_at = NULL, version = version + 1 WHERE id = ?`, e.unit, w.Commitment, e.state, e.reason, known.ID).Error
	}
	return true, tx.Exec(`INSERT INTO registrations (campaign_id, person_id, unit_id, title, commitment, state, late_reason, registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		e.campaign.ID, e.person, e.unit, w.Title, w.Commitment, e.state, e.reason, s.Clock.Now().UnixMilli()).Error
}

func orZero(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

func withdrawOthers(tx *gorm.DB, campaign, person int64, wishes []Wish) error {
	var rows []struct {
		ID    int64
		Title string
	}
	if err := tx.Raw(`SELECT id, title FROM registrations WHERE campaign_id = ? AND person_id = ? AND state IN ('registered', 'late')`, campaign, person).Scan(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		if slices.ContainsFunc(wishes, func(w Wish) bool { return w.Title == r.Title }) {
			continue
		}
		if err := tx.Exec(`UPDATE registrations SET state = 'withdrawn', verdict = '', why = '', computed_at = NULL, version = version + 1 WHERE id = ?`, r.ID).Error; err != nil {
			return err
		}
	}
	return nil
}

// ConfirmUnit confirms registrations of a unit's people in one go and registers the unit for
// titles. Nobody confirms the own registration: a head's waits for the leader.
func (s *Service) ConfirmUnit(ctx context.Context, a access.Actor, year int, unitID int64, ids []int64, wishes []Wish, reason string) (confirmed int, err error) {
	reach, err := a.Require(access.UnitRegister)
	if err != nil {
		return 0, err
	}
	where, args := reach.PathCondition("", "u.path")
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, catalogue, err := s.openCampaign(tx, year)
		if err != nil {
			return err
		}
		var known int64
		if err := tx.Raw(`SELECT count(*) FROM units u WHERE u.id = ? AND `+where, append([]any{unitID}, args...)...).Scan(&known).Error; err != nil {
			return err
		}
		if known == 0 {
			return fault.ErrNotFound
		}
		if err := catalogue.clean("unit", wishes); err != nil {
			return err
		}
		for _, id := range ids {
			result := tx.Exec(`UPDATE registrations SET state = 'confirmed', confirmed_by = ?, version = version + 1 WHERE id = ? AND campaign_id = ? AND unit_id = ? AND state = 'registered' AND person_id <> ?`, a.AccountID, id, c.ID, unitID, a.PersonID)
			if result.Error != nil {
				return result.Error
			}
			confirmed += int(result.RowsAffected)
		}
		if err := s.enter(tx, a, entrant{campaign: c, unit: unitID, reason: reason, due: c.HeadDue}, wishes); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "registration.confirm", Object: "units", ObjectID: unitID, Detail: map[string]any{"year": year, "confirmed": confirmed}})
	})
	return confirmed, err
}

// Allow lets a late registration in, or refuses it, which withdraws it.
func (s *Service) Allow(ctx context.Context, a access.Actor, id, version int64, allowed bool) error {
	reach, err := a.Require(access.CampaignRun)
	if err != nil {
		return err
	}
	state := Withdrawn
	if allowed {
		state = Registered
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		r, err := s.registration(tx, reach, id)
		if err != nil {
			return err
		}
		if _, _, err := s.openCampaign(tx, r.Year); err != nil {
			return err
		}
		if r.PersonID != 0 && r.PersonID == a.PersonID {
			return fault.ErrForbidden
		}
		if r.PersonID == 0 && allowed {
			state = Confirmed // the head has spoken for the unit already
		}
		if err := store.OneRow(tx.Exec(`UPDATE registrations SET state = ?, version = version + 1 WHERE id = ? AND version = ? AND state = 'late'`, state, id, version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "registration.allow", Object: "registrations", ObjectID: id, Detail: map[string]any{"state": state}})
	})
}
