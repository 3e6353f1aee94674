package award

import (
	"context"

	"congthidua/internal/account"
	"congthidua/internal/attachment"

	"gorm.io/gorm"
)

const decisionObject = "decisions"

// Files lists the signed scans and other files of a decision within reach.
func (s *Service) Files(ctx context.Context, a account.Actor, id int64) ([]attachment.File, error) {
	if _, err := a.Require(account.DecisionView); err != nil {
		return nil, err
	}
	db := s.Store.Read(ctx)
	if _, err := decision(db, a, id); err != nil {
		return nil, err
	}
	return attachment.Of(db, decisionObject, id)
}

// File returns one file of a decision within reach.
func (s *Service) File(ctx context.Context, a account.Actor, id, file int64) (attachment.File, error) {
	list, err := s.Files(ctx, a, id)
	if err != nil {
		return attachment.File{}, err
	}
	return attachment.Pick(list, file)
}

// Attach keeps a file with a decision, whatever its state: the signed scan comes last of all.
func (s *Service) Attach(ctx context.Context, a account.Actor, id int64, file attachment.File) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB) error {
		file.Object, file.ObjectID = decisionObject, id
		return attachment.Add(tx, s.Clock, a.Who(), file)
	})
}

// Detach takes a file away; only whoever uploaded it may.
func (s *Service) Detach(ctx context.Context, a account.Actor, id, file int64) error {
	return s.changeFiles(ctx, a, id, func(tx *gorm.DB) error {
		return attachment.RemoveOwn(tx, s.Clock, a.Who(), decisionObject, id, file)
	})
}

func (s *Service) changeFiles(ctx context.Context, a account.Actor, id int64, change func(tx *gorm.DB) error) error {
	if _, err := a.Require(account.DecisionArrange); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if _, err := decision(tx, a, id); err != nil {
			return err
		}
		return change(tx)
	})
}
