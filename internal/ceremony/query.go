package ceremony

import (
	"context"
	"fmt"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// one reads a ceremony, whoever asks: for use cases that need a reach over the whole body.
func one(db *gorm.DB, id int64) (c Ceremony, err error) {
	return c, store.First(db.Where("id = ?", id), &c)
}

// view returns how far the actor sees ceremonies. Who reaches the root of the tree of units, as those do who
// lead the body, sees everything, also what belongs to no unit.
func (s *Service) view(db *gorm.DB, a access.Actor) (access.Reach, error) {
	reach, err := a.Require(access.CeremonyView)
	if err != nil || reach.All {
		return reach, err
	}
	var root string
	if err := db.Raw(`SELECT path FROM units WHERE parent_id IS NULL`).Scan(&root).Error; err != nil {
		return access.Reach{}, err
	}
	if root != "" && reach.Covers(root) {
		reach.All = true
	}
	return reach, nil
}

// seen reads a ceremony within reach.
func seen(db *gorm.DB, reach access.Reach, id int64) (c Ceremony, err error) {
	where, args := visible(reach, "ceremonies.id")
	return c, store.First(db.Where("id = ?", id).Where(where, args...), &c)
}

// visible is the condition that a ceremony is within reach: at least one of its recipients is.
func visible(reach access.Reach, ceremony string) (string, []any) {
	if reach.All {
		return "TRUE", nil
	}
	within, args := reached(reach, "r.id")
	return `EXISTS (
		SELECT 1
		FROM ceremony_decisions d
		JOIN recipients r ON r.decision_id = d.decision_id
		WHERE d.ceremony_id = ` + ceremony + `
			AND ` + counts + `
			AND ` + within + `)`, args
}

// counts is the condition that a recipient r of a decision d counts: not corrected or revoked since, or
// already on the stage.
const counts = `(r.ended_by IS NULL OR EXISTS (
	SELECT 1
	FROM ceremony_stands st
	WHERE st.ceremony_id = d.ceremony_id AND st.recipient_id = r.id))`

// reached is the condition that the recipient with the number in a column lies within reach: a collective
// by its unit, a person by the unit of the main post. Who is of neither is seen over the whole body only.
func reached(reach access.Reach, recipient string) (string, []any) {
	if reach.All {
		return "TRUE", nil
	}
	within, args := reach.Condition("x.person_id", "COALESCE(x.unit_id, po.unit_id)")
	return `EXISTS (
		SELECT 1
		FROM recipients x
		LEFT JOIN posts po ON po.person_id = x.person_id AND po.main AND po.until IS NULL
		WHERE x.id = ` + recipient + ` AND ` + within + `)`, args
}

// Row is a ceremony in the list, with what of it lies within reach.
type Row struct {
	Ceremony
	Decisions, Recipients int
}

// mostRows is how many ceremonies the list shows.
const mostRows = 200

// Ceremonies lists those within reach, the latest day first.
func (s *Service) Ceremonies(ctx context.Context, a access.Actor) (list []Row, err error) {
	db := s.Store.Read(ctx)
	reach, err := s.view(db, a)
	if err != nil {
		return nil, err
	}
	where, args := visible(reach, "c.id")
	within, some := reached(reach, "r.id")
	query := `
		SELECT c.*,
			(SELECT count(DISTINCT d.decision_id) ` + fmt.Sprintf(handedOver, within) + `) AS decisions,
			(SELECT count(*) ` + fmt.Sprintf(handedOver, within) + `) AS recipients
		FROM ceremonies c
		WHERE ` + where + `
		ORDER BY c.held_on DESC, c.id DESC
		LIMIT ?`
	args = slices.Concat(some, some, args, []any{mostRows})
	return list, db.Raw(query, args...).Scan(&list).Error
}

// handedOver are the recipients r of a ceremony c that fulfil a condition.
const handedOver = `
	FROM ceremony_decisions d
	JOIN recipients r ON r.decision_id = d.decision_id AND r.ended_by IS NULL
	WHERE d.ceremony_id = c.id AND %s`

// Ceremony reads one within reach and lays it out: groups by rank, turns, the clock.
func (s *Service) Ceremony(ctx context.Context, a access.Actor, id int64) (v Stage, err error) {
	db := s.Store.Read(ctx)
	reach, err := s.view(db, a)
	if err != nil {
		return v, err
	}
	if v, err = s.stage(db, reach, id); err != nil {
		return v, err
	}
	if v.Rights = s.rights(a, v.Ceremony); v.Rights.Prepare {
		v.Open, err = open(db)
	}
	return v, err
}

// stage reads a ceremony within reach with all that belongs to it.
func (s *Service) stage(db *gorm.DB, reach access.Reach, id int64) (v Stage, err error) {
	if v.Ceremony, err = seen(db, reach, id); err != nil {
		return v, err
	}
	v.Whole = reach.All
	if err := v.readMarks(db); err != nil {
		return v, err
	}
	known, err := award.InForce(db, v.HeldOn)
	if err != nil {
		return v, err
	}
	list, within, err := recipients(db, reach, v.Ceremony, known, v.Stood)
	if err != nil {
		return v, err
	}
	v.Groups = known.Groups(list)
	v.Turns = Turns(v.Groups, v.Places, v.Marks)
	if !v.Whole {
		v.narrow(within)
	}
	if err := db.Where("ceremony_id = ?", id).Order("ordinal").Find(&v.Items).Error; err != nil {
		return v, err
	}
	v.Moments = Run(v.Ceremony, v.Items, v.Turns)
	var steps []Step
	if err := db.Where("ceremony_id = ?", id).Order("ordinal").Find(&steps).Error; err != nil {
		return v, err
	}
	v.Live = Follow(v.Ceremony, v.Moments, steps, s.Clock.Now())
	if v.Chosen, err = chosen(db, reach, id); err != nil {
		return v, err
	}
	v.Guests, err = guests(db, reach, id)
	return v, err
}

// readMarks reads what was noted by recipient, group and paper.
func (v *Stage) readMarks(db *gorm.DB) error {
	of := func(list any) error { return db.Where("ceremony_id = ?", v.ID).Find(list).Error }
	var absences []Absence
	if err := of(&absences); err != nil {
		return err
	}
	v.Absences = byKey(absences, func(x Absence) int64 { return x.RecipientID })
	var presenters []Presenter
	if err := of(&presenters); err != nil {
		return err
	}
	v.Presenters = byKey(presenters, func(x Presenter) Group { return Group{x.Form, x.Collective} })
	var stood []Stood
	if err := of(&stood); err != nil {
		return err
	}
	v.Stood = byKey(stood, func(x Stood) int64 { return x.RecipientID })
	var prints []Print
	if err := of(&prints); err != nil {
		return err
	}
	v.Prints = byKey(prints, func(x Print) string { return x.Paper })
	return nil
}

func byKey[K comparable, T any](list []T, key func(T) K) map[K]T {
	found := make(map[K]T, len(list))
	for _, x := range list {
		found[key(x)] = x
	}
	return found
}

// mark is the number of changes and of notes of a ceremony.
func mark(db *gorm.DB, id int64) (string, error) {
	var at struct{ Changes, Notes int64 }
	err := db.Raw(`
		SELECT c.changes,
			(SELECT count(*) FROM ceremony_checkins k WHERE k.ceremony_id = c.id) AS notes
		FROM ceremonies c
		WHERE c.id = ?`, id).Scan(&at).Error
	return fmt.Sprintf("%d.%d", at.Changes, at.Notes), err
}
