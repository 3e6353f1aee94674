package award

import (
	"cmp"
	"context"

	"congthidua/internal/access"
	"congthidua/internal/honour"
	"congthidua/internal/initiative"

	"gorm.io/gorm"
)

// foundFor says for which lines of a proposal the record holds what a paper is made of.
func foundFor(db *gorm.DB, id int64) (map[Source]map[int64]bool, error) {
	found := map[Source]map[int64]bool{}
	for _, source := range []struct {
		from  Source
		query string
		args  []any
	}{
		{FromReports, `
			SELECT id
			FROM proposal_lines
			WHERE proposal_id = ? AND report <> ''`, []any{id}},
		{FromCouncil, `
			SELECT l.id
			FROM proposal_lines l
			JOIN candidates c ON c.registration_id = l.registration_id
			JOIN meetings m ON m.id = c.meeting_id
			WHERE l.proposal_id = ? AND m.state = ?`, []any{id, closedMeeting}},
		{FromInitiatives, `
			SELECT l.id
			FROM proposal_lines l
			JOIN initiative_authors x ON x.person_id = l.person_id
			JOIN initiatives i ON i.id = x.initiative_id
			WHERE l.proposal_id = ? AND i.state = ?`, []any{id, initiative.Recognised}},
		{FromPosts, `
			SELECT l.id
			FROM proposal_lines l
			JOIN posts po ON po.person_id = l.person_id AND po.since IS NOT NULL
			WHERE l.proposal_id = ?`, []any{id}},
	} {
		var lines []int64
		if err := db.Raw(source.query, source.args...).Scan(&lines).Error; err != nil {
			return nil, err
		}
		found[source.from] = map[int64]bool{}
		for _, line := range lines {
			found[source.from][line] = true
		}
	}
	return found, nil
}

// Record is what a person's achievement report is filled from.
type Record struct {
	Honours     []Held
	Initiatives []initiative.Contribution
}

// Held is a title of the ledger with its name.
type Held struct {
	honour.Held
	Name string
}

// records reads the records of a proposal's persons, by person.
func records(db *gorm.DB, id int64) (map[int64]Record, error) {
	const persons = `IN (SELECT person_id FROM proposal_lines WHERE proposal_id = ? AND person_id IS NOT NULL)`
	honours, err := honour.Of(db, false, persons, id)
	if err != nil {
		return nil, err
	}
	initiatives, err := initiative.Of(db, persons, id)
	if err != nil {
		return nil, err
	}
	names, err := formNames(db)
	if err != nil {
		return nil, err
	}
	found := map[int64]Record{}
	for _, h := range honours {
		r := found[h.PersonID]
		r.Honours = append(r.Honours, Held{Held: h, Name: cmp.Or(names[h.Title], h.Title)})
		found[h.PersonID] = r
	}
	for _, i := range initiatives {
		r := found[i.PersonID]
		r.Initiatives = append(r.Initiatives, i)
		found[i.PersonID] = r
	}
	return found, nil
}

// careers reads the posts of a proposal's persons, by person, the earliest first.
func careers(db *gorm.DB, id int64) (map[int64][]Served, error) {
	var posts []Served
	err := db.Raw(`
		SELECT
			po.person_id,
			po.title,
			u.name AS unit,
			po.since,
			COALESCE(po.until, '') AS until,
			po.manager
		FROM posts po
		JOIN units u ON u.id = po.unit_id
		WHERE po.main AND po.since IS NOT NULL
		AND po.person_id IN (SELECT person_id FROM proposal_lines WHERE proposal_id = ?)
		ORDER BY po.person_id, po.since`, id).Scan(&posts).Error
	list := map[int64][]Served{}
	for _, post := range posts {
		list[post.PersonID] = append(list[post.PersonID], post)
	}
	return list, err
}

// meetings are the closed meetings of the council that have dealt with lines of a proposal.
func meetings(db *gorm.DB, id int64) (ids []int64, err error) {
	return ids, db.Raw(`
		SELECT DISTINCT m.id
		FROM proposal_lines l
		JOIN candidates c ON c.registration_id = l.registration_id
		JOIN meetings m ON m.id = c.meeting_id
		WHERE l.proposal_id = ? AND m.state = ?
		ORDER BY m.id`, id, closedMeeting).Scan(&ids).Error
}

// Dossier reads what the dossier of a proposal within reach is put together from.
func (s *Service) Dossier(ctx context.Context, a access.Actor, id int64) (v Dossier, err error) {
	reach, err := a.Require(access.ProposalView)
	if err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	if v.ProposalRow, err = proposal(db, reach, id); err != nil {
		return v, err
	}
	c, err := InForce(db, v.day(s.today()))
	if err != nil {
		return v, err
	}
	if v.List, err = c.proposalLines(db, v.Proposal); err != nil {
		return v, err
	}
	if v.Needs, err = c.needs(db, v.Proposal, v.List); err != nil {
		return v, err
	}
	if v.Records, err = records(db, id); err != nil {
		return v, err
	}
	if v.Careers, err = careers(db, id); err != nil {
		return v, err
	}
	v.Meetings, err = meetings(db, id)
	return v, err
}
