package certificate

import (
	"context"

	"congthidua/internal/clock"
	"congthidua/internal/store"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Service keeps layouts, printers and the register of certificates.
type Service struct {
	Store *store.Store
	Clock clock.Clock
}

// Models are the records of the room.
var Models = []any{
	&storedLayout{},
	&Printer{},
	&Certificate{},
	&certificatePrint{},
}

// Install brings the shipped layouts into the database where they are not there yet.
func (s *Service) Install(ctx context.Context) error {
	list, err := Shipped()
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		for _, l := range list {
			body, err := l.body()
			if err != nil {
				return err
			}
			row := storedLayout{Code: l.Code, Name: l.Name, Body: body}
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return err
			}
		}
		return nil
	})
}
