package council

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// MeetingRow is a meeting as the list shows it.
type MeetingRow struct {
	Meeting
	Year       int // of its campaign
	Candidates int
}

// Meetings lists the meetings, the latest first.
func (s *Service) Meetings(ctx context.Context, a access.Actor) (list []MeetingRow, err error) {
	if err := a.RequireAll(access.MeetingView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`
		SELECT m.*, c.year, (SELECT count(*) FROM candidates x WHERE x.meeting_id = m.id) AS candidates
		FROM meetings m
		JOIN campaigns c ON c.id = m.campaign_id
		ORDER BY m.held_on DESC, m.id DESC`).Scan(&list).Error
}

// campaign is what a meeting shows of the campaign whose candidates it decides on.
type campaign struct {
	Year        int
	CatalogueID int64 // the edition of its titles
}

func campaignOf(db *gorm.DB, id int64) (c campaign, err error) {
	return c, store.One(db.Raw(`SELECT year, catalogue_id FROM campaigns WHERE id = ?`, id), &c)
}

// byOffice orders members: the chair, the members by their rank and name, the secretary. It takes the two
// offices as arguments.
const byOffice = `CASE m.role WHEN ? THEN 0 WHEN ? THEN 2 ELSE 1 END, po.level, pe.name_key`

// sitting reads the members of today.
func sitting(db *gorm.DB) (list []Member, err error) {
	return list, db.Raw(`
		SELECT m.id AS term_id, m.version, m.person_id, pe.name, COALESCE(po.title, '') AS post, m.role
		FROM council_members m
		JOIN people pe ON pe.id = m.person_id
		LEFT JOIN posts po ON po.person_id = m.person_id AND po.main AND po.until IS NULL
		WHERE m.until IS NULL
		ORDER BY `+byOffice, Chair, Secretary).Scan(&list).Error
}

// attending reads the members as they sat at a meeting, with whether they have voted.
func attending(db *gorm.DB, id int64) (list []Member, err error) {
	return list, db.Raw(`
		SELECT m.person_id, pe.name, COALESCE(po.title, '') AS post, m.role, m.attendance,
			EXISTS (
				SELECT 1
				FROM participation p
				WHERE p.meeting_id = m.meeting_id AND p.person_id = m.person_id AND p.voted = ?) AS voted
		FROM meeting_members m
		JOIN people pe ON pe.id = m.person_id
		LEFT JOIN posts po ON po.person_id = m.person_id AND po.main AND po.until IS NULL
		WHERE m.meeting_id = ?
		ORDER BY `+byOffice, Voted, id, Chair, Secretary).Scan(&list).Error
}

// onRoster reports whether there is a person of this number.
func onRoster(db *gorm.DB, person int64) (bool, error) {
	n, err := store.Count(db, `SELECT count(*) FROM people WHERE id = ?`, person)
	return n > 0, err
}

// undecided are the registrations for a title that a new meeting takes up: confirmed, meeting every rule,
// without an outcome, and before no other meeting that is not over.
func undecided(db *gorm.DB, campaignID int64, title string) (ids []int64, err error) {
	return ids, db.Raw(`
		SELECT r.id
		FROM registrations r
		WHERE r.campaign_id = ?
		AND r.title = ?
		AND r.state = ?
		AND r.verdict = ?
		AND r.outcome = ''
		AND NOT EXISTS (
			SELECT 1
			FROM candidates x
			JOIN meetings y ON y.id = x.meeting_id
			WHERE x.registration_id = r.id AND y.state <> ?)
		ORDER BY r.id`, campaignID, title, emulation.Confirmed, emulation.Met, Closed).Scan(&ids).Error
}

// corrected asks whether a card of the year was corrected after a registration's rules were
// applied; whose card is said apart for a person and a unit, so that each finds its index.
func corrected(whose string) string {
	return `EXISTS (
			SELECT 1
			FROM scorecards sc
			JOIN periods pd ON pd.id = sc.period_id AND pd.year = ca.year
			JOIN scorecard_revisions rv ON rv.scorecard_id = sc.id AND rv.at > COALESCE(r.computed_at, 0)
			WHERE ` + whose + `)`
}

