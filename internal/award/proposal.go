package award

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// The states of a proposal: draft → sent → decided, or returned and sent again.
const (
	Sent     = "sent"
	Returned = "returned"
	Decided  = "decided"
)

// ProposalStates and ProposalKinds name states and kinds.
var (
	ProposalStates = map[string]string{Draft: "Đang soạn", Sent: "Đã gửi, chờ quyết định", Returned: "Bị trả lại", Decided: "Đã có kết quả"}
	ProposalKinds  = map[string]string{"yearly": "Thường xuyên, tổng kết năm", "thematic": "Theo chuyên đề, đợt thi đua", "unplanned": "Đột xuất", "career": "Quá trình cống hiến"}
)

// Proposal is a đề nghị khen thưởng to the body that decides.
type Proposal struct {
	ID                  int64
	Kind, Body, Subject string
	CampaignID          int64
	State, SentOn       string
	Reason              string // why it came back
	DecisionID          int64
	Version             int64
	People, Collectives int    `gorm:"->"`
}

// Editable reports whether text and lines can be changed.
func (p Proposal) Editable() bool { return p.State == Draft || p.State == Returned }

// ProposalLine is who is proposed, with the own part of the achievement report and the body's answer.
type ProposalLine struct {
	Recipient
	ProposalID          int64
	Report, Answer, Why string
}

// SaveProposal writes a new proposal (ID 0) or an editable one's text.
func (s *Service) SaveProposal(ctx context.Context, a access.Actor, p Proposal) (int64, error) {
	if _, err := a.Require(access.ProposalRun); err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	p.Body, p.Subject = viet.Clean(p.Body), viet.Clean(p.Subject)
	if ProposalKinds[p.Kind] == "" {
		wrong.Refuse("kind", "Chọn loại đề nghị")
	}
	if n := len([]rune(p.Subject)); n < 3 || n > 500 {
		wrong.Refuse("subject", "Ghi từ %d đến %d ký tự", 3, 500)
	}
	if n := len([]rune(p.Body)); n < 1 || n > 200 {
		wrong.Refuse("body", "Ghi từ %d đến %d ký tự", 1, 200)
	}
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if p.ID == 0 {
			if err := tx.Raw(`INSERT INTO proposals (kind, body, subject, state) VALUES (?, ?, ?, 'draft') RETURNING id`, p.Kind, p.Body, p.Subject).Scan(&p.ID).Error; err != nil {
				return err
			}
		} else if err := store.OneRow(tx.Exec(`UPDATE proposals SET kind = ?, body = ?, subject = ?, version = version + 1 WHERE id = ? AND version = ? AND state IN ('draft', 'returned')`, p.Kind, p.Body, p.Subject, p.ID, p.Version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "proposal.save", Object: "proposals", ObjectID: p.ID, Detail: map[string]any{"subject": p.Subject}})
	})
	return p.ID, err
}

// inProposal changes the lines of an editable proposal.
func (s *Service) inProposal(ctx context.Context, a access.Actor, id int64, action string, change func(tx *gorm.DB) (map[string]any, error)) error {
	if _, err := a.Require(access.ProposalRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE proposals SET version = version + 1 WHERE id = ? AND state IN ('draft', 'returned')`, id)); err != nil {
			return err
		}
		detail, err := change(tx)
		if err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "proposals", ObjectID: id, Detail: detail})
	})
}

func propose(tx *gorm.DB, id int64, r Recipient) error {
	return tx.Exec(`INSERT INTO proposal_lines (proposal_id, form, collective, person_id, unit_id, registration_id, year, name, name_key, level, post, place, achievement, representative) VALUES (?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, r.Form, r.Collective, r.PersonID, r.UnitID, r.RegistrationID, r.Year, r.Name, r.NameKey, r.Level, r.Post, r.Place, r.Achievement, r.Representative).Error
}

// Propose puts recipients into a proposal, all lines or none.
func (s *Service) Propose(ctx context.Context, a access.Actor, id int64, l Lines) error {
	return s.inProposal(ctx, a, id, "proposal.add", func(tx *gorm.DB) (map[string]any, error) {
		list, err := s.read(tx, l)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			if err := propose(tx, id, r); err != nil {
				return nil, err
			}
		}
		return map[string]any{"form": l.Form, "lines": len(list)}, nil
	})
}

// ProposeFromCouncil takes everybody in whom the council has proposed for a title of a year and who is
// in no decision and no open proposal yet.
func (s *Service) ProposeFromCouncil(ctx context.Context, a access.Actor, id int64, year int, form string) error {
	return s.inProposal(ctx, a, id, "proposal.council", func(tx *gorm.DB) (map[string]any, error) {
		var list []Recipient
		err := tx.Raw(councilList+` AND r.title = ? AND NOT EXISTS (SELECT 1 FROM proposal_lines l JOIN proposals p ON p.id = l.proposal_id WHERE l.registration_id = r.id AND p.state <> 'decided') ORDER BY r.id`, year, form).Scan(&list).Error
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, fault.Conflictf("Không có ai được Hội đồng đề nghị cho năm %d mà chưa ở trong quyết định nào.", year)
		}
		for _, r := range list {
			if err := fill(tx, &r); err != nil {
				return nil, err
			}
			if err := propose(tx, id, r); err != nil {
				return nil, err
			}
		}
		return map[string]any{"year": year, "form": form, "lines": len(list)}, nil
	})
}

