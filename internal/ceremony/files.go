package ceremony

import (
	"cmp"
	"context"

	"congthidua/internal/account"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

const ceremonyObject = "ceremonies"

// Files lists the photos and other files of a ceremony.
func (s *Service) Files(ctx context.Context, a account.Actor, id int64) ([]attachment.File, error) {
	if _, err := a.Require(account.CeremonyView); err != nil {
		return nil, err
	}
	return attachment.Of(s.Store.Read(ctx), ceremonyObject, id)
}

// File returns one file of a ceremony.
func (s *Service) File(ctx context.Context, a account.Actor, id, file int64) (attachment.File, error) {
	list, err := s.Files(ctx, a, id)
	if err != nil {
		return attachment.File{}, err
	}
	return attachment.Pick(list, file)
}

// Attach keeps a file with a ceremony, before and after it.
func (s *Service) Attach(ctx context.Context, a account.Actor, id int64, file attachment.File) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB) error {
		file.Object, file.ObjectID = ceremonyObject, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a file away; only whoever uploaded it may.
func (s *Service) Detach(ctx context.Context, a account.Actor, id, file int64) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB) error {
		return attachment.RemoveOwn(tx, s.Clock, a.Who(), ceremonyObject, id, file)
	})
}

func (s *Service) changeFiles(ctx context.Context, a account.Actor, id int64, change func(tx *gorm.DB) error) error {
	if _, err := a.Require(account.CeremonyPrint); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if known, err := store.Count(tx, `SELECT count(*) FROM ceremonies WHERE id = ?`, id); err != nil || known == 0 {
			return cmp.Or(err, fault.ErrNotFound)
		}
		return change(tx)
	})
}
