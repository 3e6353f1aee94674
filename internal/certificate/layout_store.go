package certificate

import (
	"context"
	"slices"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/fault"
	"congthidua/internal/store"

	"gorm.io/gorm"
)

// storedLayout is a layout as it is kept: its body is YAML.
type storedLayout struct {
	store.Record
	Code string `gorm:"size:40"`
	Name string `gorm:"size:200"`
	Body string
}

// TableName implements gorm's schema.Tabler.
func (storedLayout) TableName() string { return "certificate_layouts" }

func (r storedLayout) layout() (Layout, error) {
	l, err := parse(r.Body)
	l.ID, l.Version = r.ID, r.Version
	return l, err
}

// Layouts lists the layouts.
func (s *Service) Layouts(ctx context.Context, a access.Actor) ([]Layout, error) {
	if err := a.RequireAll(access.CertificateView); err != nil {
		return nil, err
	}
	return layouts(s.Store.Read(ctx))
}

func layouts(db *gorm.DB) ([]Layout, error) {
	var rows []storedLayout
	if err := db.Order("id").Find(&rows).Error; err != nil {
		return nil, err
	}
	list := make([]Layout, len(rows))
	for i, r := range rows {
		l, err := r.layout()
		if err != nil {
			return nil, err
		}
		list[i] = l
	}
	return list, nil
}

// LayoutsFor are the layouts of a use, the first shipped first.
func (s *Service) LayoutsFor(ctx context.Context, a access.Actor, use Use) ([]Layout, error) {
	all, err := s.Layouts(ctx, a)
	if err != nil {
		return nil, err
	}
	return Of(all, use), nil
}

// Of keeps the layouts of a use.
func Of(all []Layout, use Use) (list []Layout) {
	for _, l := range all {
		if l.Use == use {
			list = append(list, l)
		}
	}
	return list
}

// pickLayout is the layout chosen by hand or, for 0, the one that names the form, else the first.
func pickLayout(list []Layout, chosen int64, form string) (Layout, error) {
	i := slices.IndexFunc(list, func(l Layout) bool {
		return l.ID == chosen || chosen == 0 && slices.Contains(l.Forms, form)
	})
	switch {
	case i >= 0:
		return list[i], nil
	case chosen == 0 && len(list) > 0:
		return list[0], nil
	}
	return Layout{}, fault.ErrNotFound
}

// Layout returns one layout.
func (s *Service) Layout(ctx context.Context, a access.Actor, id int64) (Layout, error) {
	if err := a.RequireAll(access.CertificateView); err != nil {
		return Layout{}, err
	}
	var row storedLayout
	if err := store.First(s.Store.Read(ctx).Where("id = ?", id), &row); err != nil {
		return Layout{}, err
	}
	return row.layout()
}

// SaveLayout changes a layout that is still at l.Version.
func (s *Service) SaveLayout(ctx context.Context, a access.Actor, l Layout) error {
	if err := a.RequireAll(access.CertificatePrint); err != nil {
		return err
	}
	if err := l.Check(); err != nil {
		return err
	}
	body, err := l.body()
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		row := storedLayout{Record: store.Record{ID: l.ID}}
		if err := store.Update(tx, &row, l.Version, store.Change{"name": l.Name, "body": body}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "layout.save", "certificate_layouts", l.ID, nil)
	})
}
