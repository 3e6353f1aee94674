package award

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// CreateDecision begins an award decision and returns its number.
func (s *Service) CreateDecision(ctx context.Context, a access.Actor, d Decision) (int64, error) {
	if err := a.RequireAll(access.DecisionEdit); err != nil {
		return 0, err
	}
	made := Decision{
		Kind:        Grant,
		State:       Draft,
		Received:    d.Received,
		Body:        d.Body,
		Subject:     d.Subject,
		Grounds:     d.Grounds,
		Number:      d.Number,
		DecidedOn:   d.DecidedOn,
		Signer:      d.Signer,
		SignerTitle: d.SignerTitle,
		Columns:     d.Columns,
		Ordering:    d.Ordering,
	}
	if made.Ordering == "" {
		made.Ordering = ByPrecedence
	}
	if err := made.clean(s.Clock); err != nil {
		return 0, err
	}
	if err := arrange(made.Columns, made.Ordering); err != nil {
		return 0, err
	}
	err := s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Create(&made).Error; err != nil {
			return duplicated(err)
		}
		return audit.Note(tx, s.Clock, a, "decision.save", "decisions", made.ID, saved(made))
	})
	return made.ID, err
}

func saved(d Decision) audit.Detail {
	return audit.Detail{"subject": d.Subject, "received": d.Received}
}

// SaveDecision changes the text of a draft. How its list is printed is not part of the text, see SaveColumns. A
// correction or revocation is always an own decision: it is signed.
func (s *Service) SaveDecision(ctx context.Context, a access.Actor, id, version int64, typed Decision) error {
	reach, err := a.Require(access.DecisionEdit)
	if err != nil {
		return err
	}
	if err := typed.clean(s.Clock); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := decision(tx, reach, id)
		if err != nil {
			return err
		}
		if typed.Received && d.Kind != Grant {
			return fault.Invalidf("received", "Quyết định đính chính, hủy bỏ phải được ký ở đây.")
		}
		err = store.Advance(tx, &d.Decision, version, Draft, store.Change{
			"received":     typed.Received,
			"body":         typed.Body,
			"subject":      typed.Subject,
			"grounds":      typed.Grounds,
			"number":       typed.Number,
			"decided_on":   typed.DecidedOn,
			"signer":       typed.Signer,
			"signer_title": typed.SignerTitle,
		})
		if err != nil {
			return duplicated(err)
		}
		return audit.Note(tx, s.Clock, a, "decision.save", "decisions", id, saved(d.Decision))
	})
}

// SaveColumns remembers how a decision's list is printed, whatever its state.
func (s *Service) SaveColumns(
	ctx context.Context, a access.Actor, id, version int64, columns string, ordering Ordering,
) error {
	reach, err := a.Require(access.DecisionArrange)
	if err != nil {
		return err
	}
	if err := arrange(columns, ordering); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := decision(tx, reach, id)
		if err != nil {
			return err
		}
		err = store.Update(tx, &d.Decision, version, store.Change{"columns": columns, "ordering": ordering})
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "decision.columns", "decisions", id,
			audit.Detail{"columns": columns, "ordering": ordering})
	})
}

// Amend makes the draft of a decision that corrects or revokes lines of an own one that is issued, and returns
// its number. The lines are copied; those of a correction are then edited. Nobody amends the own line.
func (s *Service) Amend(
	ctx context.Context, a access.Actor, oldID int64, kind Kind, reason string, lines []int64,
) (id int64, err error) {
	reach, err := a.Require(access.DecisionEdit)
	if err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	wrong.Reason("reason", &reason, 1000, "Ghi lý do, không quá %d ký tự")
	fault.Choice(wrong, "kind", kind, []Kind{Correction, Revocation}, "Chọn đính chính hoặc hủy bỏ")
	if len(lines) == 0 {
		wrong.Refuse("line", "Chọn ít nhất một người, tập thể")
	}
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		old, err := decision(tx, reach, oldID)
		if err != nil {
			return err
		}
		if err := old.amendable(); err != nil {
			return err
		}
		made := old.amendment(kind, reason)
		if err := tx.Create(&made).Error; err != nil {
			return err
		}
		id = made.ID
		if err := copyLines(tx, a, made, lines); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "decision.amend", "decisions", id,
			audit.Detail{"old": oldID, "kind": kind, "lines": len(lines), "reason": reason})
	})
	return id, err
}

// amendable refuses decisions that are not corrected or revoked here: what is not issued is changed, what
// another body has decided it amends itself, and a revocation leaves nothing to amend.
func (d Decision) amendable() error {
	switch {
	case d.State != Issued:
		return fault.Conflictf("Chỉ đính chính, hủy bỏ quyết định đã ban hành.")
	case d.Received || d.Kind == Revocation:
		return fault.Conflictf("Chỉ đính chính, hủy bỏ quyết định khen thưởng của cơ quan mình.")
	}
	return nil
}

// amendment is the draft of a decision about an old one.
func (d Decision) amendment(kind Kind, reason string) Decision {
	subject := "Đính chính"
	if kind == Revocation {
		subject = "Hủy bỏ khen thưởng theo"
	}
	return Decision{
		Kind:     kind,
		State:    Draft,
		Body:     d.Body,
		Subject:  fmt.Sprintf("%s Quyết định số %s ngày %s", subject, d.Number, viet.ShowDate(d.DecidedOn)),
		Grounds:  d.Grounds,
		OldID:    &d.ID,
		Reason:   reason,
		Columns:  d.Columns,
		Ordering: d.Ordering,
	}
}

// copyLines copies lines of the old decision that still hold into the draft that amends it.
func copyLines(tx *gorm.DB, a access.Actor, d Decision, lines []int64) error {
	var old []Recipient
	err := tx.Where("decision_id = ? AND ended_by IS NULL AND id IN ?", d.OldID, lines).Order("id").Find(&old).Error
	if err != nil {
		return err
	}
	if len(old) != len(lines) {
		return fault.ErrStale
	}
	if err := judge(a, awardees(old)); err != nil {
		return err
	}
	made := make([]Recipient, len(old))
	for i, r := range old {
		made[i] = Recipient{DecisionID: d.ID, Awardee: r.Awardee, ReplacesID: &old[i].ID}
		made[i].RegistrationID = nil // the old line keeps it until this one takes effect
	}
	return tx.CreateInBatches(made, batch).Error
}
