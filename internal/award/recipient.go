package award

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Recipient is a line of a decision: who receives what.
type Recipient struct {
	store.Record
	DecisionID int64 `gorm:"index:recipients_decision"`
	Awardee
	Coefficient float64 // of the base salary
	Prize       int64   // đồng
	EndedBy     *int64  // the decision that has corrected or revoked the line
	ReplacesID  *int64  // the line of the old decision, in a correction or revocation
}

// Ended is the number of the decision that has corrected or revoked the line, 0 while it holds.
func (r Recipient) Ended() int64 {
	if r.EndedBy == nil {
		return 0
	}
	return *r.EndedBy
}

// Where is post and place of a recipient in one line.
func Where(r Recipient) string { return r.Where() }

// awardees are who is honoured by lines.
func awardees(list []Recipient) []Awardee {
	who := make([]Awardee, len(list))
	for i, r := range list {
		who[i] = r.Awardee
	}
	return who
}

// inDraft changes the lines of a draft. The decision goes on to its next version; version is that of the page,
// or 0 where the change is guarded by the version of a line.
func (s *Service) inDraft(
	ctx context.Context, a access.Actor, id, version int64, action string,
	change func(tx *gorm.DB, d DecisionRow) (audit.Detail, error),
) error {
	reach, err := a.Require(access.DecisionEdit)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := decision(tx, reach, id)
		if err != nil {
			return err
		}
		if d.State != Draft {
			return fault.Conflictf("Quyết định không sửa được nữa: %s.", StateNames[d.State])
		}
		if version == 0 {
			version = d.Version
		}
		if err := store.Advance(tx, &d.Decision, version, Draft, store.Change{}); err != nil {
			return err
		}
		detail, err := change(tx, d)
		if err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, action, "decisions", id, detail)
	})
}

// AddRecipients puts recipients into a draft, all lines or none. Nobody adds the own name.
func (s *Service) AddRecipients(ctx context.Context, a access.Actor, id, version int64, l Lines) error {
	return s.inDraft(ctx, a, id, version, "decision.add", func(tx *gorm.DB, d DecisionRow) (audit.Detail, error) {
		list, err := s.read(tx, d.on(s.today()), l)
		if err != nil {
			return nil, err
		}
		if err := judge(a, list); err != nil {
			return nil, err
		}
		return audit.Detail{"form": l.Form, "lines": len(list)}, putRecipients(tx, id, list)
	})
}

// AddFromCouncil puts everybody into a draft whom the council has proposed for a year's titles and who is in no
// decision yet.
func (s *Service) AddFromCouncil(ctx context.Context, a access.Actor, id, version int64, year int) error {
	return s.inDraft(ctx, a, id, version, "decision.council", func(tx *gorm.DB, d DecisionRow) (audit.Detail, error) {
		list, err := proposedForDecision(tx, d.on(s.today()), year)
		if err != nil {
			return nil, err
		}
		return audit.Detail{"year": year, "lines": len(list)}, putRecipients(tx, id, list)
	})
}

// putRecipients writes the lines of a decision.
func putRecipients(tx *gorm.DB, id int64, list []Awardee) error {
	rows := make([]Recipient, len(list))
	for i, w := range list {
		rows[i] = Recipient{DecisionID: id, Awardee: w}
	}
	return tx.CreateInBatches(rows, batch).Error
}

// batch is how many rows one statement writes.
const batch = 100

// SaveRecipient changes what a draft's line says of its recipient; version is that of the line. Nobody changes
// the own line.
func (s *Service) SaveRecipient(ctx context.Context, a access.Actor, id, line, version int64, typed Awardee) error {
	if err := typed.clean(); err != nil {
		return err
	}
	return s.inDraft(ctx, a, id, 0, "decision.line", func(tx *gorm.DB, d DecisionRow) (audit.Detail, error) {
		r, err := recipient(tx, a, d.ID, line)
		if err != nil {
			return nil, err
		}
		r.setName(typed.Name)
		change := store.Change{"name_key": r.NameKey}
		for _, f := range LineFields {
			change[f.Code] = *f.Of(&typed)
		}
		return audit.Detail{"recipient": line, "name": r.Name}, store.Update(tx, &r, version, change)
	})
}

// DropRecipient takes a line out of a draft; version is that of the line. Nobody drops the own line.
func (s *Service) DropRecipient(ctx context.Context, a access.Actor, id, line, version int64) error {
	return s.inDraft(ctx, a, id, 0, "decision.drop", func(tx *gorm.DB, d DecisionRow) (audit.Detail, error) {
		r, err := recipient(tx, a, d.ID, line)
		if err != nil {
			return nil, err
		}
		dropped := tx.Where("version = ?", version).Delete(&r)
		return audit.Detail{"recipient": line}, store.OneRow(dropped)
	})
}

// recipient finds a line of a decision that the actor may judge.
func recipient(tx *gorm.DB, a access.Actor, decision, line int64) (r Recipient, err error) {
	if err := store.First(tx.Where("id = ? AND decision_id = ?", line, decision), &r); err != nil {
		return r, err
	}
	return r, judge(a, []Awardee{r.Awardee})
}

// clean puts the texts of a line in order.
func (w *Awardee) clean() error {
	wrong := fault.Fields{}
	for _, f := range LineFields {
		wrong.Text(f.Code, f.Of(w), f.Least, f.Most)
	}
	return wrong.Err()
}
