package award

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"
	"congthidua/internal/org"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// councilList are whom the council has proposed for a year and who is in no decision yet.
const councilList = `SELECT r.id AS registration_id, r.title AS form, r.person_id IS NULL AS collective, COALESCE(r.person_id, 0) AS person_id, CASE WHEN r.person_id IS NULL THEN r.unit_id ELSE 0 END AS unit_id, ca.year
	FROM registrations r JOIN campaigns ca ON ca.id = r.campaign_id WHERE ca.year = ? AND r.outcome = 'proposed' AND NOT EXISTS (SELECT 1 FROM recipients x WHERE x.registration_id = r.id AND x.ended_by IS NULL)`

const proposalColumns = `p.*, COALESCE(p.decision_id, 0) AS decision_id, COALESCE(p.campaign_id, 0) AS campaign_id, (SELECT count(*) FROM proposal_lines l WHERE l.proposal_id = p.id AND NOT l.collective) AS people, (SELECT count(*) FROM proposal_lines l WHERE l.proposal_id = p.id AND l.collective) AS collectives`

func proposal(db *gorm.DB, id int64) (p Proposal, err error) {
	err = db.Raw(`SELECT `+proposalColumns+` FROM proposals p WHERE p.id = ?`, id).Scan(&p).Error
	if err == nil && p.ID == 0 {
		err = fault.ErrNotFound
	}
	return p, err
}

// Proposals lists all, what is open first.
func (s *Service) Proposals(ctx context.Context, a access.Actor) (list []Proposal, err error) {
	if _, err := a.Require(access.ProposalView); err != nil {
		return nil, err
	}
	return list, s.Store.Read(ctx).Raw(`SELECT ` + proposalColumns + ` FROM proposals p ORDER BY p.state = 'decided', p.id DESC LIMIT 500`).Scan(&list).Error
}

// Proposal reads one with its lines and what is doubtful about them.
func (s *Service) Proposal(ctx context.Context, a access.Actor, id int64) (p Proposal, list []ProposalLine, found map[int64][]Doubt, err error) {
	if _, err := a.Require(access.ProposalView); err != nil {
		return p, nil, nil, err
	}
	db := s.Store.Read(ctx)
	if p, err = proposal(db, id); err != nil {
		return p, nil, nil, err
	}
	if list, err = proposalLines(db, id); err != nil || p.State == Decided {
		return p, list, nil, err
	}
	found, err = proposalDoubts(db, id)
	return p, list, found, err
}

func proposalLines(db *gorm.DB, id int64) (list []ProposalLine, err error) {
	c, err := Shipped()
	if err != nil {
		return nil, err
	}
	err = db.Raw(`SELECT l.*, COALESCE(l.person_id, 0) AS person_id, COALESCE(l.unit_id, 0) AS unit_id, COALESCE(l.registration_id, 0) AS registration_id FROM proposal_lines l WHERE l.proposal_id = ? ORDER BY l.level, l.name_key, l.id`, id).Scan(&list).Error
	slices.SortStableFunc(list, func(x, y ProposalLine) int {
		return cmp.Or(cmp.Compare(c.Rank(x.Form), c.Rank(y.Form)), cmp.Compare(kindOrder(x.Recipient), kindOrder(y.Recipient)))
	})
	return list, err
}

