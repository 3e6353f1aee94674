package award

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Answer is what the deciding body made of a line.
type Answer string

// The answers.
const (
	Unanswered Answer = ""
	Accepted   Answer = "accepted"
	Refused    Answer = "refused"
)

// ProposalLine is who is proposed, with the own part of the achievement report and the body's answer.
type ProposalLine struct {
	store.Record
	ProposalID int64 `gorm:"index:proposal_lines_proposal"`
	Awardee
	Report string `gorm:"size:8000"`
	Answer Answer
	Why    string `gorm:"size:500"` // of a refusal
}

// Propose puts lines into a proposal, all or none. Nobody proposes the own person.
func (s *Service) Propose(ctx context.Context, a access.Actor, id, version int64, l Lines) error {
	return s.inProposal(ctx, a, id, version, "proposal.add", nil, func(tx *gorm.DB) (audit.Detail, error) {
		list, err := s.read(tx, s.today(), l)
		if err != nil {
			return nil, err
		}
		if err := judge(a, list); err != nil {
			return nil, err
		}
		return audit.Detail{"form": l.Form, "lines": len(list)}, putLines(tx, id, list)
	})
}

// ProposeFromCouncil takes everybody in whom the council has proposed for a title of a year and who is in no
// decision and no open proposal yet.
func (s *Service) ProposeFromCouncil(
	ctx context.Context, a access.Actor, id, version int64, year int, form string,
) error {
	return s.inProposal(ctx, a, id, version, "proposal.council", nil, func(tx *gorm.DB) (audit.Detail, error) {
		list, err := proposedForProposal(tx, s.today(), year, form)
		if err != nil {
			return nil, err
		}
		return audit.Detail{"year": year, "form": form, "lines": len(list)}, putLines(tx, id, list)
	})
}

// putLines writes the lines of a proposal.
func putLines(tx *gorm.DB, id int64, list []Awardee) error {
	rows := make([]ProposalLine, len(list))
	for i, w := range list {
		rows[i] = ProposalLine{ProposalID: id, Awardee: w}
	}
	return tx.CreateInBatches(rows, batch).Error
}

// SaveReport keeps achievement and the own part of the achievement report of a line; version is that of the line.
// Nobody changes the own line.
func (s *Service) SaveReport(
	ctx context.Context, a access.Actor, id, line, version int64, achievement, report string,
) error {
	wrong := fault.Fields{}
	wrong.Text("achievement", &achievement, 0, MostAchievement)
	wrong.Lines("report", &report, 0, 8000)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.inProposal(ctx, a, id, 0, "proposal.line", nil, func(tx *gorm.DB) (audit.Detail, error) {
		x, err := proposalLine(tx, a, id, line)
		if err != nil {
			return nil, err
		}
		return audit.Detail{"line": line, "dropped": false},
			store.Update(tx, &x, version, store.Change{"achievement": achievement, "report": report})
	})
}

// DropLine takes a line out of a proposal; version is that of the line. Nobody drops the own line.
func (s *Service) DropLine(ctx context.Context, a access.Actor, id, line, version int64) error {
	return s.inProposal(ctx, a, id, 0, "proposal.line", nil, func(tx *gorm.DB) (audit.Detail, error) {
		x, err := proposalLine(tx, a, id, line)
		if err != nil {
			return nil, err
		}
		dropped := tx.Where("version = ?", version).Delete(&x)
		return audit.Detail{"line": line, "dropped": true}, store.OneRow(dropped)
	})
}

// proposalLine finds a line of a proposal that the actor may judge.
func proposalLine(tx *gorm.DB, a access.Actor, proposal, line int64) (x ProposalLine, err error) {
	if err := store.First(tx.Where("id = ? AND proposal_id = ?", line, proposal), &x); err != nil {
		return x, err
	}
	return x, judge(a, []Awardee{x.Awardee})
}

// Answers are what the deciding body made of a proposal: who is accepted, and why the others are not, by line.
type Answers struct {
	Accepted map[int64]bool
	Why      map[int64]string
}

// reasons are why lines are refused, by line. A line that is neither accepted nor refused with a reason is wrong.
func (x Answers) reasons(list []ProposalLine) (map[int64]string, error) {
	wrong, reasons := fault.Fields{}, map[int64]string{}
	for _, line := range list {
		if x.Accepted[line.ID] {
			continue
		}
		why := x.Why[line.ID]
		wrong.Reason(fmt.Sprintf("why.%d", line.ID), &why, 500,
			"Ghi lý do không được chấp nhận, không quá %d ký tự")
		reasons[line.ID] = why
	}
	return reasons, wrong.Err()
}

// Answer records what the deciding body made of each line. The accepted become the draft of a received decision,
// whose number and day follow; it returns that draft's number, 0 where nobody is accepted. Nobody enters the
// answer to the own line.
func (s *Service) Answer(
	ctx context.Context, a access.Actor, id, version int64, x Answers,
) (decision int64, err error) {
	err = s.stepProposal(ctx, a, id, version, Decided, func(tx *gorm.DB, p ProposalRow) (store.Change, error) {
		if p.State != Sent {
			return nil, fault.ErrStale
		}
		c, err := InForce(tx, p.day(s.today()))
		if err != nil {
			return nil, err
		}
		list, err := c.proposalLines(tx, p.Proposal)
		if err != nil {
			return nil, err
		}
		if err := judge(a, proposedAwardees(list)); err != nil {
			return nil, err
		}
		refused, err := x.reasons(list)
		if err != nil {
			return nil, err
		}
		accepted, err := answer(tx, list, refused)
		if err != nil || len(accepted) == 0 {
			return store.Change{}, err
		}
		made := Decision{
			Kind:     Grant,
			State:    Draft,
			Received: true,
			Body:     p.Body,
			Subject:  p.Subject,
			Columns:  UsualColumns,
			Ordering: ByPrecedence,
		}
		if err := tx.Create(&made).Error; err != nil {
			return nil, err
		}
		decision = made.ID
		return store.Change{"decision_id": decision}, putRecipients(tx, decision, accepted)
	})
	return decision, err
}

// answer writes the answer to each line: refused for a reason, or accepted. It returns who is accepted.
func answer(tx *gorm.DB, list []ProposalLine, refused map[int64]string) (accepted []Awardee, err error) {
	for i := range list {
		line, change := &list[i], store.Change{"answer": Accepted, "why": ""}
		if why, is := refused[line.ID]; is {
			change = store.Change{"answer": Refused, "why": why}
		} else {
			accepted = append(accepted, line.Awardee)
		}
		if err := store.Update(tx, line, line.Version, change); err != nil {
			return nil, err
		}
	}
	return accepted, nil
}

// proposedAwardees are who is proposed by lines.
func proposedAwardees(list []ProposalLine) []Awardee {
	who := make([]Awardee, len(list))
	for i, x := range list {
		who[i] = x.Awardee
	}
	return who
}
