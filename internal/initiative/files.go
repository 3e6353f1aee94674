package initiative

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
)

// Files keeps the files of initiatives.
type Files struct{ *Service }

// Attach keeps a file with an initiative: its registrar until it is decided, and who
// decides at any time, for the decision's scan.
func (s Files) Attach(ctx context.Context, a access.Actor, id int64, file attachment.File) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB, f Initiative) error {
		if !f.Mine(a) && !a.May(access.HonoursEdit) {
			return fault.ErrForbidden
		}
		file.Object, file.ObjectID = object, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a file away from an initiative: its registrar until it is decided, and
// whoever uploaded it.
func (s Files) Detach(ctx context.Context, a access.Actor, id, file int64) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB, f Initiative) error {
		files, err := attachment.Of(tx, object, id)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(files, func(x attachment.File) bool { return x.ID == file })
		if at < 0 {
			return fault.ErrNotFound
		}
		if !f.MayDetach(a, files[at]) {
			return fault.ErrForbidden
		}
		return attachment.Remove(tx, s.Clock, a.Who(), object, id, file)
	})
}

// MayDetach reports whether the actor may take a file away.
func (f Initiative) MayDetach(a access.Actor, x attachment.File) bool {
	return f.Mine(a) || x.AccountID == a.AccountID && a.May(access.HonoursEdit)
}

func (s *Service) changeFiles(ctx context.Context, a access.Actor, id int64, change func(*gorm.DB, Initiative) error) error {
	reach, err := a.Require(access.RegistrationView)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		f, err := find(tx, reach, id)
		if err != nil {
			return err
		}
		return change(tx, f)
	})
}

// File returns one file of an initiative within reach.
func (s Files) File(ctx context.Context, a access.Actor, id, file int64) (attachment.File, error) {
	f, err := s.Find(ctx, a, id)
	if err != nil {
		return attachment.File{}, err
	}
	return attachment.Pick(f.Files, file)
}