// proposalDoubts are what is doubtful about a proposal's lines, by line.
func proposalDoubts(db *gorm.DB, id int64) (map[int64][]Doubt, error) {
	found := map[int64][]Doubt{}
	add := func(sql string, say func(row doubtRow) Doubt) error {
		var rows []doubtRow
		if err := db.Raw(sql, id).Scan(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows {
			found[r.ID] = append(found[r.ID], say(r))
		}
		return nil
	}
	const same = `(x.person_id = l.person_id OR x.unit_id = l.unit_id OR x.person_id IS NULL AND l.person_id IS NULL AND x.unit_id IS NULL AND l.unit_id IS NULL AND x.name_key = l.name_key AND x.place = l.place)`
	for _, q := range []struct {
		sql string
		say func(doubtRow) Doubt
	}{
		{`SELECT l.id, p.subject AS text, p.id = l.proposal_id AS same FROM proposal_lines l JOIN proposal_lines x ON x.id <> l.id AND x.form = l.form AND x.year = l.year AND x.answer <> 'refused' AND ` + same + ` JOIN proposals p ON p.id = x.proposal_id WHERE l.proposal_id = ? ORDER BY l.id`, func(r doubtRow) Doubt {
			if r.Same {
				return Doubt{Text: "có hai lần trong danh sách này", Legal: lawOnce, Grave: true}
			}
			return Doubt{Text: "đã có trong đề nghị «" + r.Text + "»", Legal: lawOnce, Grave: true}
		}},
		{`SELECT l.id, d.subject AS text FROM proposal_lines l JOIN recipients x ON x.form = l.form AND x.year = l.year AND x.ended_by IS NULL AND ` + same + ` JOIN decisions d ON d.id = x.decision_id AND d.state <> 'issued' WHERE l.proposal_id = ? ORDER BY l.id`, func(r doubtRow) Doubt {
			return Doubt{Text: "đã có trong bản soạn quyết định «" + r.Text + "»", Legal: lawOnce, Grave: true}
		}},
		{`SELECT l.id, h.decision AS text, h.decided_on AS day FROM proposal_lines l JOIN honours h ON h.title = l.form AND h.year = l.year AND h.revoked = '' AND (h.person_id = l.person_id OR h.unit_id = l.unit_id) WHERE l.proposal_id = ? ORDER BY l.id`, func(r doubtRow) Doubt {
			return Doubt{Text: fmt.Sprintf("đã được tặng theo %s ngày %s", r.Text, viet.ShowDate(r.Day)), Legal: lawOnce, Grave: true}
		}},
		{`SELECT l.id, d.form AS text, d.decided_on AS day FROM proposal_lines l JOIN disciplines d ON d.person_id = l.person_id AND substr(d.decided_on, 1, 4) >= CAST(l.year AS TEXT) WHERE l.proposal_id = ? ORDER BY l.id`, func(r doubtRow) Doubt {
			return Doubt{Text: fmt.Sprintf("%s ngày %s", org.DisciplineNames[org.DisciplineForm(r.Text)], viet.ShowDate(r.Day)), Legal: "Luật TĐKT 2022, chương VII"}
		}},
		{`SELECT l.id FROM proposal_lines l WHERE l.proposal_id = ? AND l.report = '' ORDER BY l.id`, func(doubtRow) Doubt {
			return Doubt{Text: "thiếu báo cáo thành tích"}
		}},
	} {
		if err := add(q.sql, q.say); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// doubtRow is what a check finds about a line.
type doubtRow struct {
	ID        int64
	Text, Day string
	Same      bool
}

// Record is what a person's or unit's achievement report is filled from.
type Record struct {
	Honours     []honour.Held
	Initiatives []initiative.Contribution
}

// Records reads the records of a proposal's persons, by person.
func (s *Service) Records(ctx context.Context, proposalID int64) (map[int64]Record, error) {
	const persons = `IN (SELECT person_id FROM proposal_lines WHERE proposal_id = ? AND person_id IS NOT NULL)`
	db := s.Store.Read(ctx)
	honours, err := honour.Of(db, false, persons, proposalID)
	if err != nil {
		return nil, err
	}
	initiatives, err := initiative.Of(db, persons, proposalID)
	if err != nil {
		return nil, err
	}
	records := map[int64]Record{}
	for _, h := range honours {
		r := records[h.PersonID]
		r.Honours = append(r.Honours, h)
		records[h.PersonID] = r
	}
	for _, i := range initiatives {
		r := records[i.PersonID]
		r.Initiatives = append(r.Initiatives, i)
		records[i.PersonID] = r
	}
	return records, nil
}

// Meetings are the closed meetings of councils that have dealt with lines of a proposal.
func (s *Service) Meetings(ctx context.Context, proposalID int64) (ids []int64, err error) {
	return ids, s.Store.Read(ctx).Raw(`SELECT DISTINCT m.id FROM proposal_lines l JOIN candidates c ON c.registration_id = l.registration_id JOIN meetings m ON m.id = c.meeting_id AND m.state = 'closed' WHERE l.proposal_id = ? ORDER BY m.id`, proposalID).Scan(&ids).Error
}
