package document_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/document"
	"congthidua/internal/fault"
)

// editions is the service of the catalogue of kinds and books.
func (o *office) editions() *catalogue.Service {
	return &catalogue.Service{
		Store: o.Store, Clock: o.clock, Kinds: []catalogue.Kind{document.CatalogueKind()},
	}
}

// change drafts an edition that has the kind HĐ in place of CV and the book MM in place of DT, and returns
// its number in the database.
func (o *office) change() int64 {
	o.t.Helper()
	ctx, admin := context.Background(), access.System()
	e, err := catalogue.Latest(o.Store.Read(ctx), document.CatalogueCode, "2026-11-06")
	o.must(err)
	id, err := o.editions().Copy(ctx, admin, e.ID)
	o.must(err)
	e, content, _, err := o.editions().Edition(ctx, admin, id)
	o.must(err)
	for list, x := range map[string][3]string{
		"kinds": {"CV", "HĐ", "Hợp đồng"},
		"books": {"DT", "MM", "Văn bản mời họp"},
	} {
		for _, row := range content.Values.Rows(list) {
			if row.Text("code") == x[0] {
				row["code"], row["name"] = x[1], x[2]
			}
		}
	}
	o.must(o.editions().Save(ctx, admin, id, e.Version, content))
	return id
}

// publish puts a draft in force from a day on.
func (o *office) publish(id int64, from string) {
	o.t.Helper()
	ctx := context.Background()
	e, err := catalogue.Find(o.Store.Read(ctx), id)
	o.must(err)
	o.must(o.editions().Publish(ctx, access.System(), id, e.Version, from))
}

// TestTheEditionInForce: a draft steers nothing; what is published from a day on holds from that day and not
// before.
func TestTheEditionInForce(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.change()
	check := func(name string, old bool) {
		t.Run(name, func(t *testing.T) {
			for _, x := range []struct {
				kind, book string
				known      bool
			}{
				{"CV", "DT", old},
				{"HĐ", "MM", !old},
			} {
				draft := document.Document{Register: x.kind, Subject: "Mời họp giao ban", Copies: 1}
				_, err := o.SaveDraft(t.Context(), o.as("cadre2"), draft, document.Filing{})
				known(t, err, x.known, x.kind)
				entry := document.Document{
					Register: x.book, Subject: "Mời họp giao ban", Author: "Thành ủy", Kind: "Giấy mời", Copies: 1,
				}
				_, err = o.Register(t.Context(), o.as("clerk"), entry, document.Filing{})
				known(t, err, x.known, x.book)
			}
		})
	}
	check("a draft of an edition", true)
	o.publish(id, "10/11/2026")
	o.clock.At = time.Date(2026, 11, 9, 23, 59, 0, 0, clock.Zone)
	check("the day before", true)
	o.clock.At = time.Date(2026, 11, 10, 0, 0, 0, 0, clock.Zone)
	check("the day", false)
}

// known checks that a kind or book was taken, or refused at its field.
func known(t *testing.T, err error, want bool, code string) {
	t.Helper()
	if want && err != nil {
		t.Errorf("%s: %v", code, err)
	}
	if !want {
		invalid(t, err, "register", "Chọn")
	}
}

// TestWhoReadsKindsAndBooks: whoever may see documents.
func TestWhoReadsKindsAndBooks(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, want := range map[string]error{
		"clerk": nil, "cadre2": nil, "head2": nil, "leader": nil, "stranger": fault.ErrForbidden,
	} {
		t.Run(name, func(t *testing.T) {
			c, err := o.Catalogue(t.Context(), o.as(name))
			refuses(t, err, want, "the catalogue")
			if err == nil && (c.KindName("TTr") != "Tờ trình" || c.BookName("DT") != "Đơn, thư") {
				t.Errorf("%+v", c)
			}
		})
	}
}

// TestWithoutAnEdition: while no edition is in force there is nothing to choose, and the pages are still there.
func TestWithoutAnEdition(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.clock.At = time.Date(2019, 1, 1, 9, 0, 0, 0, clock.Zone)
	c, err := o.Catalogue(t.Context(), o.as("clerk"))
	if err != nil || len(c.Kinds)+len(c.Books) > 0 {
		t.Errorf("%+v, %v", c, err)
	}
}

// TestTryingKindsAndBooks: the trial counts the documents of a kind or book that the edition no longer has.
func TestTryingKindsAndBooks(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, book := range []string{"DT", "DT", "TU"} {
		d := document.Document{Register: book, Subject: "Đơn xin nghỉ", Author: "Công dân", Kind: "Đơn", Copies: 1}
		_, err := o.Register(t.Context(), o.as("clerk"), d, document.Filing{})
		o.must(err)
	}
	d := document.Document{Register: "CV", Subject: "Trả lời đơn", Copies: 1}
	_, err := o.SaveDraft(t.Context(), o.as("cadre2"), d, document.Filing{})
	o.must(err)
	got, err := o.editions().Try(t.Context(), access.System(), o.change())
	o.must(err)
	want := []catalogue.Shift{
		{What: "2 văn bản: DT", Before: "Đơn, thư"},
		{What: "1 văn bản: CV", Before: "Công văn"},
	}
	if got.Looked != 3 || got.Changed != 2 || !slices.Equal(got.Shifts, want) {
		t.Errorf("looked at %d, %d changed: %+v", got.Looked, got.Changed, got.Shifts)
	}
}
