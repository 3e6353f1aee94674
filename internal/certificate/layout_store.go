package certificate

import (
	"context"
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/audit"
	"congthidua/internal/award"
	"congthidua/internal/clock"
	"congthidua/internal/code"
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

// LayoutForms are the forms of awards that a layout may be for: those that are known today and, by their code, those
// that the layout names and nothing knows any more.
func (s *Service) LayoutForms(ctx context.Context, a access.Actor, l Layout) ([]award.Form, error) {
	if err := a.RequireAll(access.CertificateView); err != nil {
		return nil, err
	}
	list, err := award.KnownForms(s.Store.Read(ctx), clock.Today(s.Clock))
	if err != nil {
		return nil, err
	}
	return withForms(list, l.Forms), nil
}

// withForms adds the codes that are not in a list of forms.
func withForms(list []award.Form, codes []string) []award.Form {
	for _, code := range codes {
		if !slices.ContainsFunc(list, func(f award.Form) bool { return f.Code == code }) {
			list = append(list, award.Form{Code: code, Name: code})
		}
	}
	return list
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
		if err := checkForms(tx, l, clock.Today(s.Clock)); err != nil {
			return err
		}
		row := storedLayout{Record: store.Record{ID: l.ID}}
		if err := store.Update(tx, &row, l.Version, store.Change{"name": l.Name, "body": body}); err != nil {
			return err
		}
		return audit.Note(tx, s.Clock, a, "layout.save", "certificate_layouts", l.ID, audit.Detail{"forms": l.Forms})
	})
}

// checkForms refuses forms that nothing knows, and those that another layout is for: which of two is printed would
// depend on their order.
func checkForms(tx *gorm.DB, l Layout, today string) error {
	if len(l.Forms) == 0 {
		return nil
	}
	if l.Use != ForCertificate {
		return fault.Invalidf("forms", "Chỉ mẫu bằng mới dùng theo hình thức khen thưởng")
	}
	all, err := layouts(tx)
	if err != nil {
		return err
	}
	known, err := award.KnownForms(tx, today)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID == l.ID {
			known = withForms(known, other.Forms)
		}
	}
	names := map[string]string{}
	for _, f := range known {
		names[f.Code] = f.Name
	}
	for _, code := range l.Forms {
		if names[code] == "" {
			return fault.Invalidf("forms", "Không có hình thức khen thưởng «%s»", code)
		}
		for _, other := range all {
			if other.ID != l.ID && other.Use == ForCertificate && slices.Contains(other.Forms, code) {
				return fault.Invalidf("forms", "«%s» đã có mẫu «%s»; bỏ ở mẫu đó trước", names[code], other.Name)
			}
		}
	}
	return nil
}

// CopyLayout makes a layout of the office's own out of another one of certificates and returns its number. The copy
// is for no form yet, so nothing prints by it before somebody says so.
func (s *Service) CopyLayout(ctx context.Context, a access.Actor, id int64) (copied int64, err error) {
	if err := a.RequireAll(access.CertificatePrint); err != nil {
		return 0, err
	}
	err = s.Store.Write(ctx, func(tx *gorm.DB) error {
		var from storedLayout
		if err := store.First(tx.Where("id = ?", id), &from); err != nil {
			return err
		}
		l, err := from.layout()
		if err != nil {
			return err
		}
		if l.Use != ForCertificate {
			return fault.Conflictf("Chỉ chép được mẫu bằng.")
		}
		l.Code, l.Name, l.Forms = "rieng-"+strings.ToLower(code.New()), copyName(l.Name), nil
		body, err := l.body()
		if err != nil {
			return err
		}
		row := storedLayout{Code: l.Code, Name: l.Name, Body: body}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		copied = row.ID
		return audit.Note(tx, s.Clock, a, "layout.copy", "certificate_layouts", copied, audit.Detail{"from": id})
	})
	return copied, err
}

// copyName names a copy within the bounds of a layout's name.
func copyName(name string) string {
	const suffix = " (bản sao)"
	letters := []rune(name)
	return string(letters[:min(len(letters), mostName-len([]rune(suffix)))]) + suffix
}
