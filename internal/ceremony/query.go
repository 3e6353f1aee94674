package ceremony

import (
	"cmp"
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
	list, within, err := recipients(db, reach, v.Ceremony, v.Stood)
	if err != nil {
		return v, err
	}
	v.Groups = award.Groups(list)
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

// recipients are those of the chosen decisions from the highest rank down, and which of them lie within
// reach. Who stood on the stage is shown as it was read out then, whatever was corrected since.
func recipients(db *gorm.DB, reach access.Reach, c Ceremony, stood map[int64]Stood) (
	list []award.Recipient, within map[int64]bool, err error,
) {
	condition, args := reached(reach, "r.id")
	var rows []struct {
		award.Recipient
		Reached bool
	}
	err = db.Raw(`
		SELECT r.*,
			COALESCE(r.person_id, 0) AS person_id,
			COALESCE(r.unit_id, 0) AS unit_id,
			`+condition+` AS reached
		FROM ceremony_decisions d
		JOIN recipients r ON r.decision_id = d.decision_id
		WHERE d.ceremony_id = ? AND `+counts+`
		ORDER BY r.level, r.name_key, r.id`, append(args, c.ID)...).Scan(&rows).Error
	if err != nil {
		return nil, nil, err
	}
	within = map[int64]bool{}
	for _, row := range rows {
		r := row.Recipient
		if x, yes := stood[r.ID]; yes {
			r.Name, r.Post, r.Place, r.Prize = x.Name, x.Post, x.Place, x.Prize
		}
		within[r.ID] = row.Reached
		list = append(list, r)
	}
	known, err := award.Shipped()
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(list, func(x, y award.Recipient) int {
		return cmp.Or(cmp.Compare(known.Rank(x.Form), known.Rank(y.Form)), cmp.Compare(order(x), order(y)))
	})
	return list, within, nil
}

// order puts collectives before persons.
func order(r award.Recipient) int {
	if r.Collective {
		return 0
	}
	return 1
}

// chosen are the decisions of a ceremony of which a recipient lies within reach.
func chosen(db *gorm.DB, reach access.Reach, id int64) (list []award.Decision, err error) {
	within, args := "TRUE", []any(nil)
	if !reach.All {
		within, args = reached(reach, "r.id")
		within = `EXISTS (SELECT 1 FROM recipients r WHERE r.decision_id = d.id AND ` + within + `)`
	}
	return list, db.Raw(`
		SELECT d.*
		FROM decisions d
		JOIN ceremony_decisions c ON c.decision_id = d.id
		WHERE c.ceremony_id = ? AND `+within+`
		ORDER BY d.decided_on, d.id`, append([]any{id}, args...)...).Scan(&list).Error
}

// open are the decisions whose awards can be handed over at a ceremony and are at none yet.
func open(db *gorm.DB) (list []award.Decision, err error) {
	return list, db.Raw(`
		SELECT d.*
		FROM decisions d
		WHERE d.state = ? AND d.kind <> ?
			AND NOT EXISTS (SELECT 1 FROM ceremony_decisions c WHERE c.decision_id = d.id)
		ORDER BY d.decided_on DESC, d.id
		LIMIT 200`, award.Issued, award.Revocation).Scan(&list).Error
}

// canBeHandedOver reports whether a decision is issued and grants something.
func canBeHandedOver(db *gorm.DB, decision int64) (bool, error) {
	n, err := store.Count(db, `
		SELECT count(*)
		FROM decisions
		WHERE id = ? AND state = ? AND kind <> ?`, decision, award.Issued, award.Revocation)
	return n > 0, err
}

// receivesAt reports whether somebody is a recipient of a decision of the ceremony.
func receivesAt(db *gorm.DB, id, recipient int64) (bool, error) {
	n, err := store.Count(db, `
		SELECT count(*)
		FROM recipients r
		JOIN ceremony_decisions d ON d.decision_id = r.decision_id
		WHERE d.ceremony_id = ? AND r.id = ?`, id, recipient)
	return n > 0, err
}

// recipientIDs are the numbers of a decision's recipients.
func recipientIDs(db *gorm.DB, decision int64) (ids []int64, err error) {
	return ids, db.Raw(`SELECT id FROM recipients WHERE decision_id = ?`, decision).Scan(&ids).Error
}

// newcomer is a recipient who is not among the guests yet.
type newcomer struct {
	ID                       int64
	Name, Post, Place, Email string
}

// uninvited are the recipients of a ceremony who are not among its guests.
func uninvited(db *gorm.DB, id int64) (list []newcomer, err error) {
	return list, db.Raw(`
		SELECT r.id, r.name, r.post, r.place, COALESCE(p.email, '') AS email
		FROM recipients r
		JOIN ceremony_decisions d ON d.decision_id = r.decision_id
		LEFT JOIN people p ON p.id = r.person_id
		WHERE d.ceremony_id = ?
			AND NOT EXISTS (
				SELECT 1
				FROM ceremony_guests g
				WHERE g.ceremony_id = d.ceremony_id AND g.recipient_id = r.id)
		ORDER BY r.id`, id).Scan(&list).Error
}

// Guests lists who is invited within reach with who has come, by the order of the alphabet.
func (s *Service) Guests(ctx context.Context, a access.Actor, id int64) ([]Guest, error) {
	db := s.Store.Read(ctx)
	reach, err := s.view(db, a)
	if err != nil {
		return nil, err
	}
	if _, err := seen(db, reach, id); err != nil {
		return nil, err
	}
	return guests(db, reach, id)
}

// lastNote is the token of the last note of a guest g by its time, other than the one with a token.
const lastNote = `(
	SELECT l.token
	FROM ceremony_checkins l
	WHERE l.ceremony_id = g.ceremony_id AND l.guest_id = g.id AND l.token <> ?
	ORDER BY l.at DESC, l.token DESC
	LIMIT 1)`

// guests reads the guests of a ceremony: all, or those who are recipients within reach.
func guests(db *gorm.DB, reach access.Reach, id int64) (list []Guest, err error) {
	within, args := reached(reach, "g.recipient_id")
	return list, db.Raw(`
		SELECT g.id, g.version, g.name, g.name_key, g.post, g.email, g.code,
			COALESCE(g.recipient_id, 0) AS recipient_id,
			COALESCE(g.mailed_at, 0) AS mailed_at,
			COALESCE(c.present, FALSE) AS present,
			COALESCE(c.at, 0) AS at,
			COALESCE(c.desk, '') AS desk,
			COALESCE(c.representative, '') AS representative,
			COALESCE(r.collective, FALSE) AS collective,
			COALESCE(x.away AND x.representative = '', FALSE) AS taken_out,
			st.recipient_id IS NOT NULL AS had
		FROM ceremony_guests g
		LEFT JOIN ceremony_checkins c ON c.token = `+lastNote+`
		LEFT JOIN recipients r ON r.id = g.recipient_id
		LEFT JOIN ceremony_absences x ON x.ceremony_id = g.ceremony_id AND x.recipient_id = g.recipient_id
		LEFT JOIN ceremony_stands st ON st.ceremony_id = g.ceremony_id AND st.recipient_id = g.recipient_id
		WHERE g.ceremony_id = ?
			AND (r.id IS NULL OR r.ended_by IS NULL OR st.recipient_id IS NOT NULL)
			AND `+within+`
		ORDER BY g.name_key, g.id
		LIMIT 5000`, append([]any{"", id}, args...)...).Scan(&list).Error
}

// noted is a guest with the last note before another one.
type noted struct {
	ID, RecipientID int64
	Present         bool
	At              int64 // milliseconds
	Desk            string
}

// notedBefore finds the guest of a note and what was noted of them by others; ID is 0 where there is no
// such guest.
func notedBefore(db *gorm.DB, id int64, n Note) (before noted, err error) {
	column, value := n.whichGuest()
	query := `
		SELECT g.id,
			COALESCE(g.recipient_id, 0) AS recipient_id,
			COALESCE(c.at, 0) AS at,
			COALESCE(c.present, FALSE) AS present,
			COALESCE(c.desk, '') AS desk
		FROM ceremony_guests g
		LEFT JOIN ceremony_checkins c ON c.token = ` + lastNote + `
		WHERE g.ceremony_id = ? AND ` + column + ` = ?`
	return before, db.Raw(query, n.Token, id, value).Scan(&before).Error
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
