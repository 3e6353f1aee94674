package initiative

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Files keeps the files of initiatives.
type Files struct{ *Service }

// Attach keeps a file with an initiative: its registrar until it is decided, and who
// decides at any time, for the decision's scan.
func (s Files) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	return s.change(ctx, a, id, func(tx *gorm.DB, i Initiative, authors []Author) error {
		if !i.mine(a) && !edits(a, authors) {
			return fault.ErrForbidden
		}
		file.Object, file.ObjectID = object, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a file away from an initiative: its registrar until it is decided, and
// who decides, if it is the own upload.
func (s Files) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.change(ctx, a, id, func(tx *gorm.DB, i Initiative, authors []Author) error {
		files, err := attachment.Of(tx, object, id)
		if err != nil {
			return err
		}
		f, err := attachment.Pick(files, file)
		if err != nil {
			return err
		}
		if !detaches(a, i, authors, f) {
			return fault.ErrForbidden
		}
		return attachment.Remove(tx, s.Clock, a.Who(), object, id, file)
	})
}

// File returns one file of an initiative within reach.
func (s Files) File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error) {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return attachment.File{}, err
	}
	db := s.Store.Read(ctx)
	if _, err := find(db, reach, id); err != nil {
		return attachment.File{}, err
	}
	files, err := attachment.Of(db, object, id)
	if err != nil {
		return attachment.File{}, err
	}
	return attachment.Pick(files, file)
}

// change runs a change of the files of an initiative that the actor sees.
func (s Files) change(
	ctx context.Context, a access.Actor, id int64, change func(*gorm.DB, Initiative, []Author) error,
) error {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		i, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		authors, err := authorsOf(tx, id)
		if err != nil {
			return err
		}
		return change(tx, i, authors)
	})
}

// edits reports whether the actor decides on initiatives of these authors: all lie within reach, and none is
// the actor.
func edits(a access.Actor, authors []Author) bool {
	return covers(a.Reach(access.HonoursEdit), authors) && a.Judge(persons(authors)...) == nil
}

// detaches reports whether the actor may take a file away.
func detaches(a access.Actor, i Initiative, authors []Author, f attachment.File) bool {
	return i.mine(a) || f.AccountID == a.AccountID && edits(a, authors)
}
