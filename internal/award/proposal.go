package award

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// ProposalState is how far a proposal is: draft → sent → decided, or returned and sent again.
type ProposalState string

// The states of a proposal.
const (
	ProposalDraft ProposalState = "draft"
	Sent          ProposalState = "sent"
	Returned      ProposalState = "returned"
	Decided       ProposalState = "decided"
)

// ProposalStates names the states.
var ProposalStates = map[ProposalState]string{
	ProposalDraft: "Đang soạn",
	Sent:          "Đã gửi, chờ quyết định",
	Returned:      "Bị trả lại",
	Decided:       "Đã có kết quả",
}

// ProposalKind is on what occasion awards are proposed.
type ProposalKind string

// The kinds of proposals.
const (
	Yearly    ProposalKind = "yearly"
	Thematic  ProposalKind = "thematic"
	Unplanned ProposalKind = "unplanned"
	Career    ProposalKind = "career"
)

// ProposalKinds lists the kinds as they are offered; ProposalKindNames names them.
var (
	ProposalKinds     = []ProposalKind{Yearly, Thematic, Unplanned, Career}
	ProposalKindNames = map[ProposalKind]string{
		Yearly:    "Thường xuyên, tổng kết năm",
		Thematic:  "Theo chuyên đề, đợt thi đua",
		Unplanned: "Đột xuất",
		Career:    "Quá trình cống hiến",
	}
)

// Proposal is a đề nghị khen thưởng to the body that decides.
type Proposal struct {
	store.Record
	Kind       ProposalKind
	Body       string `gorm:"size:200"` // who decides
	Subject    string `gorm:"size:500"`
	CampaignID *int64 // of the council's result it was made from
	State      ProposalState
	SentOn     string `gorm:"size:10"`   // 2006-01-02, "" before it is sent
	Reason     string `gorm:"size:1000"` // why it came back
	DecisionID *int64 // the draft made of what was accepted
}

// ProposalRow is a proposal with what lists and pages show of it.
type ProposalRow struct {
	Proposal
	People, Collectives int
}

// Editable reports whether text and lines can be changed.
func (p Proposal) Editable() bool { return p.State == ProposalDraft || p.State == Returned }

// day is the day whose catalogues count: today while the proposal can be changed, then the day on which it was
// sent.
func (p Proposal) day(today string) string {
	if p.Editable() || p.SentOn == "" {
		return today
	}
	return p.SentOn
}

// Decision is the number of the decision made of what was accepted, 0 for none.
func (p Proposal) Decision() int64 {
	if p.DecisionID == nil {
		return 0
	}
	return *p.DecisionID
}

func (p *Proposal) clean() error {
	wrong := fault.Fields{}
	fault.Choice(wrong, "kind", p.Kind, ProposalKinds, "Chọn loại đề nghị")
	wrong.Text("subject", &p.Subject, 3, 500)
	wrong.Text("body", &p.Body, 1, 200)
	return wrong.Err()
}

// CreateProposal begins a proposal and returns its number.
func (s *Service) CreateProposal(ctx context.Context, a access.Actor, p Proposal) (int64, error) {
	if err := a.RequireAll(access.ProposalRun); err != nil {
		return 0, err
	}
	if err := p.clean(); err != nil {
		return 0, err
	}
	made := Proposal{Kind: p.Kind, Body: p.Body, Subject: p.Subject, State: ProposalDraft}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&made).Error; err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "proposal.save", "proposals", made.ID, audit.Detail{"subject": p.Subject})
	})
	return made.ID, err
}

// SaveProposal changes the text of a proposal that can be changed.
func (s *Service) SaveProposal(ctx context.Context, a access.Actor, id, version int64, typed Proposal) error {
	if err := typed.clean(); err != nil {
		return err
	}
	return s.inProposal(ctx, a, id, version, "proposal.save", store.Change{
		"kind":    typed.Kind,
		"body":    typed.Body,
		"subject": typed.Subject,
	}, func(*gorm.DB) (audit.Detail, error) {
		return audit.Detail{"subject": typed.Subject}, nil
	})
}

// inProposal changes a proposal that can be changed, and its lines. version is that of the page, or 0 where the
// change is guarded by the version of a line.
func (s *Service) inProposal(
	ctx context.Context, a access.Actor, id, version int64, action string, text store.Change,
	change func(tx *gorm.DB) (audit.Detail, error),
) error {
	reach, err := a.Require(access.ProposalRun)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := proposal(tx, reach, id)
		if err != nil {
			return err
		}
		if !p.Editable() {
			return fault.ErrStale
		}
		if version == 0 {
			version = p.Version
		}
		if err := store.Advance(tx, &p.Proposal, version, p.State, text); err != nil {
			return err
		}
		detail, err := change(tx)
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, action, "proposals", id, detail)
	})
}

// Send notes that a proposal went to the deciding body; nothing grave may be left.
func (s *Service) Send(ctx context.Context, a access.Actor, id, version int64) error {
	return s.stepProposal(ctx, a, id, version, Sent, func(tx *gorm.DB, p ProposalRow) (store.Change, error) {
		if !p.Editable() {
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
		if len(list) == 0 {
			return nil, fault.Conflictf("Đề nghị chưa có ai.")
		}
		found, err := c.proposalDoubts(tx, id, p.day(s.today()), list)
		if err != nil {
			return nil, err
		}
		if n := found.Grave(); n > 0 {
			return nil, fault.Conflictf("Còn %d trường hợp phải xử lý: một thành tích không khen thưởng hai lần.", n)
		}
		return store.Change{"sent_on": clock.Today(s.Clock), "reason": ""}, nil
	})
}

// TakeBack notes that the deciding body has returned a proposal, with its reason.
func (s *Service) TakeBack(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 1000, "Ghi lý do trả lại, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.stepProposal(ctx, a, id, version, Returned, func(_ *gorm.DB, p ProposalRow) (store.Change, error) {
		if p.State != Sent {
			return nil, fault.ErrStale
		}
		return store.Change{"reason": reason}, nil
	})
}

// stepProposal moves a proposal to another state. decide refuses the states from which that does not go, and
// returns what else changes.
func (s *Service) stepProposal(
	ctx context.Context, a access.Actor, id, version int64, to ProposalState,
	decide func(tx *gorm.DB, p ProposalRow) (store.Change, error),
) error {
	reach, err := a.Require(access.ProposalRun)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := proposal(tx, reach, id)
		if err != nil {
			return err
		}
		if p.Version != version {
			return fault.ErrStale
		}
		change, err := decide(tx, p)
		if err != nil {
			return err
		}
		change["state"] = to
		if err := store.Advance(tx, &p.Proposal, version, p.State, change); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "proposal."+string(to), "proposals", id, nil)
	})
}
