package ceremony

import (
	"cmp"

	"congthidua/internal/access"
	"congthidua/internal/attachment"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Files keeps the photos and other files of ceremonies, before and after them.
func (s *Service) Files() attachment.Shelf {
	within := func(permission access.Permission) func(*gorm.DB, access.Actor, int64) error {
		return func(db *gorm.DB, a access.Actor, id int64) error {
			if _, err := a.Require(permission); err != nil {
				return err
			}
			if known, err := store.Count(db, `SELECT count(*) FROM ceremonies WHERE id = ?`, id); err != nil || known == 0 {
				return cmp.Or(err, fault.ErrNotFound)
			}
			return nil
		}
	}
	return attachment.Shelf{Store: s.Store, Clock: s.Clock, Object: "ceremonies", See: within(access.CeremonyView), Change: within(access.CeremonyPrint)}
}
