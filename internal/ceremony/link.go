package ceremony

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/store"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// LinkKind is what a helper's link opens.
type LinkKind string

// The kinds of helpers' links.
const (
	Desk   LinkKind = "desk"   // checks guests in
	Screen LinkKind = "screen" // shows who is on the stage
)

// LinkKinds are all kinds in the order in which they are offered.
var LinkKinds = []LinkKind{Desk, Screen}

// LinkNames name them.
var LinkNames = map[LinkKind]string{Desk: "Bàn điểm danh", Screen: "Màn hình lớn"}

// Link opens a page of one ceremony to a helper without an account, on its day only.
type Link struct {
	store.Record
	CeremonyID int64
	Kind       LinkKind
	Name       string `gorm:"size:100"`
	Revoked    bool
}

// TableName implements gorm's Tabler.
func (Link) TableName() string { return "ceremony_links" }

// AddLink makes a helper's link. Recipients who are not among the guests yet are added to them.
func (s *Service) AddLink(ctx context.Context, a access.Actor, id int64, kind LinkKind, name string) error {
	wrong := fault.Fields{}
	wrong.Text("link", &name, 1, 100)
	fault.Choice(wrong, "kind", kind, LinkKinds, "Chọn loại đường dẫn")
	if err := wrong.Err(); err != nil {
		return err
	}
	return s.prepare(ctx, a, id, "ceremony.link", audit.Detail{"kind": kind, "name": name},
		func(tx *gorm.DB, _ Ceremony) error {
			if err := inviteRecipients(tx, id); err != nil {
				return err
			}
			return tx.Create(&Link{CeremonyID: id, Kind: kind, Name: name}).Error
		})
}

// RevokeLink closes a helper's link at once; version is that of the page.
func (s *Service) RevokeLink(ctx context.Context, a access.Actor, id, link, version int64) error {
	return s.prepare(ctx, a, id, "ceremony.unlink", audit.Detail{"link": link}, func(tx *gorm.DB, _ Ceremony) error {
		var l Link
		if err := store.First(tx.Where("id = ? AND ceremony_id = ?", link, id), &l); err != nil {
			return err
		}
		return store.Update(tx, &l, version, store.Change{"revoked": true})
	})
}

// Links lists the helpers' links of a ceremony that are not revoked.
func (s *Service) Links(ctx context.Context, a access.Actor, id int64) (list []Link, err error) {
	if err := a.RequireAll(access.CeremonyRun); err != nil {
		return nil, err
	}
	open := s.Store.Read(ctx).Where("ceremony_id = ? AND NOT revoked", id)
	return list, open.Order("kind, id").Find(&list).Error
}

// Gate stands for who has come in to a page of the day: somebody with an account, or a helper by a link.
// Only GateOf, GateByLink and Watch make one that opens anything.
type Gate struct {
	Ceremony int64
	Name     string // of the desk, as the others see it
	reach    access.Reach
	notes    bool // may check guests in
	who      audit.Who
}

// GateOf opens the desk of somebody with an account.
func (s *Service) GateOf(ctx context.Context, a access.Actor, id int64) (Gate, error) {
	if err := a.RequireAll(access.CeremonyConduct); err != nil {
		return Gate{}, err
	}
	if _, err := one(s.Store.Read(ctx), id); err != nil {
		return Gate{}, err
	}
	return Gate{Ceremony: id, Name: a.Name, reach: access.Reach{All: true}, notes: true, who: a.Who()}, nil
}

// Watch opens the screen and the events of a ceremony to somebody with an account who sees it.
func (s *Service) Watch(ctx context.Context, a access.Actor, id int64) (Gate, error) {
	db := s.Store.Read(ctx)
	reach, err := s.view(db, a)
	if err != nil {
		return Gate{}, err
	}
	if _, err := seen(db, reach, id); err != nil {
		return Gate{}, err
	}
	return Gate{Ceremony: id, Name: a.Name, reach: reach, who: a.Who()}, nil
}

// GateByLink opens the desk or screen of a helper, who has no account: the caller has checked that the
// number of the link is one that the portal gave out. A link that is unknown, revoked or of another kind
// is not found; on another day than the ceremony's it is refused.
func (s *Service) GateByLink(ctx context.Context, link int64, kind LinkKind, address string) (Gate, error) {
	db := s.Store.Read(ctx)
	var l Link
	if err := store.First(db.Where("id = ? AND kind = ? AND NOT revoked", link, kind), &l); err != nil {
		return Gate{}, err
	}
	c, err := one(db, l.CeremonyID)
	if err != nil {
		return Gate{}, err
	}
	if c.HeldOn != clock.Today(s.Clock) {
		return Gate{}, fault.Conflictf("Đường dẫn này chỉ dùng trong ngày %s.", viet.ShowDate(c.HeldOn))
	}
	return Gate{
		Ceremony: l.CeremonyID, Name: l.Name, reach: access.Reach{All: true}, notes: kind == Desk,
		who: audit.Who{Name: l.Name, Address: address},
	}, nil
}

// Hall reads a ceremony for a gate.
func (s *Service) Hall(ctx context.Context, g Gate) (Stage, error) {
	return s.stage(s.Store.Read(ctx), g.reach, g.Ceremony)
}

// Mark changes whenever something changes that a page of the day shows.
func (s *Service) Mark(ctx context.Context, g Gate) (string, error) {
	if g.reach.None() {
		return "", fault.ErrNotFound
	}
	return mark(s.Store.Read(ctx), g.Ceremony)
}
