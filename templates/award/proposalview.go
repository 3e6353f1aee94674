package award

import (
	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/award"
	"congthidua/internal/emulation"
	"congthidua/templates/component"
)

// Proposal is what a proposal's page shows.
type Proposal struct {
	award.ProposalPage
	Campaigns []emulation.Campaign // whose results can be taken over
	Actor     access.Actor
	Today     string
	Form      component.Form
}

func (v Proposal) path() string { return award.ProposalPath(v.ID) }

// mayRemove reports whether the reader may take a file away: who has attached it, while the proposal can change.
func (v Proposal) mayRemove(f attachment.File) bool {
	return v.Rights.Edit && f.AccountID == v.Actor.AccountID
}

func proposalClass(state award.ProposalState) string {
	switch state {
	case award.Decided:
		return "state ok"
	case award.Sent, award.Returned:
		return "state act"
	case award.ProposalDraft:
	}
	return "state"
}
