package award

import (
	"cmp"
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

const decisionColumns = `d.*, COALESCE(d.old_id, 0) AS old_id, COALESCE((SELECT o.number FROM decisions o WHERE o.id = d.old_id), '') AS old_number, COALESCE((SELECT o.decided_on FROM decisions o WHERE o.id = d.old_id), '') AS old_on,
	(SELECT count(*) FROM recipients r WHERE r.decision_id = d.id AND NOT r.collective) AS people, (SELECT count(*) FROM recipients r WHERE r.decision_id = d.id AND r.collective) AS collectives, COALESCE((SELECT sum(r.prize) FROM recipients r WHERE r.decision_id = d.id), 0) AS total`

// within is the condition on a decision d: an issued one of which somebody lies within reach; before,
// it is there for who works on it.
func within(a access.Actor) (where string, args []any) {
	reach := a.Reach(access.DecisionView)
	if reach.All {
		return "1 = 1", nil
	}
	person, args := reach.PathCondition("r.person_id", "COALESCE(u.path, pu.path)")
	where = `d.state = 'issued' AND EXISTS (SELECT 1 FROM recipients r LEFT JOIN units u ON u.id = r.unit_id LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL LEFT JOIN units pu ON pu.id = po.unit_id WHERE r.decision_id = d.id AND ` + person + `)`
	if a.May(access.DecisionSign) {
		where = `(d.state <> 'draft' OR ` + where + `)`
	}
	return where, args
}

func decision(db *gorm.DB, a access.Actor, id int64) (d Decision, err error) {
	where, args := within(a)
	err = db.Raw(`SELECT `+decisionColumns+` FROM decisions d WHERE d.id = ? AND `+where, append([]any{id}, args...)...).Scan(&d).Error
	if err == nil && d.ID == 0 {
		err = fault.ErrNotFound
	}
	return d, err
}

// Filter narrows the list of decisions; empty fields do not.
type Filter struct {
	Year  int
	State string
	Page  int // from 0
}

// PageSize is how many decisions a page shows.
const PageSize = 50

// Decisions lists those within reach, what is not issued first, then the latest.
func (s *Service) Decisions(ctx context.Context, a access.Actor, f Filter) (list []Decision, total int, err error) {
	if _, err := a.Require(access.DecisionView); err != nil {
		return nil, 0, err
	}
	where, args := within(a)
	if f.State != "" {
		where, args = where+` AND d.state = ?`, append(args, f.State)
	}
	if f.Year != 0 {
		where, args = where+` AND d.decided_on LIKE ?`, append(args, itoa(f.Year)+"-%")
	}
	db := s.Store.Read(ctx)
	if err := db.Raw(`SELECT count(*) FROM decisions d WHERE `+where, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	err = db.Raw(`SELECT `+decisionColumns+` FROM decisions d WHERE `+where+` ORDER BY d.state = 'issued', d.decided_on DESC, d.id DESC LIMIT ? OFFSET ?`, append(args, PageSize, f.Page*PageSize)...).Scan(&list).Error
	return list, total, err
}

// Decision reads one with its recipients in the order of the list: by rank of the form, collectives
// before persons, then as the clerk ordered.
func (s *Service) Decision(ctx context.Context, a access.Actor, id int64) (d Decision, list []Recipient, err error) {
	if _, err := a.Require(access.DecisionView); err != nil {
		return d, nil, err
	}
	db := s.Store.Read(ctx)
	if d, err = decision(db, a, id); err != nil {
		return d, nil, err
	}
	list, err = recipients(db, d)
	return d, list, err
}

func recipients(db *gorm.DB, d Decision) (list []Recipient, err error) {
	c, err := Shipped()
	if err != nil {
		return nil, err
	}
	err = db.Raw(`SELECT r.*, COALESCE(r.person_id, 0) AS person_id, COALESCE(r.unit_id, 0) AS unit_id, COALESCE(r.registration_id, 0) AS registration_id, COALESCE(r.ended_by, 0) AS ended_by, COALESCE(r.replaces_id, 0) AS replaces_id,
		COALESCE((SELECT e.number FROM decisions e WHERE e.id = r.ended_by), '') AS ended_number FROM recipients r WHERE r.decision_id = ? ORDER BY `+orders[d.Ordering], d.ID).Scan(&list).Error
	slices.SortStableFunc(list, func(x, y Recipient) int {
		return cmp.Or(cmp.Compare(c.Rank(x.Form), c.Rank(y.Form)), cmp.Compare(kindOrder(x), kindOrder(y)))
	})
	return list, err
}

func kindOrder(r Recipient) int {
	if r.Collective {
		return 0
	}
	return 1
}
