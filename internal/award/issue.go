package award

import (
	"context"
	"errors"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// register is the register in which own decisions get their numbers.
const register = "QĐ"

// step moves a decision from one state to another for who may.
func (s *Service) step(ctx context.Context, a access.Actor, p access.Permission, id, version int64, from, to string, detail map[string]any, change func(tx *gorm.DB, d Decision) error) error {
	if _, err := a.Require(p); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		d, err := decision(tx, a, id)
		if err != nil {
			return err
		}
		if d.State != from || d.Version != version {
			return fault.ErrStale
		}
		if err := change(tx, d); err != nil {
			return err
		}
		if err := store.OneRow(tx.Exec(`UPDATE decisions SET state = ?, version = version + 1 WHERE id = ? AND version = ? AND state = ?`, to, id, version, from)); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "decision." + to, Object: "decisions", ObjectID: id, Detail: detail})
	})
}

// ready refuses a decision without anybody, or with somebody who must not be in it.
func ready(tx *gorm.DB, d Decision) error {
	if d.People+d.Collectives == 0 {
		return fault.Conflictf("Quyết định chưa có ai được khen.")
	}
	found, err := doubts(tx, d.ID)
	if err != nil {
		return err
	}
	if n := Grave(found); n > 0 && d.Kind != Revocation {
		return fault.Conflictf("Còn %d trường hợp phải xử lý: một thành tích không khen thưởng hai lần.", n)
	}
	return nil
}

// Submit hands an own draft up to be signed.
func (s *Service) Submit(ctx context.Context, a access.Actor, id, version int64) error {
	return s.step(ctx, a, access.DecisionEdit, id, version, Draft, Signing, nil, func(tx *gorm.DB, d Decision) error {
		if d.Received {
			return fault.Conflictf("Quyết định của cấp trên không trình ký ở đây; hãy ghi nhận.")
		}
		return ready(tx, d)
	})
}

// Return gives a decision that waits for the signature back with a reason.
func (s *Service) Return(ctx context.Context, a access.Actor, id, version int64, reason string) error {
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 1000 {
		return fault.Invalidf("reason", "Ghi lý do trả lại, không quá %d ký tự", 1000)
	}
	return s.step(ctx, a, access.DecisionSign, id, version, Signing, Draft, map[string]any{"returned": reason}, func(tx *gorm.DB, _ Decision) error {
		return tx.Exec(`UPDATE decisions SET returned = ? WHERE id = ?`, reason, id).Error
	})
}

// Sign signs what was handed up; the web asks for the password again. title is what stands above the
// signature.
func (s *Service) Sign(ctx context.Context, a access.Actor, id, version int64, title string) error {
	if title = viet.Clean(title); title == "" || len([]rune(title)) > 200 {
		return fault.Invalidf("title", "Ghi từ %d đến %d ký tự", 1, 200)
	}
	return s.step(ctx, a, access.DecisionSign, id, version, Signing, Signed, map[string]any{"signer": a.Name}, func(tx *gorm.DB, d Decision) error {
		if err := ready(tx, d); err != nil {
			return err
		}
		return tx.Exec(`UPDATE decisions SET signer = ?, signer_title = ?, returned = '' WHERE id = ?`, a.Name, title, id).Error
	})
}

// Issue gives a signed decision its number and date; from then on it stands. Prizes are reckoned for
// that day and the record of honours is written.
func (s *Service) Issue(ctx context.Context, a access.Actor, id, version int64, l org.Letterhead) error {
	return s.step(ctx, a, access.DecisionIssue, id, version, Signed, Issued, nil, func(tx *gorm.DB, d Decision) error {
		today := s.Clock.Now()
		entry, err := document.Issue(tx, document.Outgoing{Register: register, Year: today.Year(), IssuedOn: today.Format(clock.Date), Subject: d.Subject, Signer: d.Signer}, l.Code(), l.Style == "state")
		if err != nil {
			return err
		}
		d.Number, d.DecidedOn = entry.Symbol, entry.IssuedOn
		if err := tx.Exec(`UPDATE decisions SET number = ?, decided_on = ? WHERE id = ?`, d.Number, d.DecidedOn, id).Error; err != nil {
			return duplicated(err)
		}
		return s.takeEffect(tx, a, d)
	})
}

// Receive takes a decision of another body into the record.
func (s *Service) Receive(ctx context.Context, a access.Actor, id, version int64) error {
	return s.step(ctx, a, access.DecisionEdit, id, version, Draft, Issued, nil, func(tx *gorm.DB, d Decision) error {
		if !d.Received {
			return fault.Conflictf("Quyết định của cơ quan mình phải được ký và lấy số.")
		}
		if err := ready(tx, d); err != nil {
			return err
		}
		return s.takeEffect(tx, a, d)
	})
}

