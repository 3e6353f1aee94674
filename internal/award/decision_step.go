package award

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// register is the register in which own decisions get their numbers.
const register = "QĐ"

// step moves a decision from one state to another for who may. decide checks what the step asks for and returns
// what else changes.
func (s *Service) step(
	ctx context.Context, a access.Actor, p access.Permission, id, version int64, from, to State,
	decide func(tx *gorm.DB, d DecisionRow) (store.Change, audit.Detail, error),
) error {
	reach, err := a.Require(p)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := decision(tx, reach, id)
		if err != nil {
			return err
		}
		if d.State != from || d.Version != version {
			return fault.ErrStale
		}
		change, detail, err := decide(tx, d)
		if err != nil {
			return err
		}
		change["state"] = to
		if err := store.Advance(tx, &d.Decision, version, from, change); err != nil {
			return duplicated(err)
		}
		return audit.Note(tx, s.Clock, a, "decision."+string(to), "decisions", id, detail)
	})
}

// ready reads the recipients of a decision that is to go on. It refuses a decision without anybody, or with
// somebody who must not be in it.
func ready(tx *gorm.DB, d DecisionRow, today string) ([]Recipient, error) {
	c, err := InForce(tx, d.on(today))
	if err != nil {
		return nil, err
	}
	list, err := c.recipients(tx, d.Decision)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fault.Conflictf("Quyết định chưa có ai được khen.")
	}
	found, err := c.doubts(tx, d.Decision, d.on(today), list)
	if err != nil {
		return nil, err
	}
	if n := found.Grave(); n > 0 && d.Kind != Revocation {
		return nil, fault.Conflictf("Còn %d trường hợp phải xử lý: một thành tích không khen thưởng hai lần.", n)
	}
	return list, nil
}

// Submit hands an own draft up to be signed.
func (s *Service) Submit(ctx context.Context, a access.Actor, id, version int64) error {
	return s.step(ctx, a, access.DecisionEdit, id, version, Draft, Signing,
		func(tx *gorm.DB, d DecisionRow) (store.Change, audit.Detail, error) {
			if d.Received {
				return nil, nil, fault.Conflictf("Quyết định của cấp trên không trình ký ở đây; hãy ghi nhận.")
			}
			_, err := ready(tx, d, s.today())
			return store.Change{}, nil, err
		})
}

// Return gives a decision that waits for the signature back with a reason. Whoever stands in it may do so too:
// it decides on nobody, and it is the way to have the own line put into another decision.
func (s *Service) Return(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 1000, "Ghi lý do trả lại, không quá %d ký tự")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.step(ctx, a, access.DecisionSign, id, version, Signing, Draft,
		func(*gorm.DB, DecisionRow) (store.Change, audit.Detail, error) {
			return store.Change{"returned": reason}, audit.Detail{"returned": reason}, nil
		})
}

// Sign signs what was handed up; the web asks for the password again. title is what stands above the signature.
// Nobody signs the own award.
func (s *Service) Sign(ctx context.Context, a access.Actor, id, version int64, title string) error {
	wrong := fault.Fields{}
	wrong.Text("title", &title, 1, 200)
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.step(ctx, a, access.DecisionSign, id, version, Signing, Signed,
		func(tx *gorm.DB, d DecisionRow) (store.Change, audit.Detail, error) {
			list, err := ready(tx, d, s.today())
			if err != nil {
				return nil, nil, err
			}
			if err := judge(a, awardees(list)); err != nil {
				return nil, nil, err
			}
			change := store.Change{"signer": a.Name, "signer_title": title, "returned": ""}
			return change, audit.Detail{"signer": a.Name}, nil
		})
}

// Issue gives a signed decision its number and date; from then on it stands. Prizes are reckoned for that day
// and the ledger of titles held is written.
func (s *Service) Issue(ctx context.Context, a access.Actor, id, version int64, l org.Letterhead) error {
	return s.step(ctx, a, access.DecisionIssue, id, version, Signed, Issued,
		func(tx *gorm.DB, d DecisionRow) (store.Change, audit.Detail, error) {
			today := s.Clock.Now()
			entry, err := document.Issue(tx, document.Outgoing{
				Register: register,
				Year:     today.Year(),
				IssuedOn: today.Format(clock.Date),
				Subject:  d.Subject,
				Signer:   d.Signer,
			}, l.Code(), l.Style == paper.State)
			if err != nil {
				return nil, nil, err
			}
			d.Number, d.DecidedOn = entry.Symbol, entry.IssuedOn
			change, err := takeEffect(tx, d)
			return change, nil, err
		})
}

// Receive takes a decision of another body into the record. It takes effect at once, so nobody receives one of
// the own award.
func (s *Service) Receive(ctx context.Context, a access.Actor, id, version int64) error {
	return s.step(ctx, a, access.DecisionEdit, id, version, Draft, Issued,
		func(tx *gorm.DB, d DecisionRow) (store.Change, audit.Detail, error) {
			if !d.Received {
				return nil, nil, fault.Conflictf("Quyết định của cơ quan mình phải được ký và lấy số.")
			}
			list, err := ready(tx, d, s.today())
			if err != nil {
				return nil, nil, err
			}
			if err := judge(a, awardees(list)); err != nil {
				return nil, nil, err
			}
			change, err := takeEffect(tx, d)
			return change, nil, err
		})
}
