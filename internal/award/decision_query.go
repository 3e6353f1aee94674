package award

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

const decisionRow = `
	SELECT
		d.*,
		COALESCE(o.number, '') AS old_number,
		COALESCE(o.decided_on, '') AS old_on,
		(SELECT count(*) FROM recipients r WHERE r.decision_id = d.id AND NOT r.collective) AS people,
		(SELECT count(*) FROM recipients r WHERE r.decision_id = d.id AND r.collective) AS collectives,
		CAST(COALESCE((SELECT sum(r.prize) FROM recipients r WHERE r.decision_id = d.id), 0) AS BIGINT) AS total
	FROM decisions d
	LEFT JOIN decisions o ON o.id = d.old_id`

// decision finds a decision all of whose recipients lie within reach.
func decision(db *gorm.DB, reach access.Reach, id int64) (d DecisionRow, err error) {
	if reach, err = whole(db, reach); err != nil {
		return d, err
	}
	where, args := recipientTable.within(reach, "d.id")
	return d, store.One(db.Raw(decisionRow+`
	WHERE d.id = ? AND `+where, append([]any{id}, args...)...), &d)
}

// DecisionWithin finds a decision all of whose recipients lie within reach, with these in the order of the list.
// It serves other rooms within their own transaction and check.
func DecisionWithin(
	db *gorm.DB, reach access.Reach, id int64, today string,
) (d DecisionRow, list []Recipient, err error) {
	if d, err = decision(db, reach, id); err != nil {
		return d, nil, err
	}
	list, err = listed(db, d.Decision, today)
	return d, list, err
}

// listed reads the lines of a decision in the order of the list, with the catalogue of its day.
func listed(db *gorm.DB, d Decision, today string) ([]Recipient, error) {
	c, err := InForce(db, d.on(today))
	if err != nil {
		return nil, err
	}
	return c.recipients(db, d)
}

// sight is how far an actor sees decisions: all, or those that are issued and honour somebody within view, and
// from the signature on those that the actor might sign.
type sight struct{ view, sign access.Reach }

func sightOf(db *gorm.DB, a access.Actor) (v sight, err error) {
	if v.view, err = a.Require(access.DecisionView); err != nil {
		return v, err
	}
	v.sign, err = whole(db, a.Reach(access.DecisionSign))
	return v, err
}

// condition keeps a query of decisions d to what is seen.
func (v sight) condition() (where string, args []any) {
	if v.view.All {
		return "TRUE", nil
	}
	honoured, args := touched(v.view)
	where, args = `d.state = ? AND d.id IN (`+honoured+`)`, append([]any{Issued}, args...)
	if !v.sign.None() {
		signing, more := recipientTable.within(v.sign, "d.id")
		where += ` OR d.state <> ? AND ` + signing
		args = append(append(args, Draft), more...)
	}
	return "(" + where + ")", args
}

// seen finds a decision that an actor sees.
func seen(db *gorm.DB, v sight, id int64) (d DecisionRow, err error) {
	where, args := v.condition()
	return d, store.One(db.Raw(decisionRow+`
	WHERE d.id = ? AND `+where, append([]any{id}, args...)...), &d)
}

// Filter narrows the list of decisions; empty fields do not.
type Filter struct {
	Year  int
	State State
	Page  int // from 0
}

// PageSize is how many decisions a page shows.
const PageSize = 50

// Decisions lists those that the actor sees, what is not issued first, then the latest.
func (s *Service) Decisions(ctx context.Context, a access.Actor, f Filter) ([]DecisionRow, int, error) {
	db := s.Store.Read(ctx)
	v, err := sightOf(db, a)
	if err != nil {
		return nil, 0, err
	}
	var where store.Where
	seen, args := v.condition()
	where.And(seen, args...)
	where.AndIf(f.State != "", `d.state = ?`, f.State)
	where.AndIf(f.Year != 0, `d.decided_on LIKE ?`, strconv.Itoa(f.Year)+"-%")
	total, err := store.Count(db, `SELECT count(*) FROM decisions d WHERE `+where.SQL(), where.Args...)
	if err != nil {
		return nil, 0, err
	}
	var list []DecisionRow
	err = db.Raw(decisionRow+`
	WHERE `+where.SQL()+`
	ORDER BY d.state = ?, d.decided_on DESC, d.id DESC
	LIMIT ? OFFSET ?`, append(where.Args, Issued, PageSize, f.Page*PageSize)...).Scan(&list).Error
	return list, total, err
}

// Decision reads one with its recipients in the order of the list, for its papers: by rank of the form,
// collectives before persons, then as the clerk ordered.
func (s *Service) Decision(ctx context.Context, a access.Actor, id int64) (d DecisionRow, list []Recipient, err error) {
	db := s.Store.Read(ctx)
	v, err := sightOf(db, a)
	if err != nil {
		return d, nil, err
	}
	if d, err = seen(db, v, id); err != nil {
		return d, nil, err
	}
	list, err = listed(db, d.Decision, s.today())
	return d, list, err
}

// recipients reads the lines of a decision in the order of the list. The forms of an issued decision keep their
// names; those of another have the names of its day.
func (c *Catalogue) recipients(db *gorm.DB, d Decision) (list []Recipient, err error) {
	err = db.Where("decision_id = ?", d.ID).Order(orders[d.Ordering]).Find(&list).Error
	for i := range list {
		w := &list[i].Awardee
		if d.State != Issued {
			c.rename(w)
		}
		w.FormName = c.Named(*w).Name
	}
	slices.SortStableFunc(list, func(x, y Recipient) int { return c.before(x.Awardee, y.Awardee) })
	return list, err
}

// endings are the numbers of the decisions that have corrected or revoked lines of a decision, by their ids.
func endings(db *gorm.DB, id int64) (map[int64]string, error) {
	var list []Decision
	ended := db.Model(&Recipient{}).Select("ended_by").Where("decision_id = ? AND ended_by IS NOT NULL", id)
	err := db.Select("id", "number").Where("id IN (?)", ended).Find(&list).Error
	numbers := make(map[int64]string, len(list))
	for _, d := range list {
		numbers[d.ID] = d.Number
	}
	return numbers, err
}

// reaches reports whether all recipients of a decision lie within reach.
func reaches(db *gorm.DB, reach access.Reach, id int64) (bool, error) {
	if reach.All || reach.None() {
		return reach.All, nil
	}
	_, err := decision(db, reach, id)
	return found(err)
}

// found reads what a finder returned as whether there is something.
func found(err error) (bool, error) {
	if errors.Is(err, fault.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
