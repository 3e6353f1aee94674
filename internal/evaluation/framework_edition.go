package evaluation

import (
	"context"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/fault"
	"congthidua/internal/viet"

	"gorm.io/gorm"
)

// FrameworksKind is the code of the catalogue of frameworks.
const FrameworksKind = "frameworks"

// CatalogueKind is the catalogue of frameworks of criteria. An edition has a page of its own and is tried on
// real cards. It begins on the first day of a month that is not open yet, so that no card changes its rules.
func CatalogueKind() catalogue.Kind {
	return catalogue.Kind{
		Code:       FrameworksKind,
		Name:       "Khung tiêu chí",
		About:      "Tiêu chí, công thức, ngưỡng xếp loại và hạn mức theo đó chấm phiếu đánh giá tháng.",
		View:       access.FrameworksView,
		Edit:       access.FrameworksEdit,
		FromAMonth: true,
		AnyDay:     true, // what counts is that the month is not open
		Read:       readFramework,
		Dated: func(body, from, to string) (string, error) {
			f, err := ParseFramework(body)
			if err != nil {
				return "", err
			}
			f.From, f.To = from, to
			return f.YAML()
		},
		BeforePublish: func(tx *gorm.DB, _ catalogue.Edition, day string) error { return afterOpened(tx, day) },
	}
}

// readFramework reads a body for the catalogue's own pages: the head, and what is wrong by place.
func readFramework(body string) (catalogue.Head, fault.Fields, error) {
	f, wrong, err := ReadFramework(body)
	if err != nil {
		return catalogue.Head{}, nil, err
	}
	if wrong == nil {
		wrong = fault.Fields{}
	}
	f.checkHead(wrong)
	return f.Head, wrong, nil
}

// checkHead refuses a head that an edition cannot have. It is no part of Compile: a published framework is
// used as it is.
func (f *Framework) checkHead(wrong fault.Fields) {
	head := f.Head
	wrong.Text("code", &head.Code, 1, 60)
	wrong.Text("legal", &head.Legal, 3, 300)
	wrong.Text("note", &head.Note, 0, 1000)
	for place, day := range map[string]string{"from": head.From, "to": head.To} {
		read, precision, ok := viet.ParseDate(day)
		if valid := ok && precision == viet.Day && read == day; !valid && (place == "from" || day != "") {
			wrong.Refuse(place, "Ngày áp dụng phải có dạng 2026-01-31")
		}
	}
}

// FrameworkEdition returns one edition with its body read. A draft is there only for who edits frameworks. It
// may hold faults: they come back beside the framework, to be shown where they are.
func (s *Service) FrameworkEdition(
	ctx context.Context, a access.Actor, id int64,
) (catalogue.Edition, *Framework, fault.Fields, error) {
	if !a.May(access.FrameworksView) {
		return catalogue.Edition{}, nil, nil, fault.ErrForbidden
	}
	e, _, faults, err := s.Editions.Edition(ctx, a, id)
	if err != nil {
		return e, nil, nil, err
	}
	if e.Kind != FrameworksKind {
		return e, nil, nil, fault.ErrNotFound
	}
	f, _, err := ReadFramework(e.Body)
	return e, f, faults, err
}

// SaveDraft keeps an edited draft under its code. Faults in it do not keep it from being saved, but from being
// published.
func (s *Service) SaveDraft(ctx context.Context, a access.Actor, id, version int64, f *Framework) error {
	if err := a.RequireAll(access.FrameworksEdit); err != nil {
		return err
	}
	if f.Name = viet.Clean(f.Name); f.Name == "" || len([]rune(f.Name)) > 200 {
		return fault.Invalidf("name", "Tên khung dài từ 1 đến 200 ký tự")
	}
	return s.Editions.Edit(ctx, a, id, version, nil, func(k catalogue.Kind, body string) (string, error) {
		if k.Code != FrameworksKind {
			return "", fault.ErrNotFound
		}
		kept, _, err := ReadFramework(body)
		if err != nil {
			return "", err
		}
		f.Code = kept.Code
		return f.YAML()
	})
}

// afterOpened refuses a day that does not lie after the first of every month that was opened.
func afterOpened(tx *gorm.DB, date string) error {
	var latest Period
	found := tx.Order("year DESC, month DESC").Limit(1).Find(&latest)
	if found.Error != nil || found.RowsAffected == 0 || date > firstDay(latest.Year, latest.Month) {
		return found.Error
	}
	return fault.Invalidf("from", "Tháng %s đã mở; khung mới chỉ áp dụng cho tháng sau đó", latest.Name())
}