// takeEffect reckons prizes and writes the record of honours; of a correction or revocation it first
// ends what it replaces.
func (s *Service) takeEffect(tx *gorm.DB, a access.Actor, d Decision) error {
	list, err := recipients(tx, d)
	if err != nil {
		return err
	}
	if d.Kind != Grant {
		if err := s.endOld(tx, d, list); err != nil {
			return err
		}
	}
	if d.Kind == Revocation {
		return nil
	}
	c, err := Shipped()
	if err != nil {
		return err
	}
	known, err := salaries(tx)
	if err != nil {
		return err
	}
	var legal string
	var salary int64
	for _, r := range list {
		p := c.Prize(r.Form, r.Collective, d.DecidedOn, known)
		legal, salary = p.Legal, p.Salary
		if err := tx.Exec(`UPDATE recipients SET coefficient = ?, prize = ? WHERE id = ?`, p.Coefficient, p.Amount, r.ID).Error; err != nil {
			return err
		}
		if r.PersonID == 0 && r.UnitID == 0 {
			continue
		}
		err := tx.Exec(`INSERT INTO honours (person_id, unit_id, title, year, decision, decided_on) VALUES (NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?, ?)`, r.PersonID, r.UnitID, r.Form, r.Year, d.Number, d.DecidedOn).Error
		if store.Duplicate(err) {
			return fault.Conflictf("%s đã có %s của năm %d.", r.Name, c.Form(r.Form).Name, r.Year)
		}
		if err != nil {
			return err
		}
	}
	return tx.Exec(`UPDATE decisions SET base_salary = ?, prize_legal = ? WHERE id = ?`, salary, legal, d.ID).Error
}

// endOld ends the lines of the old decision that this one replaces, in the record too.
func (s *Service) endOld(tx *gorm.DB, d Decision, list []Recipient) error {
	for _, r := range list {
		if r.ReplacesID == 0 {
			continue
		}
		if err := store.OneRow(tx.Exec(`UPDATE recipients SET ended_by = ? WHERE id = ? AND ended_by IS NULL`, d.ID, r.ReplacesID)); err != nil {
			return errors.Join(err, fault.ErrStale)
		}
		reason := fmt.Sprintf("%s theo %s ngày %s: %s", KindNames[d.Kind], d.Number, viet.ShowDate(d.DecidedOn), d.Reason)
		if err := tx.Exec(`UPDATE honours SET revoked = ? WHERE revoked = '' AND decision = ? AND title = (SELECT form FROM recipients WHERE id = ?) AND year = (SELECT year FROM recipients WHERE id = ?) AND (person_id = (SELECT person_id FROM recipients WHERE id = ?) OR unit_id = (SELECT unit_id FROM recipients WHERE id = ?))`,
			viet.Clip(reason, 300), d.OldNumber, r.ReplacesID, r.ReplacesID, r.ReplacesID, r.ReplacesID).Error; err != nil {
			return err
		}
	}
	return nil
}

// Amend makes the draft of a decision that corrects or revokes lines of an issued one. The lines are
// copied; of a correction they are then edited.
func (s *Service) Amend(ctx context.Context, a access.Actor, oldID int64, kind, reason string, lines []int64) (id int64, err error) {
	if _, err := a.Require(access.DecisionEdit); err != nil {
		return 0, err
	}
	wrong := fault.Fields{}
	if reason = viet.Clean(reason); reason == "" || len([]rune(reason)) > 1000 {
		wrong.Refuse("reason", "Ghi lý do, không quá %d ký tự", 1000)
	}
	if kind != Correction && kind != Revocation {
		wrong.Refuse("kind", "Chọn đính chính hoặc hủy bỏ")
	}
	if len(lines) == 0 {
		wrong.Refuse("line", "Chọn ít nhất một người, tập thể")
	}
	if err := wrong.Err(); err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		old, err := decision(tx, a, oldID)
		if err != nil {
			return err
		}
		if old.State != Issued {
			return fault.Conflictf("Chỉ đính chính, hủy bỏ quyết định đã ban hành.")
		}
		subject := fmt.Sprintf("%s Quyết định số %s ngày %s", map[string]string{Correction: "Đính chính", Revocation: "Hủy bỏ khen thưởng theo"}[kind], old.Number, viet.ShowDate(old.DecidedOn))
		err = tx.Raw(`INSERT INTO decisions (kind, received, body, subject, grounds, state, old_id, reason, columns, ordering) VALUES (?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?) RETURNING id`, kind, false, old.Body, subject, old.Grounds, oldID, reason, old.Columns, old.Ordering).Scan(&id).Error
		if err != nil {
			return err
		}
		in, args := store.In(lines)
		result := tx.Exec(`INSERT INTO recipients (decision_id, form, collective, person_id, unit_id, year, name, name_key, level, post, place, achievement, representative, replaces_id)
			SELECT CAST(? AS BIGINT), form, collective, person_id, unit_id, year, name, name_key, level, post, place, achievement, representative, id FROM recipients WHERE decision_id = ? AND ended_by IS NULL AND id IN `+in, append([]any{id, oldID}, args...)...)
		if result.Error != nil {
			return result.Error
		}
		if result.RowsAffected != int64(len(lines)) {
			return fault.ErrStale
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: "decision.amend", Object: "decisions", ObjectID: id, Detail: map[string]any{"old": oldID, "kind": kind, "lines": len(lines), "reason": reason}})
	})
	return id, err
}