// SaveReport keeps achievement and the own part of the achievement report of a line; drop takes the
// line out.
func (s *Service) SaveReport(ctx context.Context, a access.Actor, id, line int64, achievement, report string, drop bool) error {
	if achievement = viet.Clean(achievement); len([]rune(achievement)) > 1000 {
		return fault.Invalidf("achievement", "Không quá %d ký tự", 1000)
	}
	if len([]rune(report)) > 8000 {
		return fault.Invalidf("report", "Không quá %d ký tự", 8000)
	}
	return s.inProposal(ctx, a, id, "proposal.line", func(tx *gorm.DB) (map[string]any, error) {
		detail := map[string]any{"line": line, "dropped": drop}
		if drop {
			return detail, store.OneRow(tx.Exec(`DELETE FROM proposal_lines WHERE id = ? AND proposal_id = ?`, line, id))
		}
		return detail, store.OneRow(tx.Exec(`UPDATE proposal_lines SET achievement = ?, report = ? WHERE id = ? AND proposal_id = ?`, achievement, report, line, id))
	})
}

// Send notes that a proposal went to the deciding body; nothing grave may be left.
func (s *Service) Send(ctx context.Context, a access.Actor, id, version int64) error {
	return s.stepProposal(ctx, a, id, version, Sent, func(tx *gorm.DB, p Proposal) error {
		if !p.Editable() {
			return fault.ErrStale
		}
		if p.People+p.Collectives == 0 {
			return fault.Conflictf("Đề nghị chưa có ai.")
		}
		found, err := proposalDoubts(tx, id)
		if err != nil {
			return err
		}
		if n := Grave(found); n > 0 {
			return fault.Conflictf("Còn %d trường hợp phải xử lý: một thành tích không khen thưởng hai lần.", n)
		}
		return tx.Exec(`UPDATE proposals SET sent_on = ?, reason = '' WHERE id = ?`, clock.Today(s.Clock), id).Error
	})
}

// TakeBack notes that the deciding body has returned a proposal, with its reason.
func (s *Service) TakeBack(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 1000 {
		return fault.Invalidf("reason", "Ghi lý do trả lại, không quá %d ký tự", 1000)
	}
	return s.stepProposal(ctx, a, id, version, Returned, func(tx *gorm.DB, p Proposal) error {
		if p.State != Sent {
			return fault.ErrStale
		}
		return tx.Exec(`UPDATE proposals SET reason = ? WHERE id = ?`, reason, id).Error
	})
}

func (s *Service) stepProposal(ctx context.Context, a access.Actor, id, version int64, to string, change func(*gorm.DB, Proposal) error) error {
	if _, err := a.Require(access.ProposalRun); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		p, err := proposal(tx, id)
		if err != nil {
			return err
		}
		if p.Version != version {
			return fault.ErrStale
		}
		if err := change(tx, p); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE proposals SET state = ?, version = version + 1 WHERE id = ? AND version = ?`, to, id, version)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "proposal." + to, Object: "proposals", ObjectID: id})
	})
}

// Answer records what the deciding body made of each line; who is not in accepted is refused with the
// reason. The accepted become the draft of a received decision, whose number and day follow.
func (s *Service) Answer(ctx context.Context, a access.Actor, id, version int64, accepted map[int64]bool, why map[int64]string) (decision int64, err error) {
	err = s.stepProposal(ctx, a, id, version, Decided, func(tx *gorm.DB, p Proposal) error {
		if p.State != Sent {
			return fault.ErrStale
		}
		list, err := proposalLines(tx, id)
		if err != nil {
			return err
		}
		wrong, taken := fault.Fields{}, 0
		for _, l := range list {
			if accepted[l.ID] {
				taken++
			} else if reason := viet.Clean(why[l.ID]); reason == "" || len([]rune(reason)) > 500 {
				wrong.Refuse(fmt.Sprintf("why.%d", l.ID), "Ghi lý do không được chấp nhận")
			}
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		if taken > 0 {
			if err := tx.Raw(`INSERT INTO decisions (kind, received, body, subject, state) VALUES ('award', TRUE, ?, ?, 'draft') RETURNING id`, p.Body, p.Subject).Scan(&decision).Error; err != nil {
				return err
			}
		}
		for _, l := range list {
			answer, reason := "refused", viet.Clean(why[l.ID])
			if accepted[l.ID] {
				answer, reason = "accepted", ""
				r := l.Recipient
				r.DecisionID = decision
				if err := insert(tx, r); err != nil {
					return err
				}
			}
			if err := tx.Exec(`UPDATE proposal_lines SET answer = ?, why = ? WHERE id = ?`, answer, reason, l.ID).Error; err != nil {
				return err
			}
		}
		return tx.Exec(`UPDATE proposals SET decision_id = NULLIF(?, 0) WHERE id = ?`, decision, id).Error
	})
	return decision, err
}
