package ceremony

import (
	"context"
	"errors"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// Unwritten is the version of a presenter or an absence that nobody has written yet.
const Unwritten = 1

// Presenter says who hands over the awards of a group.
type Presenter struct {
	store.Record
	CeremonyID int64  `gorm:"uniqueIndex:ceremony_presenters_group"`
	Form       string `gorm:"uniqueIndex:ceremony_presenters_group"` // of award
	Collective bool   `gorm:"uniqueIndex:ceremony_presenters_group"`
	Presenter  string `gorm:"size:300"` // "" for nobody yet
}

// TableName implements gorm's Tabler.
func (Presenter) TableName() string { return "ceremony_presenters" }

// SetPresenter says who hands over a group's awards, "" for nobody yet. p.Version is that of the page.
func (s *Service) SetPresenter(ctx context.Context, a access.Actor, p Presenter) error {
	wrong := fault.Fields{}
	wrong.Text("presenter", &p.Presenter, 0, 300)
	if err := wrong.Err(); err != nil {
		return err
	}
	detail := audit.Detail{"form": p.Form, "collective": p.Collective, "presenter": p.Presenter}
	return s.prepare(ctx, a, p.CeremonyID, "ceremony.presenter", detail, func(tx *gorm.DB, _ Ceremony) error {
		now := Presenter{Record: store.Record{Version: Unwritten}}
		err := store.First(
			tx.Where("ceremony_id = ? AND form = ? AND collective = ?", p.CeremonyID, p.Form, p.Collective),
			&now,
		)
		if err != nil && !errors.Is(err, fault.ErrNotFound) {
			return err
		}
		if now.Version != p.Version {
			return fault.ErrStale
		}
		if now.ID != 0 {
			return store.Update(tx, &now, p.Version, store.Change{"presenter": p.Presenter})
		}
		p.ID, p.Version = 0, Unwritten+1
		return tx.Create(&p).Error
	})
}
