package ceremony

import (
	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// Files keeps the photos and other files of ceremonies, before and after them. They concern a ceremony as
// a whole: for who reaches only some units there are none.
func (s *Service) Files() attachment.Shelf {
	see := func(db *gorm.DB, a access.Actor, id int64) error {
		reach, err := s.view(db, a)
		if err != nil {
			return err
		}
		if !reach.All {
			return fault.ErrNotFound
		}
		_, err = one(db, id)
		return err
	}
	change := func(db *gorm.DB, a access.Actor, id int64) error {
		if err := a.RequireAll(access.CeremonyPrint); err != nil {
			return err
		}
		_, err := one(db, id)
		return err
	}
	return attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: "ceremonies", See: see, Change: change}
}
