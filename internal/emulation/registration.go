package emulation

import (
	"context"
	"errors"
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

// State is where a registration stands.
type State string

// The states of a registration.
const (
	Late       State = "late"       // after the deadline, waits for the committee's leave
	Registered State = "registered" // waits for the unit
	Confirmed  State = "confirmed"
	Withdrawn  State = "withdrawn"
)

// StateNames names the states.
var StateNames = map[State]string{
	Late:       "Muộn, chờ cho phép",
	Registered: "Chờ xác nhận",
	Confirmed:  "Đã xác nhận",
	Withdrawn:  "Đã rút",
}

// Outcome is what the council's meeting on a registration came to, "" before.
type Outcome string

// The outcomes of a registration.
const (
	Proposed Outcome = "proposed"
	Rejected Outcome = "rejected"
)

// Registration is who registers for which title: a person of a unit or, without a person, the unit itself.
type Registration struct {
	store.Record
	CampaignID   int64  `gorm:"uniqueIndex:registrations_person;uniqueIndex:registrations_unit;index:registrations_of_unit"`
	PersonID     *int64 `gorm:"uniqueIndex:registrations_person"`
	UnitID       int64  `gorm:"uniqueIndex:registrations_unit;index:registrations_of_unit"`
	Title        string `gorm:"size:40;uniqueIndex:registrations_person;uniqueIndex:registrations_unit"`
	Commitment   string `gorm:"size:1000"`
	State        State
	LateReason   string  `gorm:"size:500"`
	RegisteredAt int64   // Unix milliseconds
	ConfirmedBy  *int64  // the account
	Verdict      Verdict // as computed, "" before
	Why          string
	ComputedAt   *int64 // Unix milliseconds
	Outcome      Outcome
}

// Person is the person's number, 0 where the unit itself registers.
func (r Registration) Person() int64 {
	if r.PersonID == nil {
		return 0
	}
	return *r.PersonID
}

// Wish is a title that somebody registers for, with what they commit themselves to.
type Wish struct{ Title, Commitment string }

// clean checks wishes against the titles and puts their texts in order.
func (c *Catalogue) clean(subject Subject, wishes []Wish) error {
	wrong := fault.Fields{}
	for i, w := range wishes {
		if t := c.Title(w.Title); t == nil || t.Subject != subject {
			return fault.Invalidf("", "Chọn danh hiệu")
		}
		wrong.Text("commitment."+w.Title, &wishes[i].Commitment, 0, 1000)
	}
	return wrong.Err()
}

// Register registers the actor for titles of an open campaign. What was registered before and is
// not wished for any more is withdrawn, unless the unit has confirmed it. After the deadline a
// reason is asked for and the committee's leave awaited.
func (s *Service) Register(ctx context.Context, a access.Actor, year int, wishes []Wish, reason string) error {
	reach, err := a.Require(access.RegistrationMake)
	if err != nil {
		return err
	}
	if reach.Person == 0 {
		return fault.ErrForbidden
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, titles, err := s.openCampaign(tx, year)
		if err != nil {
			return err
		}
		if err := titles.clean(OfPerson, wishes); err != nil {
			return err
		}
		unit, err := org.UnitOf(tx, reach.Person)
		if err != nil {
			return err
		}
		if unit == 0 {
			return fault.Conflictf("Bạn không giữ chức vụ nào trong danh sách cán bộ nên chưa đăng ký được.")
		}
		e := entrant{campaign: c, person: &reach.Person, unit: unit, reason: reason, due: c.SelfDue}
		if err := s.enter(tx, a, e, wishes); err != nil {
			return err
		}
		return s.withdrawOthers(tx, a, c, reach.Person, wishes)
	})
}

// Settle keeps what a meeting of the council came to on a registration. The council calls it within its
// own transaction, where it has checked who may, so it takes no actor.
func Settle(tx *gorm.DB, id int64, outcome Outcome) error {
	return tx.Model(&Registration{}).Where("id = ?", id).
		UpdateColumns(map[string]any{"outcome": outcome, "version": gorm.Expr("version + 1")}).Error
}

// entrant is whose wishes are written: a person's of a unit or, without a person, the unit's.
type entrant struct {
	campaign    Campaign
	person      *int64
	unit        int64
	state       State
	reason, due string
}

