package ceremony

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// errMoved is what the second of two people who move the programme at the same time is told.
var errMoved = fault.Conflictf("Chương trình vừa được chuyển ở máy khác; hãy xem lại trước khi bấm tiếp.")

// Stood is a recipient's place on the stage as it was, with what was read out then.
type Stood struct {
	CeremonyID  int64 `gorm:"primaryKey;autoIncrement:false"`
	RecipientID int64 `gorm:"primaryKey;autoIncrement:false"`
	Turn        int
	Position    int
	ReceivedBy  string // "" for the recipient
	Name        string
	Post        string
	Place       string
	Prize       int64 // đồng
}

// TableName implements gorm's Tabler.
func (Stood) TableName() string { return "ceremony_stands" }

// Forward ends what runs and begins the next part of the programme; before the first, it begins it. at is
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
		running := tx.Model(&Step{}).Where("ceremony_id = ? AND ended_at IS NULL", id)
		if err := running.UpdateColumn("ended_at", now).Error; err != nil {
			return err
		}
		if v.Live.Next == nil {
			return nil
		}
		m := v.Live.Next.Moment
		place := m.place()
		step := Step{CeremonyID: id, Ordinal: at, Item: place.item, Turn: place.turn, StartedAt: now}
		if err := tx.Create(&step).Error; err != nil {
			return err
		}
		if m.Turn == nil {
			return nil
		}
		return stand(tx, id, *m.Turn)
	})
}

// stand fixes turns as they go on the stage.
func stand(tx *gorm.DB, id int64, turns ...Turn) error {
	var rows []Stood
	for _, t := range turns {
		for _, x := range t.Stands {
			rows = append(rows, Stood{
				CeremonyID: id, RecipientID: x.ID, Turn: t.Number, Position: x.Position, ReceivedBy: x.By,
				Name: x.Name, Post: x.Post, Place: x.Place, Prize: x.Prize,
			})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, 200).Error
}

// Back takes the last step back: what began has not begun, and the step before it runs on. Where nothing
// runs, because the programme is over, only its end is taken back.
func (s *Service) Back(ctx context.Context, a access.Actor, id int64, at int) error {
	return s.conduct(ctx, a, id, at, "ceremony.back", func(tx *gorm.DB, v Stage) error {
		if at == 0 {
			return fault.Conflictf("Chương trình chưa bắt đầu.")
		}
		if v.Live.Current == nil {
			return runOn(tx, id, at-1)
		}
		if turn := v.Live.Current.Turn; turn != nil {
			onStage := tx.Where("ceremony_id = ? AND turn = ?", id, turn.Number)
			if err := onStage.Delete(&Stood{}).Error; err != nil {
				return err
			}
		}
		return undo(tx, id, at-1)
	})
}

// undo takes back that a step began; the one before it runs on.
func undo(tx *gorm.DB, id int64, ordinal int) error {
	if err := tx.Where("ceremony_id = ? AND ordinal = ?", id, ordinal).Delete(&Step{}).Error; err != nil {
		return err
	}
	return runOn(tx, id, ordinal-1)
}

// runOn lets a step run that had ended.
func runOn(tx *gorm.DB, id int64, ordinal int) error {
	return tx.Model(&Step{}).Where("ceremony_id = ? AND ordinal = ?", id, ordinal).UpdateColumn("ended_at", nil).Error
}

// Missing says that somebody of the turn that is being called is not there: the others close up, and the
// recipient is taken out of the turns. Where nobody is left, the turn has not begun.
func (s *Service) Missing(ctx context.Context, a access.Actor, id, recipient int64, at int) error {
	return s.conduct(ctx, a, id, at, "ceremony.missing", func(tx *gorm.DB, v Stage) error {
		place, current := v.Stood[recipient], v.Live.Current
		if place.RecipientID == 0 || current == nil || current.Turn == nil || current.Turn.Number != place.Turn {
			return fault.Conflictf("Chỉ ghi vắng cho người của lượt đang trao.")
		}
		if err := tx.Delete(&place).Error; err != nil {
			return err
		}
		behind := tx.Model(&Stood{}).
			Where("ceremony_id = ? AND turn = ? AND position > ?", id, place.Turn, place.Position)
		if err := behind.UpdateColumn("position", gorm.Expr("position - 1")).Error; err != nil {
			return err
		}
		now, err := absence(tx, id, recipient)
		if err != nil {
			return err
		}
		if err := writeAbsence(tx, now, true, ""); err != nil || len(current.Turn.Stands) > 1 {
			return err
		}
		return undo(tx, id, at-1)
	})
}

// conduct moves the programme of a ceremony from the step at which the page had seen it.
func (s *Service) conduct(ctx context.Context, a access.Actor, id int64, at int, action string,
	move func(tx *gorm.DB, v Stage) error,
) error {
	if err := a.RequireAll(access.CeremonyConduct); err != nil {
		return err
	}
	return s.change(ctx, a, id, action, audit.Detail{"step": at}, func(tx *gorm.DB, _ Ceremony) error {
		v, err := s.stage(tx, access.Reach{All: true}, id)
		if err != nil {
			return err
		}
		if v.Live.Steps != at {
			return errMoved
		}
		return move(tx, v)
	})
}
