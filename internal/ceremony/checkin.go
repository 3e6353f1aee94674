package ceremony

import (
	"context"
	"time"
	"unicode/utf8"

	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/code"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// CheckInNote is a note of a desk as it is kept. Nothing is overwritten: the last note of a guest by its
// time decides.
type CheckInNote struct {
	Token          string `gorm:"primaryKey;size:64"` // made at the desk
	CeremonyID     int64
	GuestID        int64
	Present        bool   // FALSE takes a mistaken note back
	Representative string `gorm:"size:200"` // who came for the guest
	Desk           string `gorm:"size:120"`
	At             int64  // milliseconds, by the portal's clock
	ReceivedAt     int64  // milliseconds
}

// TableName implements gorm's Tabler.
func (CheckInNote) TableName() string { return "ceremony_checkins" }

// Note is what a desk reports: that a guest has come, or that this was a mistake.
type Note struct {
	Token          string // the same note sent twice counts once
	Guest          int64
	Code           string // of the invitation, in place of Guest
	Present        bool
	Representative string
	Age            time.Duration // how long ago it was noted: desks' clocks are not trusted
	After          string        // token of the note of this guest that the same desk made before, if any
}

// NoteState is what became of a note.
type NoteState string

// The states of a note.
const (
	Noted   NoteState = "noted"
	Again   NoteState = "again"   // the guest had come before
	Unknown NoteState = "unknown" // no guest of this ceremony
)

// Outcome says what became of a note.
type Outcome struct {
	Token string    `json:"token"`
	Guest int64     `json:"guest"`
	State NoteState `json:"state"`
	Desk  string    `json:"desk"` // where the guest had come before
	At    int64     `json:"at"`   // and when, milliseconds
}

const (
	mostNotes = 2000           // that a desk may report at once
	oldest    = 24 * time.Hour // that a note may be; what is older counts as this old
)

// CheckIn keeps what a desk reports, all or nothing. Notes are taken on the day only, but also after the
// ceremony was marked as held, because a desk may have been cut off; the turns do not change then.
func (s *Service) CheckIn(ctx context.Context, g Gate, notes []Note) (list []Outcome, err error) {
	if !g.notes {
		return nil, fault.ErrForbidden
	}
	if len(notes) > mostNotes {
		return nil, fault.Invalidf("", "Mỗi lần không quá %d người.", mostNotes)
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		c, err := one(tx, g.Ceremony)
		if err != nil {
			return err
		}
		if c.HeldOn != clock.Today(s.Clock) {
			return fault.Conflictf("Chỉ điểm danh trong ngày tổ chức.")
		}
		counted := 0
		for _, n := range notes {
			outcome, fresh, err := s.note(tx, c, g, n)
			if err != nil {
				return err
			}
			list = append(list, outcome)
			if fresh {
				counted++
			}
		}
		if counted == 0 {
			return nil
		}
		return audit.Note(tx, s.Clock, g.who, "ceremony.checkin", "ceremonies", g.Ceremony,
			audit.Detail{"desk": g.Name, "notes": counted})
	})
	return list, err
}

// note keeps one note; fresh is false where it was kept before or speaks of nobody.
func (s *Service) note(tx *gorm.DB, c Ceremony, g Gate, n Note) (o Outcome, fresh bool, err error) {
	o = Outcome{Token: n.Token, State: Unknown}
	n.Representative = viet.Clean(n.Representative)
	if len(n.Token) < 8 || len(n.Token) > 64 || utf8.RuneCountInString(n.Representative) > 200 {
		return o, false, fault.Invalidf("", "Ghi chép điểm danh không hợp lệ.")
	}
	before, err := notedBefore(tx, c.ID, n)
	if err != nil || before.ID == 0 {
		return o, false, err
	}
	o.Guest, o.State = before.ID, Noted
	if before.Present && n.Present {
		o.State, o.Desk, o.At = Again, before.Desk, before.At
	}
	now := s.Clock.Now()
	at, err := notedAt(tx, before.ID, n, now)
	if err != nil {
		return o, false, err
	}
	kept := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&CheckInNote{
		Token: n.Token, CeremonyID: c.ID, GuestID: before.ID, Present: n.Present,
		Representative: n.Representative, Desk: g.Name, At: at, ReceivedAt: now.UnixMilli(),
	})
	if kept.Error != nil || kept.RowsAffected == 0 {
		return o, false, kept.Error
	}
	if n.Present && before.RecipientID != 0 && c.State == Preparing {
		err = comes(tx, c.ID, before.RecipientID, n.Representative)
	}
	return o, err == nil, err
}

// notedAt is when a note was made, in milliseconds by the portal's clock. The way to the portal takes longer
// for one message than for another; a note that takes back or repeats the same desk's note is later than
// that one all the same.
func notedAt(tx *gorm.DB, guest int64, n Note, now time.Time) (int64, error) {
	at := now.Add(-min(max(n.Age, 0), oldest)).UnixMilli()
	if n.After == "" {
		return at, nil
	}
	var former CheckInNote
	err := tx.Where("token = ? AND guest_id = ?", n.After, guest).Limit(1).Find(&former).Error
	return max(at, former.At+1), err
}

// whichGuest returns the column and the value by which a note names its guest. What is no code names
// nobody.
func (n Note) whichGuest() (column string, value any) {
	if n.Code == "" {
		return "g.id", n.Guest
	}
	typed, _ := code.Parse(n.Code)
	return "g.code", typed
}

// comes notes for the stage who came: the recipient, or a representative. Who was taken out of the turns
// stays out: putting somebody back changes turns that may be about to begin, and whoever conducts the
// ceremony decides that.
func comes(tx *gorm.DB, id, recipient int64, representative string) error {
	stood, err := hasStood(tx, id, recipient)
	if err != nil || stood {
		return err
	}
	now, err := absence(tx, id, recipient)
	if err != nil || now.TakesOut() || now.Representative == representative {
		return err
	}
	if err := touch(tx, id); err != nil {
		return err
	}
	return writeAbsence(tx, now, representative != "", representative)
}