// enter writes the wishes. After the deadline what is new is late and needs a reason.
func (s *Service) enter(tx *gorm.DB, a access.Actor, e entrant, wishes []Wish) error {
	e.state = Registered
	if e.person == nil {
		e.state = Confirmed // the head speaks for the unit
	}
	wrong := fault.Fields{}
	wrong.Text("reason", &e.reason, 0, 500)
	if err := wrong.Err(); err != nil {
		return err
	}
	if clock.Today(s.Clock) > e.due {
		e.state = Late
	} else {
		e.reason = ""
	}
	for _, w := range wishes {
		changed, err := s.wish(tx, e, w)
		if err == nil && changed {
			detail := audit.Detail{"title": w.Title, "person": e.person, "unit": e.unit}
			err = audit.Note(tx, s.Clock, a, "registration.save", "campaigns", e.campaign.ID, detail)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// wish writes one wish; changed is false where it stands there already.
func (s *Service) wish(tx *gorm.DB, e entrant, w Wish) (changed bool, err error) {
	query := tx.Where("campaign_id = ? AND title = ?", e.campaign.ID, w.Title)
	if e.person != nil {
		query = query.Where("person_id = ?", *e.person)
	} else {
		query = query.Where("person_id IS NULL AND unit_id = ?", e.unit)
	}
	var known Registration
	err = store.First(query, &known)
	if err != nil && !errors.Is(err, fault.ErrNotFound) {
		return false, err
	}
	there := err == nil
	stands := there && known.State != Withdrawn
	switch {
	case stands && (known.Commitment == w.Commitment || known.State == Confirmed && e.person != nil):
		return false, nil
	case stands:
		return true, store.Update(tx, &known, known.Version, store.Change{"commitment": w.Commitment})
	case e.state == Late && e.reason == "":
		return false, fault.Invalidf("reason", "Đã quá hạn %s: ghi lý do đăng ký muộn", viet.ShowDate(e.due))
	case there:
		return true, store.Update(tx, &known, known.Version, store.Change{
			"unit_id": e.unit, "commitment": w.Commitment, "state": e.state, "late_reason": e.reason,
			"verdict": "", "why": "", "computed_at": nil,
		})
	}
	return true, tx.Create(&Registration{
		CampaignID: e.campaign.ID, PersonID: e.person, UnitID: e.unit, Title: w.Title, Commitment: w.Commitment,
		State: e.state, LateReason: e.reason, RegisteredAt: s.Clock.Now().UnixMilli(),
	}).Error
}

// withdrawOthers withdraws what a person does not wish for any more, unless the unit has confirmed it.
func (s *Service) withdrawOthers(tx *gorm.DB, a access.Actor, c Campaign, person int64, wishes []Wish) error {
	var rows []Registration
	err := tx.Where("campaign_id = ? AND person_id = ?", c.ID, person).
		Where("state IN ?", []State{Registered, Late}).Find(&rows).Error
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if slices.ContainsFunc(wishes, func(w Wish) bool { return w.Title == r.Title }) {
			continue
		}
		err := store.Advance(tx, r, r.Version, r.State, store.Change{
			"state": Withdrawn, "verdict": "", "why": "", "computed_at": nil,
		})
		if err != nil {
			return err
		}
		detail := audit.Detail{"year": c.Year, "title": r.Title}
		if err := audit.Note(tx, s.Clock, a, "registration.withdraw", "registrations", r.ID, detail); err != nil {
			return err
		}
	}
	return nil
}

// ConfirmUnit confirms registrations of a unit's people in one go and registers the unit for
// titles. Nobody confirms the own registration: a head's waits for the leader. Of the registrations named,
// those that are no longer waiting are left alone; the number of the confirmed comes back.
func (s *Service) ConfirmUnit(
	ctx context.Context, a access.Actor, year int, unitID int64, ids []int64, wishes []Wish, reason string,
) (confirmed int, err error) {
	reach, err := a.Require(access.UnitRegister)
	if err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, titles, err := s.openCampaign(tx, year)
		if err != nil {
			return err
		}
		if _, err := org.FindUnit(tx, reach, unitID); err != nil {
			return err
		}
		if err := titles.clean(OfUnit, wishes); err != nil {
			return err
		}
		if confirmed, err = s.confirm(tx, a, c, unitID, ids); err != nil {
			return err
		}
		e := entrant{campaign: c, unit: unitID, reason: reason, due: c.HeadDue}
		if err := s.enter(tx, a, e, wishes); err != nil {
			return err
		}
		detail := audit.Detail{"year": year, "confirmed": confirmed}
		return audit.Note(tx, s.Clock, a, "registration.confirm", "units", unitID, detail)
	})
	return confirmed, err
}

// confirm confirms the registrations among ids that wait in a unit, but for the actor's own and, where the actor
// is no leader above the unit, that of its head.
func (s *Service) confirm(tx *gorm.DB, a access.Actor, c Campaign, unit int64, ids []int64) (confirmed int, err error) {
	rows, err := waitingAmong(tx, c.ID, unit, ids)
	if err != nil {
		return 0, err
	}
	for i := range rows {
		r := &rows[i].Registration
		if a.Judge(r.Person()) != nil {
			continue // the own one waits for somebody else
		}
		if rows[i].Heads && !a.Reach(access.HeadsConfirm).Covers(rows[i].Path) {
			continue // that of a unit's head waits for the leader
		}
		change := store.Change{"state": Confirmed, "confirmed_by": a.AccountID}
		if err := store.Advance(tx, r, r.Version, Registered, change); err != nil {
			return 0, err
		}
		confirmed++
	}
	return confirmed, nil
}

// Allow lets a late registration in, or refuses it, which withdraws it. Nobody answers the own one.
func (s *Service) Allow(ctx context.Context, a access.Actor, id, version int64, allowed bool) error {
	reach, err := a.Require(access.CampaignRun)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		r, err := registration(tx, reach, id)
		if err != nil {
			return err
		}
		if err := a.Judge(r.Person()); err != nil {
			return err
		}
		if _, _, err := s.openCampaign(tx, r.Year); err != nil {
			return err
		}
		state := Withdrawn
		switch {
		case allowed && r.PersonID == nil: // the head has spoken for the unit already
			state = Confirmed
		case allowed:
			state = Registered
		}
		if err := store.Advance(tx, &r.Registration, version, Late, store.Change{"state": state}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "registration.allow", "registrations", id, audit.Detail{"state": state})
	})
}
