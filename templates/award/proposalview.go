package award

import (
	"context"

	"congthidua/internal/award"
	"congthidua/internal/emulation"
	"congthidua/templates/component"
)

// Proposal is what a proposal's page shows.
type Proposal struct {
	award.Proposal
	List      []award.ProposalLine
	Doubts    map[int64][]award.Doubt
	Catalogue *award.Catalogue
	Campaigns []emulation.Campaign
	Needs     []award.Need
	Account   int64 // of who looks
	Today     string
	MayRun    bool
	Form      component.Form
}

func (v Proposal) path() string { return "/proposals/" + component.Itoa(v.ID) }

func (v Proposal) mayEdit() bool { return v.MayRun && v.Editable() }

// mayAnswer reports whether the body's answer can be entered now.
func (v Proposal) mayAnswer() bool { return v.MayRun && v.State == award.Sent }

func (v Proposal) formName(code string) string {
	if f := v.Catalogue.Form(code); f != nil {
		return f.Name
	}
	return code
}

func (v Proposal) forms() []component.Option { return Decision{Catalogue: v.Catalogue}.forms() }

func (v Proposal) years() []component.Option { return Decision{Campaigns: v.Campaigns}.years() }

func proposalKinds(ctx context.Context) (list []component.Option) {
	for _, kind := range []string{"yearly", "thematic", "unplanned", "career"} {
		list = append(list, component.Option{Value: kind, Text: t(ctx, award.ProposalKinds[kind])})
	}
	return list
}

func proposalClass(state string) string {
	switch state {
	case award.Decided:
		return "state ok"
	case award.Sent, award.Returned:
		return "state act"
	}
	return "state"
}
