package ceremony

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// errMoved is what the second of two hands on the programme is told.
var errMoved = fault.Conflictf("Chương trình vừa được chuyển ở máy khác; hãy xem lại trước khi bấm tiếp.")

// Forward ends what runs and begins the next of the programme; before the first, it begins it. at is
// how many steps the page had seen taken. A turn that begins fixes who stands on the stage.
func (s *Service) Forward(ctx context.Context, a access.Actor, id int64, at int) error {
	return s.conduct(ctx, a, id, at, "ceremony.forward", func(tx *gorm.DB, v Stage) error {
		now := s.Clock.Now().UnixMilli()
		if v.Live.Over {
			return fault.Conflictf("Chương trình đã hết.")
		}
		if v.Live.Steps == 0 && v.HeldOn != clock.Today(s.Clock) {
			return fault.Conflictf("Chỉ bắt đầu chương trình trong ngày tổ chức.")
		}
		if err := tx.Exec(`UPDATE ceremony_steps SET ended_at = ? WHERE ceremony_id = ? AND ended_at IS NULL`, now, id).Error; err != nil {
			return err
		}
		if v.Live.Next == nil {
			return nil
		}
		m := v.Live.Next.Moment
		step := m.step()
		if err := tx.Exec(`INSERT INTO ceremony_steps (ceremony_id, ordinal, item, turn, started_at) VALUES (?, ?, ?, ?, ?)`, id, at, step[0], step[1], now).Error; err != nil {
			return err
		}
		if m.Turn == nil {
			return nil
		}
		return stand(tx, id, *m.Turn)
	})
}

// stand fixes a turn as it goes on the stage.
func stand(tx *gorm.DB, id int64, t Turn) error {
	for _, x := range t.Stands {
		if err := tx.Exec(`INSERT INTO ceremony_stands (ceremony_id, recipient_id, turn, position, received_by, name, post, place, prize) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, x.ID, t.Number, x.Position, x.By, x.Name, x.Post, x.Place, x.Prize).Error; err != nil {
			return err
		}
	}
	return nil
}

// Back takes the last step back: what began has not begun, what ended runs on.
func (s *Service) Back(ctx context.Context, a access.Actor, id int64, at int) error {
	return s.conduct(ctx, a, id, at, "ceremony.back", func(tx *gorm.DB, v Stage) error {
		if at == 0 {
			return fault.Conflictf("Chương trình chưa bắt đầu.")
		}
		if v.Live.Over { // only the last end is taken back
			return tx.Exec(`UPDATE ceremony_steps SET ended_at = NULL WHERE ceremony_id = ? AND ordinal = ?`, id, at-1).Error
		}
		for _, step := range []string{
			`DELETE FROM ceremony_stands WHERE ceremony_id = ? AND turn = (SELECT turn FROM ceremony_steps WHERE ceremony_id = ? AND ordinal = ?)`,
			`DELETE FROM ceremony_steps WHERE ceremony_id = ? AND ceremony_id = ? AND ordinal = ?`,
			`UPDATE ceremony_steps SET ended_at = NULL WHERE ceremony_id = ? AND ceremony_id = ? AND ordinal = ? - 1`,
		} {
			if err := tx.Exec(step, id, id, at-1).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// Missing says that somebody of the turn that is being called is not there: the others close up, and
// the award waits for another turn or the office.
func (s *Service) Missing(ctx context.Context, a access.Actor, id, recipient int64, at int) error {
	return s.conduct(ctx, a, id, at, "ceremony.missing", func(tx *gorm.DB, v Stage) error {
		place, now := v.Stood[recipient], v.Live.Current
		if place.RecipientID == 0 || now == nil || now.Turn == nil || now.Turn.Number != place.Turn {
			return fault.Conflictf("Chỉ ghi vắng cho người của lượt đang trao.")
		}
		for _, step := range []struct {
			sql  string
			args []any
		}{
			{`DELETE FROM ceremony_stands WHERE ceremony_id = ? AND recipient_id = ?`, []any{id, recipient}},
			{`UPDATE ceremony_stands SET position = position - 1 WHERE ceremony_id = ? AND turn = ? AND position > ?`, []any{id, place.Turn, place.Position}},
			{`INSERT INTO ceremony_absences (ceremony_id, recipient_id, representative) VALUES (?, ?, '') ON CONFLICT (ceremony_id, recipient_id) DO UPDATE SET representative = ''`, []any{id, recipient}},
		} {
			if err := tx.Exec(step.sql, step.args...).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// conduct moves the programme of a ceremony from the place at which the page had seen it.
func (s *Service) conduct(ctx context.Context, a access.Actor, id int64, at int, action string, move func(tx *gorm.DB, v Stage) error) error {
	if _, err := a.Require(access.CeremonyConduct); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := store.OneRow(tx.Exec(`UPDATE ceremonies SET version = version + 1 WHERE id = ? AND state = 'preparing'`, id)); err != nil {
			return err
		}
		v, err := s.stage(tx, id)
		if err != nil {
			return err
		}
		if v.Live.Steps != at {
			return errMoved
		}
		if err := move(tx, v); err != nil {
			return err
		}
		return audit.Write(tx, s.Clock, a.Who(), audit.Entry{Action: action, Object: "ceremonies", ObjectID: id, Detail: map[string]any{"step": at}})
	})
}