// nominees reads the candidates of a meeting: those of the secret vote first, then by title and name.
func nominees(db *gorm.DB, id int64) (list []Nominee, err error) {
	return list, db.Raw(`
		SELECT x.*, COALESCE(r.person_id, 0) AS person_id, r.title, r.verdict,
			COALESCE(pe.name, u.name) AS name, COALESCE(po.title, '') AS post, u.name AS unit,
			CASE WHEN r.person_id IS NULL THEN `+corrected("sc.unit_id = r.unit_id")+`
			ELSE `+corrected("sc.person_id = r.person_id")+` END AS corrected
		FROM candidates x
		JOIN registrations r ON r.id = x.registration_id
		JOIN campaigns ca ON ca.id = r.campaign_id
		JOIN units u ON u.id = r.unit_id
		LEFT JOIN people pe ON pe.id = r.person_id
		LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL
		WHERE x.meeting_id = ?
		ORDER BY x.secret DESC, r.title, pe.name_key, u.path`, id).Scan(&list).Error
}

// tally counts the ballots of a meeting by candidate and choice.
func tally(db *gorm.DB, id int64) (map[int64]map[Choice]int, error) {
	var rows []struct {
		CandidateID int64
		Choice      Choice
		N           int
	}
	err := db.Raw(`
		SELECT b.candidate_id, b.choice, count(*) AS n
		FROM ballots b
		JOIN candidates x ON x.id = b.candidate_id
		WHERE x.meeting_id = ?
		GROUP BY b.candidate_id, b.choice`, id).Scan(&rows).Error
	box := map[int64]map[Choice]int{}
	for _, r := range rows {
		if box[r.CandidateID] == nil {
			box[r.CandidateID] = map[Choice]int{}
		}
		box[r.CandidateID][r.Choice] = r.N
	}
	return box, err
}

// papersOf lists a meeting's papers with who has opened them.
func papersOf(db *gorm.DB, id, reader int64) (list []MeetingPaper, err error) {
	return list, db.Raw(`
		SELECT f.*,
			EXISTS (SELECT 1 FROM paper_reads r WHERE r.attachment_id = f.id AND r.person_id = ?) AS mine,
			(SELECT count(*) FROM paper_reads r WHERE r.attachment_id = f.id) AS readers
		FROM attachments f
		WHERE f.object = ? AND f.object_id = ?
		ORDER BY f.id`, reader, object, id).Scan(&list).Error
}

// waiting is a meeting that waits for a member: with papers to be read, or for the ballot.
type waiting struct {
	MeetingID int64
	Year      int
	Papers    int // not opened yet, 0 for the ballot
	Place     string
	HeldOn    string
}

// waitingFor reads what meetings wait for from a member of the council: papers that the member has not
// opened, and the secret ballot where the member is present and has not voted.
func waitingFor(db *gorm.DB, person int64) (list []waiting, err error) {
	err = db.Raw(`
		SELECT m.id AS meeting_id, ca.year, count(*) AS papers, '' AS place, m.held_on
		FROM meetings m
		JOIN campaigns ca ON ca.id = m.campaign_id
		JOIN attachments f ON f.object = ? AND f.object_id = m.id
		JOIN council_members cm ON cm.person_id = `+store.ID+` AND cm.until IS NULL
		WHERE m.state <> ?
		AND NOT EXISTS (
			SELECT 1
			FROM paper_reads pr
			WHERE pr.attachment_id = f.id AND pr.person_id = cm.person_id)
		GROUP BY m.id, ca.year, m.held_on
		UNION ALL
		SELECT m.id, ca.year, 0, m.place, m.held_on
		FROM meetings m
		JOIN campaigns ca ON ca.id = m.campaign_id
		JOIN meeting_members mm ON mm.meeting_id = m.id AND mm.attendance = ?
		JOIN participation p ON p.meeting_id = m.id AND p.person_id = mm.person_id AND p.voted = ?
		WHERE m.state = ?
		AND mm.person_id = `+store.ID+`
		AND EXISTS (SELECT 1 FROM candidates x WHERE x.meeting_id = m.id AND x.secret)`,
		object, person, Closed, Present, NotVoted, Open, person).Scan(&list).Error
	return list, err
}
