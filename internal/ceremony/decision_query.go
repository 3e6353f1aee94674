package ceremony

import (
	"cmp"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// recipients are those of the chosen decisions from the highest rank down, and which of them lie within
// reach. Who stood on the stage is shown as it was read out then, whatever was corrected since.
func recipients(
	db *gorm.DB, reach access.Reach, c Ceremony, known *award.Catalogue, stood map[int64]Stood,
) (
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
