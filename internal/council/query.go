package council

import (
	"context"

	"gorm.io/gorm"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/store"
)

// corrected asks whether a card of the year was corrected after a registration's rules were
// applied; whose card is said apart for a person and a unit, so that each finds its index.
func corrected(whose string) string {
	return `EXISTS (SELECT 1 FROM scorecards sc JOIN periods pd ON pd.id = sc.period_id AND pd.year = ca.year JOIN scorecard_revisions rv ON rv.scorecard_id = sc.id AND rv.at > COALESCE(r.computed_at, 0) WHERE ` + whose + `)`
}

// Meetings lists the meetings, the latest first.
func (s *Service) Meetings(ctx context.Context) (list []Meeting, err error) {
	return list, s.Store.Read(ctx).Raw(`SELECT m.*, c.year, (SELECT count(*) FROM candidates x WHERE x.meeting_id = m.id) AS candidates FROM meetings m JOIN campaigns c ON c.id = m.campaign_id ORDER BY m.held_on DESC, m.id DESC`).Scan(&list).Error
}

// Meeting reads a meeting with members and candidates. Counts of votes are there only after it
// is closed; before, nobody has them.
func (s *Service) Meeting(ctx context.Context, a access.Actor, id int64) (MeetingView, error) {
	if _, err := a.Require(access.MeetingView); err != nil {
		return MeetingView{}, err
	}
	return s.meeting(s.Store.Read(ctx), a, id)
}

func (s *Service) meeting(db *gorm.DB, a access.Actor, id int64) (MeetingView, error) {
	var v MeetingView
	if err := db.Raw(`SELECT m.*, c.year FROM meetings m JOIN campaigns c ON c.id = m.campaign_id WHERE m.id = ?`, id).Scan(&v.Meeting).Error; err != nil {
		return v, err
	}
	if v.ID == 0 {
		return v, fault.ErrNotFound
	}
	members, args := councilNow, []any{}
	if v.State != Draft {
		members, args = `SELECT m.person_id, pe.name, COALESCE(po.title, '') AS post, m.role, m.attendance, EXISTS (SELECT 1 FROM participation p WHERE p.meeting_id = m.meeting_id AND p.person_id = m.person_id AND p.voted = 'V') AS voted
			FROM meeting_members m JOIN people pe ON pe.id = m.person_id LEFT JOIN posts po ON po.person_id = m.person_id AND po.main AND po.until IS NULL WHERE m.meeting_id = ? ORDER BY `+byOffice, []any{id}
	}
	if err := db.Raw(members, args...).Scan(&v.Members).Error; err != nil {
		return v, err
	}
	for i := range v.Members {
		if v.Members[i].PersonID == a.PersonID && a.PersonID != 0 {
			v.Me = &v.Members[i]
		}
	}
	err := db.Raw(`SELECT x.id, x.registration_id, COALESCE(r.person_id, 0) AS person_id, r.title, COALESCE(pe.name, u.name) AS name, COALESCE(po.title, '') AS post, u.name AS unit, x.secret, x.share, x.above, x.legal, x.votes_for, x.votes_against, x.passed, r.verdict,
		CASE WHEN r.person_id IS NULL THEN `+corrected("sc.unit_id = r.unit_id")+` ELSE `+corrected("sc.person_id = r.person_id")+` END AS corrected
		FROM candidates x JOIN registrations r ON r.id = x.registration_id JOIN campaigns ca ON ca.id = r.campaign_id JOIN units u ON u.id = r.unit_id LEFT JOIN people pe ON pe.id = r.person_id LEFT JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL
		WHERE x.meeting_id = ? ORDER BY x.secret DESC, r.title, pe.name_key, u.path`, id).Scan(&v.Candidates).Error
	if err != nil {
		return v, err
	}
	var catalogue int64
	if err := db.Raw(`SELECT catalogue_id FROM campaigns WHERE id = ?`, v.CampaignID).Scan(&catalogue).Error; err != nil {
		return v, err
	}
	c, err := s.Emulation.CatalogueOf(db, catalogue)
	if err == nil {
		v.Titles = c.Titles
	}
	return v, err
}

// Members lists the members of today, the chair first.
func (s *Service) Members(ctx context.Context) (list []Member, err error) {
	return list, s.Store.Read(ctx).Raw(councilNow).Scan(&list).Error
}

const byOffice = `CASE m.role WHEN 'chair' THEN 0 WHEN 'secretary' THEN 2 ELSE 1 END, po.level, pe.name_key`

const councilNow = `SELECT m.person_id, pe.name, COALESCE(po.title, '') AS post, m.role FROM council_members m JOIN people pe ON pe.id = m.person_id
	LEFT JOIN posts po ON po.person_id = m.person_id AND po.main AND po.until IS NULL WHERE m.until IS NULL ORDER BY ` + byOffice

// MeetingPapers lists a meeting's papers with who has opened them.
func (s *Service) MeetingPapers(ctx context.Context, a access.Actor, id int64) (list []MeetingPaper, err error) {
	if _, err := a.Require(access.MeetingView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT f.*, EXISTS (SELECT 1 FROM paper_reads r WHERE r.attachment_id = f.id AND r.person_id = ?) AS mine, (SELECT count(*) FROM paper_reads r WHERE r.attachment_id = f.id) AS readers
		FROM attachments f WHERE f.object = 'meetings' AND f.object_id = ? ORDER BY f.id`, a.PersonID, id).Scan(&list).Error
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
		JOIN participation p ON p.meeting_id = m.id AND p.person_id = mm.person_id AND p.voted = '-'
		WHERE m.state = ?
		AND mm.person_id = `+store.ID+`
		AND EXISTS (SELECT 1 FROM candidates x WHERE x.meeting_id = m.id AND x.secret)`,
		meetingObject, person, Closed, Present, Open, person).Scan(&list).Error
	return list, err
}
