package ceremony

import (
	"cmp"
	"context"
	"slices"

	"congthidua/internal/account"
	"congthidua/internal/award"
	"congthidua/internal/fault"
)

// Ceremonies lists all, the next first.
func (s *Service) Ceremonies(ctx context.Context, a account.Actor) (list []Ceremony, err error) {
	if _, err := a.Require(account.CeremonyView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT c.*, (SELECT count(*) FROM ceremony_decisions d WHERE d.ceremony_id = c.id) AS decisions, (SELECT count(*) FROM ceremony_decisions d JOIN recipients r ON r.decision_id = d.decision_id AND r.ended_by IS NULL WHERE d.ceremony_id = c.id) AS recipients FROM ceremonies c ORDER BY c.held_on DESC, c.id DESC LIMIT 200`).Scan(&list).Error
}

// Ceremony reads one and lays it out: groups by rank, turns, the clock.
func (s *Service) Ceremony(ctx context.Context, a account.Actor, id int64) (v Stage, err error) {
	if _, err := a.Require(account.CeremonyView); err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	if err := db.Raw(`SELECT * FROM ceremonies WHERE id = ?`, id).Scan(&v.Ceremony).Error; err != nil {
		return v, err
	}
	if v.ID == 0 {
		return v, fault.ErrNotFound
	}
	if err := db.Raw(`SELECT id, title, who, minutes, awards FROM ceremony_items WHERE ceremony_id = ? ORDER BY ordinal`, id).Scan(&v.Items).Error; err != nil {
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
	var list []award.Recipient
	if err := db.Raw(`SELECT r.*, COALESCE(r.person_id, 0) AS person_id, COALESCE(r.unit_id, 0) AS unit_id FROM recipients r JOIN ceremony_decisions c ON c.decision_id = r.decision_id WHERE c.ceremony_id = ? AND r.ended_by IS NULL ORDER BY r.level, r.name_key, r.id`, id).Scan(&list).Error; err != nil {
		return v, err
	}
	known, err := award.Shipped()
	if err != nil {
		return v, err
	}
	slices.SortStableFunc(list, func(x, y award.Recipient) int {
		return cmp.Or(cmp.Compare(known.Rank(x.Form), known.Rank(y.Form)), cmp.Compare(order(x), order(y)))
	})
	var absent []Absence
	if err := db.Raw(`SELECT recipient_id, representative FROM ceremony_absences WHERE ceremony_id = ?`, id).Scan(&absent).Error; err != nil {
		return v, err
	}
	var presenters []struct {
		Form       string
		Collective bool
		Presenter  string
	}
	if err := db.Raw(`SELECT form, collective, presenter FROM ceremony_presenters WHERE ceremony_id = ?`, id).Scan(&presenters).Error; err != nil {
		return v, err
	}
	var prints []Print
	if err := db.Raw(`SELECT paper, at, fingerprint FROM ceremony_prints WHERE ceremony_id = ?`, id).Scan(&prints).Error; err != nil {
		return v, err
	}
	v.Absent, v.Presenter, v.Prints = map[int64]Absence{}, map[string]string{}, map[string]Print{}
	for _, x := range absent {
		v.Absent[x.RecipientID] = x
	}
	for _, x := range presenters {
		v.Presenter[key(x.Form, x.Collective)] = x.Presenter
	}
	for _, x := range prints {
		v.Prints[x.Paper] = x
	}
	v.Groups = award.Groups(list)
	v.Turns = Turns(v.Groups, v.Places, v.Absent, v.Presenter)
	v.Moments = Run(v.Ceremony, v.Items, v.Turns)
	return v, nil
}

// order puts collectives before persons.
func order(r award.Recipient) int {
	if r.Collective {
		return 0
	}
	return 1
}
