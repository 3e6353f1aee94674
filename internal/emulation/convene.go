package emulation

import "gorm.io/gorm"

// Convene notes that the council has taken a campaign up, so that its edition stands. The council calls it
// within its own transaction, where it has checked who may, so it takes no actor. Nothing is written yet:
// adopting an edition looks for the campaign's meetings itself.
func Convene(*gorm.DB, int64) error { return nil }
