package ceremony

import (
	"cmp"
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Ceremonies lists all, the next first.
func (s *Service) Ceremonies(ctx context.Context, a access.Actor) (list []Ceremony, err error) {
	if _, err := a.Require(access.CeremonyView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT c.*, (SELECT count(*) FROM ceremony_decisions d WHERE d.ceremony_id = c.id) AS decisions, (SELECT count(*) FROM ceremony_decisions d JOIN recipients r ON r.decision_id = d.decision_id AND r.ended_by IS NULL WHERE d.ceremony_id = c.id) AS recipients FROM ceremonies c ORDER BY c.held_on DESC, c.id DESC LIMIT 200`).Scan(&list).Error
}

// Ceremony reads one and lays it out: groups by rank, turns, the clock.
func (s *Service) Ceremony(ctx context.Context, a access.Actor, id int64) (v Stage, err error) {
	if _, err := a.Require(access.CeremonyView); err != nil {
		return v, err
	}
	return s.stage(s.Store.Read(ctx), id)
}

func (s *Service) stage(db *gorm.DB, id int64) (v Stage, err error) {
	if err := db.Raw(`SELECT * FROM ceremonies WHERE id = ?`, id).Scan(&v.Ceremony).Error; err != nil {
		return v, err
	}
	if v.ID == 0 {
		return v, fault.ErrNotFound
	}
	if err := db.Raw(`SELECT id, ordinal, title, who, minutes, awards FROM ceremony_items WHERE ceremony_id = ? ORDER BY ordinal`, id).Scan(&v.Items).Error; err != nil {
		return v, err
	}
	if err := db.Raw(`SELECT d.* FROM decisions d JOIN ceremony_decisions c ON c.decision_id = d.id WHERE c.ceremony_id = ? ORDER BY d.decided_on, d.id`, id).Scan(&v.Chosen).Error; err != nil {
		return v, err
	}
	if v.State == Preparing {
		if err := db.Raw(`SELECT d.* FROM decisions d WHERE d.state = 'issued' AND d.kind <> 'revocation' AND NOT EXISTS (SELECT 1 FROM ceremony_decisions c WHERE c.decision_id = d.id) ORDER BY d.decided_on DESC, d.id LIMIT 200`).Scan(&v.Open).Error; err != nil {
			return v, err
		}
	}
	if err := v.readMarks(db); err != nil {
		return v, err
	}
	list, err := v.recipients(db)
	if err != nil {
		return v, err
	}
	v.Groups = award.Groups(list)
	v.Turns = Turns(v.Groups, v.Places, v.Absent, v.Presenter, v.Stood)
	v.Moments = Run(v.Ceremony, v.Items, v.Turns)
	var steps []Step
	if err := db.Raw(`SELECT ordinal, item, turn, started_at, COALESCE(ended_at, 0) AS ended_at FROM ceremony_steps WHERE ceremony_id = ? ORDER BY ordinal`, id).Scan(&steps).Error; err != nil {
		return v, err
	}
	v.Live = Follow(v.Ceremony, v.Moments, steps, s.Clock.Now())
	v.Guests, err = guests(db, id)
	return v, err
}

// recipients are those of the chosen decisions, from the highest rank down. Who stood on the stage is
// shown as it was read out then, whatever was corrected since.
func (v Stage) recipients(db *gorm.DB) (list []award.Recipient, err error) {
	if err := db.Raw(`SELECT r.*, COALESCE(r.person_id, 0) AS person_id, COALESCE(r.unit_id, 0) AS unit_id FROM recipients r JOIN ceremony_decisions c ON c.decision_id = r.decision_id
		WHERE c.ceremony_id = ? AND (r.ended_by IS NULL OR EXISTS (SELECT 1 FROM ceremony_stands x WHERE x.ceremony_id = c.ceremony_id AND x.recipient_id = r.id)) ORDER BY r.level, r.name_key, r.id`, v.ID).Scan(&list).Error; err != nil {
		return nil, err
	}
	for i := range list {
		if x, yes := v.Stood[list[i].ID]; yes {
			list[i].Name, list[i].Post, list[i].Place, list[i].Prize = x.Name, x.Post, x.Place, x.Prize
		}
	}
	known, err := award.Shipped()
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(x, y award.Recipient) int {
		return cmp.Or(cmp.Compare(known.Rank(x.Form), known.Rank(y.Form)), cmp.Compare(order(x), order(y)))
	})
	return list, nil
}

// readMarks reads what was noted by recipient, group and paper.
func (v *Stage) readMarks(db *gorm.DB) error {
	v.Absent, v.Presenter, v.Prints, v.Stood = map[int64]Absence{}, map[string]string{}, map[string]Print{}, map[int64]Stood{}
	var absent []Absence
	if err := db.Raw(`SELECT recipient_id, representative FROM ceremony_absences WHERE ceremony_id = ?`, v.ID).Scan(&absent).Error; err != nil {
		return err
	}
	for _, x := range absent {
		v.Absent[x.RecipientID] = x
	}
	var presenters []struct {
		Form       string
		Collective bool
		Presenter  string
	}
	if err := db.Raw(`SELECT form, collective, presenter FROM ceremony_presenters WHERE ceremony_id = ?`, v.ID).Scan(&presenters).Error; err != nil {
		return err
	}
	for _, x := range presenters {
		v.Presenter[key(x.Form, x.Collective)] = x.Presenter
	}
	var prints []Print
	if err := db.Raw(`SELECT paper, at, fingerprint FROM ceremony_prints WHERE ceremony_id = ?`, v.ID).Scan(&prints).Error; err != nil {
		return err
	}
	for _, x := range prints {
		v.Prints[x.Paper] = x
	}
	var stood []Stood
	if err := db.Raw(`SELECT * FROM ceremony_stands WHERE ceremony_id = ?`, v.ID).Scan(&stood).Error; err != nil {
		return err
	}
	for _, x := range stood {
		v.Stood[x.RecipientID] = x
	}
	return nil
}

// order puts collectives before persons.
func order(r award.Recipient) int {
	if r.Collective {
		return 0
	}
	return 1
}
