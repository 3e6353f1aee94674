package council

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// MeetingPaper is a file to be read before a meeting.
type MeetingPaper struct {
	attachment.File
	Mine    bool // the actor has opened it
	Readers int  // of the council's members
}

// PaperRead notes that a member of the council has opened a paper, and when first.
type PaperRead struct {
	AttachmentID int64 `gorm:"primaryKey;autoIncrement:false"`
	PersonID     int64 `gorm:"primaryKey;autoIncrement:false"`
	At           int64 // Unix milliseconds
}

// Files keeps the papers of meetings.
type Files struct{ *Service }

// Attach puts a paper before the members of a meeting that is not over.
func (s Files) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB, _ Meeting) error {
		file.Object, file.ObjectID = object, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a paper back from a meeting that is not over.
func (s Files) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB, _ Meeting) error {
		if err := attachment.Remove(tx, s.Clock, a.Who(), object, id, file); err != nil {
			return err
		}
		return tx.Where("attachment_id = ?", file).Delete(&PaperRead{}).Error
	})
}

// File returns a paper and notes, once, that a member of the council has opened it.
func (s Files) File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error) {
	if err := a.RequireAll(access.MeetingView); err != nil {
		return attachment.File{}, err
	}
	papers, err := papersOf(s.Store.Read(ctx), id, a.PersonID)
	if err != nil {
		return attachment.File{}, err
	}
	for _, p := range papers {
		if p.ID != file {
			continue
		}
		if p.Mine || a.PersonID == 0 || !a.May(access.BallotCast) {
			return p.File, nil
		}
		return p.File, s.opened(ctx, file, a.PersonID)
	}
	return attachment.File{}, fault.ErrNotFound
}

// opened notes that a member of today has opened a paper; who is no member leaves no note.
func (s Files) opened(ctx context.Context, file, person int64) error {
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		var terms int64
		err := tx.Model(&Term{}).Where("person_id = ? AND until IS NULL", person).Count(&terms).Error
		if err != nil || terms == 0 {
			return err
		}
		read := PaperRead{AttachmentID: file, PersonID: person, At: s.Clock.Now().UnixMilli()}
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&read).Error
	})
}
