package movement

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// PageSize is how many pledges a page shows.
const PageSize = 100

// Row is a movement as the list shows it.
type Row struct {
	Movement
	Units, People int // that have signed, in all
}

// Rights are what an actor may do with movements now.
type Rights struct {
	Create bool    // begin a new one
	Edit   bool    // write the draft
	Next   []State // to which the actor may move it
}

// Overview is the list of movements, the latest first, with what the actor may do.
type Overview struct {
	Rows   []Row
	Rights Rights
}

// counted are a movement's columns with how many have signed.
const counted = `m.*,
			(SELECT count(*) FROM pledges p WHERE p.movement_id = m.id AND p.person_id IS NULL) AS units,
			(SELECT count(*) FROM pledges p WHERE p.movement_id = m.id AND p.person_id IS NOT NULL) AS people`

// Movements lists the movements; drafts are there only for who runs movements.
func (s *Service) Movements(ctx context.Context, a access.Actor) (v Overview, err error) {
	if !a.May(access.MovementView) {
		return v, fault.ErrForbidden
	}
	v.Rights.Create = runs(a)
	hidden := Draft
	if v.Rights.Create {
		hidden = ""
	}
	return v, s.Store.Read(ctx).Raw(`
		SELECT `+counted+`
		FROM movements m
		WHERE m.state <> ?
		ORDER BY m.starts_on DESC, m.id DESC
		LIMIT 200`, hidden).Scan(&v.Rows).Error
}

// View is a movement with how far it has come, whom the actor can sign for, and what the actor may do now.
type View struct {
	Row
	Progress []Progress
	Signers  []Signer
	Rights   Rights
}

// Movement reads one movement; a draft is fault.ErrNotFound for who does not run movements.
func (s *Service) Movement(ctx context.Context, a access.Actor, id int64) (v View, err error) {
	if !a.May(access.MovementView) {
		return v, fault.ErrForbidden
	}
	db := s.Store.Read(ctx)
	err = store.One(db.Raw(`
		SELECT `+counted+`
		FROM movements m
		WHERE m.id = ?`, id), &v.Row)
	if err != nil {
		return v, err
	}
	if v.State == Draft && !runs(a) {
		return View{}, fault.ErrNotFound
	}
	if runs(a) {
		v.Rights = Rights{Edit: v.State == Draft, Next: nextStates[v.State]}
	}
	if v.Progress, err = progressOf(db, v.Movement); err != nil {
		return v, err
	}
	if v.State == Launched && a.May(access.PledgeMake) {
		v.Signers, err = signersOf(db, a, id)
	}
	return v, err
}

// Targets are the movement's targets in their order.
func (v View) Targets() (list []Target) {
	for _, x := range v.Progress {
		list = append(list, x.Target)
	}
	return list
}

// Signer is whom an actor can sign for: a unit that the actor heads or, with UnitID 0, the actor.
type Signer struct {
	UnitID  int64
	Name    string // of the unit, "" for the actor
	Version int64  // of the pledge that is signed already, 0 where there is none
}

// signersOf lists the units that the actor heads in the order of the tree, then the actor.
func signersOf(db *gorm.DB, a access.Actor, id int64) (list []Signer, err error) {
	reach := a.Reach(access.PledgeMake)
	if len(reach.Units) > 0 {
		err = db.Raw(`
			SELECT u.id AS unit_id, u.name, COALESCE(p.version, 0) AS version
			FROM units u
			LEFT JOIN pledges p ON p.movement_id = ? AND p.unit_id = u.id AND p.person_id IS NULL
			WHERE u.id IN ?
			ORDER BY u.path`, id, reach.Units).Scan(&list).Error
		if err != nil {
			return nil, err
		}
	}
	if reach.Person == 0 {
		return list, nil
	}
	var own []int64
	err = db.Model(&Pledge{}).Where("movement_id = ? AND person_id = ?", id, reach.Person).Pluck("version", &own).Error
	self := Signer{}
	if len(own) > 0 {
		self.Version = own[0]
	}
	return append(list, self), err
}

// Progress is how far the pledges have come with a target.
type Progress struct {
	Target
	Interim, Final *float64 // mean share of the goal, 0 to 1, over those who reported
	Reported, Met  int      // in the latest review: who reported, who reached the goal
}

// progressOf measures every target over all pledges; it names nobody, so everybody sees it.
func progressOf(db *gorm.DB, m Movement) (list []Progress, err error) {
	const mean = `(
				SELECT avg(CASE WHEN r.achieved >= t.goal THEN 1.0 ELSE r.achieved / t.goal END)
				FROM movement_results r
				WHERE r.target_id = t.id AND r.stage = ?)`
	latest := Interim
	if m.State == Final || m.State == Over {
		latest = Final
	}
	return list, db.Raw(`
		SELECT t.*, `+mean+` AS interim, `+mean+` AS final,
			(SELECT count(*) FROM movement_results r WHERE r.target_id = t.id AND r.stage = ?) AS reported,
			(
				SELECT count(*)
				FROM movement_results r
				WHERE r.target_id = t.id AND r.stage = ? AND r.achieved >= t.goal) AS met
		FROM movement_targets t
		WHERE t.movement_id = ?
		ORDER BY t.ordinal`, Interim, Final, latest, latest, m.ID).Scan(&list).Error
}

// waiting is a movement that waits for the head of a unit: to sign the unit's pledge, or, with PledgeID,
// to report what it achieved.
type waiting struct {
	MovementID, PledgeID int64
	Name, Unit, Due      string
}

// waitingFor reads what waits for the heads of units.
func waitingFor(db *gorm.DB, units []int64) (list []waiting, err error) {
	in, ids := store.In(units)
	args := append(append([]any{Launched}, ids...), Interim, Final)
	err = db.Raw(`
		SELECT m.id AS movement_id, 0 AS pledge_id, m.name, u.name AS unit, m.sign_by AS due
		FROM movements m
		CROSS JOIN units u
		WHERE m.state = ?
		AND u.id IN `+in+`
		AND NOT EXISTS (
			SELECT 1
			FROM pledges p
			WHERE p.movement_id = m.id AND p.unit_id = u.id AND p.person_id IS NULL)
		UNION ALL
		SELECT m.id, p.id, m.name, u.name, ''
		FROM movements m
		JOIN pledges p ON p.movement_id = m.id AND p.person_id IS NULL
		JOIN units u ON u.id = p.unit_id
		WHERE m.state IN (?, ?)
		AND u.id IN `+in+`
		AND NOT EXISTS (
			SELECT 1
			FROM movement_results r
			WHERE r.pledge_id = p.id AND r.stage = m.state)`, append(args, ids...)...).Scan(&list).Error
	return list, err
}
