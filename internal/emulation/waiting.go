package emulation

import (
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/store"
)

// Waits is what waits for the actor in emulation: to register, to confirm, to sign
// and report for a unit, to answer the late, to vote.
func Waits(a access.Actor) (parts []store.Part) {
	add := func(sql string, args ...any) { parts = append(parts, store.Part{SQL: sql, Args: args}) }
	if a.PersonID != 0 && a.May(access.RegistrationMake) {
		add(`SELECT 'register' AS kind, 1 AS n, 0 AS unit_id, '' AS unit, 0 AS card_id, 0 AS period_id, ca.year, 0 AS month, ca.self_due AS due, '' AS note FROM campaigns ca
			WHERE ca.state = 'open' AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.campaign_id = ca.id AND r.person_id = `+store.ID+` AND r.state <> 'withdrawn')`, a.PersonID)
	}
	if units := a.Reach(access.RegistrationConfirm).Units; len(units) > 0 {
		in, ids := store.In(units)
		add(`SELECT 'confirm', count(*), u.id, u.name, 0, 0, ca.year, 0, ca.head_due, '' FROM registrations r JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = 'open' JOIN units u ON u.id = r.unit_id
			WHERE r.unit_id IN `+in+` AND r.state = 'registered' AND r.person_id <> `+store.ID+` GROUP BY u.id, u.name, ca.year, ca.head_due`, append(slices.Clone(ids), a.PersonID)...)
	}
	if a.May(access.HeadsConfirm) {
		where, args := a.Reach(access.HeadsConfirm).PathCondition("", "u.path")
		add(`SELECT 'confirm_heads', count(*), 0, '', 0, 0, ca.year, 0, ca.head_due, '' FROM registrations r JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = 'open' JOIN units u ON u.id = r.unit_id JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL AND po.heads
			WHERE r.state = 'registered' AND r.person_id <> `+store.ID+` AND `+where+` GROUP BY ca.year, ca.head_due`, append([]any{a.PersonID}, args...)...)
	}
	if a.May(access.CampaignRun) {
		add(`SELECT 'late', count(*), 0, '', 0, 0, ca.year, 0, '', '' FROM registrations r JOIN campaigns ca ON ca.id = r.campaign_id AND ca.state = 'open' WHERE r.state = 'late' GROUP BY ca.year`)
	}
	if a.May(access.CampaignRun) {
		// From the few corrections to the many registrations: CROSS JOIN keeps the order as written.
		changed := ` FROM scorecard_revisions rv CROSS JOIN scorecards sc CROSS JOIN periods pd CROSS JOIN campaigns ca CROSS JOIN registrations r
			WHERE sc.id = rv.scorecard_id AND pd.id = sc.period_id AND ca.year = pd.year AND r.campaign_id = ca.id AND r.state <> 'withdrawn' AND rv.at > r.computed_at`
		add(`SELECT 'corrected', count(DISTINCT x.id), 0, '', 0, 0, x.year, 0, '', '' FROM (SELECT r.id, ca.year` + changed + ` AND r.person_id = sc.person_id UNION ALL SELECT r.id, ca.year` + changed + ` AND r.person_id IS NULL AND r.unit_id = sc.unit_id) x GROUP BY x.year`)
	}
	if a.PersonID != 0 && a.May(access.BallotCast) {
		add(`SELECT 'papers', count(*), 0, '', m.id, 0, ca.year, 0, m.held_on, '' FROM meetings m JOIN campaigns ca ON ca.id = m.campaign_id JOIN attachments f ON f.object = 'meetings' AND f.object_id = m.id JOIN council_members cm ON cm.person_id = `+store.ID+` AND cm.until IS NULL
			WHERE m.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM paper_reads pr WHERE pr.attachment_id = f.id AND pr.person_id = cm.person_id) GROUP BY m.id, ca.year, m.held_on`, a.PersonID)
	}
	if a.PersonID != 0 && a.May(access.BallotCast) {
		add(`SELECT 'ballot', 1, 0, '', m.id, 0, ca.year, 0, m.held_on, m.place FROM meetings m JOIN campaigns ca ON ca.id = m.campaign_id JOIN meeting_members mm ON mm.meeting_id = m.id AND mm.attendance = 'present'
			JOIN participation p ON p.meeting_id = m.id AND p.person_id = mm.person_id AND p.voted = '-' WHERE m.state = 'open' AND mm.person_id = `+store.ID+` AND EXISTS (SELECT 1 FROM candidates x WHERE x.meeting_id = m.id AND x.secret)`, a.PersonID)
	}
	return parts
}
