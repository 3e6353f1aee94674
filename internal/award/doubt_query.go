package award

import "gorm.io/gorm"

// check is a query for doubtful lines of one decision or proposal, with what it means.
type check struct {
	query string
	args  []any
	say   func(doubtRow) Doubt
}

// run adds what checks find.
func (d Doubts) run(db *gorm.DB, checks []check) error {
	for _, c := range checks {
		var rows []doubtRow
		if err := db.Raw(c.query, c.args...).Scan(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows {
			d.add(r.ID, c.say(r))
		}
	}
	return nil
}

// sameAs is the condition that lines x and l honour the same person, unit or outsider.
const sameAs = `(
		x.person_id = l.person_id
		OR x.unit_id = l.unit_id
		OR x.person_id IS NULL AND l.person_id IS NULL AND x.unit_id IS NULL AND l.unit_id IS NULL
			AND x.name_key = l.name_key AND x.place = l.place)`

// A line stands in another decision, or twice in this one. The line that it corrects is not another.
const doubtInDecision = `
	SELECT l.id, d.subject, d.state, d.id = l.decision_id AS same
	FROM recipients l
	JOIN recipients x ON x.id <> l.id AND x.form = l.form AND x.year = l.year
		AND x.ended_by IS NULL
		AND COALESCE(l.replaces_id, 0) <> x.id
		AND ` + sameAs + `
	JOIN decisions d ON d.id = x.decision_id
	WHERE l.decision_id = ?
	ORDER BY l.id, x.id`

// The ledger has the title by a decision that the portal does not know.
const doubtHeldBesides = `
	SELECT l.id, h.decision, h.decided_on AS day
	FROM recipients l
	JOIN honours h ON h.title = l.form AND h.year = l.year AND h.revoked = ''
		AND (h.person_id = l.person_id OR h.unit_id = l.unit_id)
	WHERE l.decision_id = ? AND l.replaces_id IS NULL
	AND NOT EXISTS (
		SELECT 1
		FROM recipients x
		JOIN decisions d ON d.id = x.decision_id
		WHERE x.id <> l.id AND x.form = l.form AND x.year = l.year AND d.number = h.decision
		AND (x.person_id = l.person_id OR x.unit_id = l.unit_id))`

// Somebody was disciplined in the year of the achievement or later.
const doubtPunished = `
	SELECT l.id, p.form, p.decision, p.decided_on AS day
	FROM recipients l
	JOIN disciplines p ON p.person_id = l.person_id AND substr(p.decided_on, 1, 4) >= CAST(l.year AS TEXT)
	WHERE l.decision_id = ?
	ORDER BY p.decided_on`

// doubts are what is doubtful about the recipients of a decision; day is its day.
func (c *Catalogue) doubts(db *gorm.DB, d Decision, day string, list []Recipient) (Doubts, error) {
	found := Doubts{}
	err := found.run(db, []check{
		{doubtInDecision, []any{d.ID}, inDecision},
		{doubtHeldBesides, []any{d.ID}, alreadyHeld},
		{doubtPunished, []any{d.ID}, punished},
	})
	if err != nil {
		return nil, err
	}
	for _, r := range list {
		if r.Achievement == "" && r.RegistrationID == nil {
			found.add(r.ID, Doubt{Text: noAchievement})
		}
		c.unknownForms(found, r.ID, r.Awardee)
		if d.Kind != Revocation {
			c.unknownPrizes(found, r.ID, r.Awardee, day)
		}
	}
	return found, nil
}

// A line stands in another proposal that was not refused, or twice in this one.
const doubtInProposal = `
	SELECT l.id, p.subject, p.id = l.proposal_id AS same
	FROM proposal_lines l
	JOIN proposal_lines x ON x.id <> l.id AND x.form = l.form AND x.year = l.year
		AND x.answer <> ?
		AND ` + sameAs + `
	JOIN proposals p ON p.id = x.proposal_id
	WHERE l.proposal_id = ?
	ORDER BY l.id`

// A line stands in a decision that is not issued yet; what is issued stands in the ledger.
const doubtInDraft = `
	SELECT l.id, d.subject
	FROM proposal_lines l
	JOIN recipients x ON x.form = l.form AND x.year = l.year
		AND x.ended_by IS NULL
		AND ` + sameAs + `
	JOIN decisions d ON d.id = x.decision_id AND d.state <> ?
	WHERE l.proposal_id = ?
	ORDER BY l.id`

const doubtHeld = `
	SELECT l.id, h.decision, h.decided_on AS day
	FROM proposal_lines l
	JOIN honours h ON h.title = l.form AND h.year = l.year AND h.revoked = ''
		AND (h.person_id = l.person_id OR h.unit_id = l.unit_id)
	WHERE l.proposal_id = ?
	ORDER BY l.id`

const doubtPunishedProposed = `
	SELECT l.id, p.form, p.decided_on AS day
	FROM proposal_lines l
	JOIN disciplines p ON p.person_id = l.person_id AND substr(p.decided_on, 1, 4) >= CAST(l.year AS TEXT)
	WHERE l.proposal_id = ?
	ORDER BY l.id`

// proposalDoubts are what is doubtful about the lines of a proposal; day is its day.
func (c *Catalogue) proposalDoubts(db *gorm.DB, id int64, day string, list []ProposalLine) (Doubts, error) {
	found := Doubts{}
	err := found.run(db, []check{
		{doubtInProposal, []any{Refused, id}, inProposal},
		{doubtInDraft, []any{Issued, id}, inDraftDecision},
		{doubtHeld, []any{id}, alreadyHeld},
		{doubtPunishedProposed, []any{id}, punishedOn},
	})
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		if x.Report == "" {
			found.add(x.ID, Doubt{Text: noReport})
		}
		c.unknownForms(found, x.ID, x.Awardee)
		c.unknownPrizes(found, x.ID, x.Awardee, day)
	}
	return found, nil
}
