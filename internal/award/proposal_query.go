package award

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

const proposalRow = `
	SELECT
		p.*,
		(SELECT count(*) FROM proposal_lines l WHERE l.proposal_id = p.id AND NOT l.collective) AS people,
		(SELECT count(*) FROM proposal_lines l WHERE l.proposal_id = p.id AND l.collective) AS collectives
	FROM proposals p`

// proposal finds a proposal all of whose lines lie within reach.
func proposal(db *gorm.DB, reach access.Reach, id int64) (p ProposalRow, err error) {
	if reach, err = whole(db, reach); err != nil {
		return p, err
	}
	where, args := proposalLineTable.within(reach, "p.id")
	return p, store.One(db.Raw(proposalRow+`
	WHERE p.id = ? AND `+where, append([]any{id}, args...)...), &p)
}

// mostProposals is how many proposals the list shows.
const mostProposals = 500

// Proposals lists those within reach, what is open first.
func (s *Service) Proposals(ctx context.Context, a access.Actor) (list []ProposalRow, err error) {
	reach, err := a.Require(access.ProposalView)
	if err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	if reach, err = whole(db, reach); err != nil {
		return nil, err
	}
	where, args := proposalLineTable.within(reach, "p.id")
	return list, db.Raw(proposalRow+`
	WHERE `+where+`
	ORDER BY p.state = ?, p.id DESC
	LIMIT ?`, append(args, Decided, mostProposals)...).Scan(&list).Error
}

// Proposal reads one with its lines in the order of the list, for its papers.
func (s *Service) Proposal(
	ctx context.Context, a access.Actor, id int64,
) (p ProposalRow, list []ProposalLine, err error) {
	reach, err := a.Require(access.ProposalView)
	if err != nil {
		return p, nil, err
	}
	db := s.Store.Read(ctx)
	if p, err = proposal(db, reach, id); err != nil {
		return p, nil, err
	}
	c, err := InForce(db, p.day(s.today()))
	if err != nil {
		return p, nil, err
	}
	list, err = c.proposalLines(db, p.Proposal)
	return p, list, err
}

// proposalLines reads the lines of a proposal in the order of the list. Until it is decided, its forms have the
// names of its day.
func (c *Catalogue) proposalLines(db *gorm.DB, p Proposal) (list []ProposalLine, err error) {
	err = db.Where("proposal_id = ?", p.ID).Order("level, name_key, id").Find(&list).Error
	for i := range list {
		w := &list[i].Awardee
		if p.State != Decided {
			c.rename(w)
		}
		w.FormName = c.Named(*w).Name
	}
	slices.SortStableFunc(list, func(x, y ProposalLine) int { return c.before(x.Awardee, y.Awardee) })
	return list, err
}

// ProposalRights are what the actor may do with a proposal now.
type ProposalRights struct {
	Edit    bool // text, lines and files; and send it
	Answer  bool // enter what the deciding body made of the lines
	Back    bool // note that it came back
	OwnCase bool // the actor is proposed, which keeps the actor from answering
}

// ProposalPage is a proposal with everything that its page shows.
type ProposalPage struct {
	ProposalRow
	List   []ProposalLine
	Doubts Doubts // before it is decided
	Needs  []Need
	Titles []Form         // with which the council's result can be taken over, while text and lines can be changed
	Forms  []Form         // that a typed line may have, likewise
	Own    map[int64]bool // lines that propose the actor, which the actor does not change
	Rights ProposalRights
}

// ProposalPage reads a proposal within reach with its lines, what is doubtful about them, the papers of its
// dossier, and what the actor may do.
func (s *Service) ProposalPage(ctx context.Context, a access.Actor, id int64) (v ProposalPage, err error) {
	reach, err := a.Require(access.ProposalView)
	if err != nil {
		return v, err
	}
	db := s.Store.Read(ctx)
	if v.ProposalRow, err = proposal(db, reach, id); err != nil {
		return v, err
	}
	day := v.day(s.today())
	c, err := InForce(db, day)
	if err != nil {
		return v, err
	}
	if v.List, err = c.proposalLines(db, v.Proposal); err != nil {
		return v, err
	}
	if v.State != Decided {
		if v.Doubts, err = c.proposalDoubts(db, id, day, v.List); err != nil {
			return v, err
		}
	}
	if v.Needs, err = c.needs(db, v.Proposal, v.List); err != nil {
		return v, err
	}
	v.Own = map[int64]bool{}
	for _, x := range v.List {
		if judge(a, []Awardee{x.Awardee}) != nil {
			v.Own[x.ID] = true
		}
	}
	runs, err := proposalReaches(db, a.Reach(access.ProposalRun), id)
	if err != nil {
		return v, err
	}
	v.Rights = ProposalRights{
		Edit:    runs && v.Editable(),
		Answer:  runs && v.State == Sent && len(v.Own) == 0,
		Back:    runs && v.State == Sent,
		OwnCase: len(v.Own) > 0,
	}
	if v.Rights.Edit {
		if v.Forms, err = c.offered(db, day); err != nil {
			return v, err
		}
		v.Titles, err = c.councilForms(db)
	}
	return v, err
}

// proposalReaches reports whether all lines of a proposal lie within reach.
func proposalReaches(db *gorm.DB, reach access.Reach, id int64) (bool, error) {
	if reach.All || reach.None() {
		return reach.All, nil
	}
	_, err := proposal(db, reach, id)
	return found(err)
}
