package council

import (
	"context"

	"gorm.io/gorm"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
)

// Files keeps the papers of meetings.
type Files struct{ *Service }

// Attach puts a paper before the members of a meeting that is not over.
func (s Files) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB) error {
		file.Object, file.ObjectID = meetingObject, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a paper back from a meeting that is not over.
func (s Files) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.prepare(ctx, a, id, func(tx *gorm.DB) error {
		if err := attachment.Remove(tx, s.Clock, a.Who(), meetingObject, id, file); err != nil {
			return err
		}
		return tx.Exec(`DELETE FROM paper_reads WHERE attachment_id = ?`, file).Error
	})
}

// File returns a paper and notes, once, that a member of the council has opened it.
func (s Files) File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error) {
	papers, err := s.MeetingPapers(ctx, a, id)
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
		return p.File, s.Store.Write(ctx, func(tx *gorm.DB) error {
			return tx.Exec(`INSERT INTO paper_reads (attachment_id, person_id, at) SELECT ?, person_id, ? FROM council_members WHERE person_id = ? AND until IS NULL ON CONFLICT DO NOTHING`, file, s.Clock.Now().UnixMilli(), a.PersonID).Error
		})
	}
	return attachment.File{}, fault.ErrNotFound
}
