package certificate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/certificate"
	"congthidua/internal/fault"
	"congthidua/internal/shipped"
	"congthidua/internal/trial"

	"gorm.io/gorm"
)

// office is a small body with the register of its certificates. Today is 6 November 2026.
type office struct {
	*trial.Office
	*certificate.Service
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := trial.NewOffice(t)
	o.Must(shipped.Install(t.Context(), o.DB, o.Time))
	return &office{Office: o, Service: &certificate.Service{Store: o.DB, Clock: o.Time}}
}

var officer, want, conflict = trial.Officer(0), trial.Want, trial.Conflict

// decision puts an issued decision into the database that honours persons; one that revokes is about the first.
func (o *office) decision(kind award.Kind, number, on string, persons ...int64) int64 {
	o.T.Helper()
	d := award.Decision{
		Kind: kind, State: award.Issued, Body: "Ban Tổ chức", Subject: "Tặng giấy khen", Number: number, DecidedOn: on,
		Columns: award.UsualColumns, Ordering: award.ByPrecedence,
	}
	if kind != award.Grant {
		old := o.Number(`SELECT MIN(id) FROM decisions`)
		d.OldID, d.Reason = &old, "Sai thành tích"
	}
	o.Must(o.DB.Write(o.T.Context(), func(tx *gorm.DB) error {
		if err := tx.Create(&d).Error; err != nil {
			return err
		}
		for _, person := range persons {
			w := award.Awardee{
				Form: "gk", FormName: "Giấy khen", PersonID: &person, Year: 2025,
				Name: "Người", NameKey: string(rune(person)),
			}
			if err := tx.Create(&award.Recipient{DecisionID: d.ID, Awardee: w}).Error; err != nil {
				return err
			}
		}
		return nil
	}))
	return d.ID
}

// numbers are the numbers of a decision's certificates in their order, with how many are missing.
func (o *office) numbers(decision int64) (numbers string, missing int) {
	o.T.Helper()
	b, err := o.Batch(o.T.Context(), officer, decision, 0, certificate.Paper{})
	o.Must(err)
	var list []string
	for _, e := range b.List {
		list = append(list, e.Number())
	}
	return strings.Join(list, " "), b.Missing
}

// TestTheRegisterOfAYear: numbers go on within a year and begin anew with the next; nobody is entered twice.
func TestTheRegisterOfAYear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.decision(award.Grant, "1-QĐ", "2025-12-30", 20, 30)
	second := o.decision(award.Grant, "2-QĐ", "2026-01-02", 20)
	third := o.decision(award.Grant, "3-QĐ", "2025-12-31", 40)
	if got, missing := o.numbers(first); got != "" || missing != 2 {
		t.Errorf("before: %q, %d missing", got, missing)
	}
	for _, id := range []int64{first, second, third, first} {
		o.Must(o.Register(t.Context(), officer, id))
	}
	for id, expected := range map[int64]string{first: "1/2025 2/2025", second: "1/2026", third: "3/2025"} {
		if got, missing := o.numbers(id); got != expected || missing != 0 {
			t.Errorf("decision %d: %q, want %q, %d missing", id, got, expected, missing)
		}
	}
	revocation := o.decision(award.Revocation, "4-QĐ", "2026-01-03", 20)
	conflict(t, "a revocation", o.Register(t.Context(), officer, revocation))
}

// TestALineThatNoLongerHolds has no certificate: neither entered, if it was not yet, nor printed.
func TestALineThatNoLongerHolds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	entered := o.decision(award.Grant, "1-QĐ", "2026-01-02", 20, 30)
	o.Must(o.Register(t.Context(), officer, entered))
	later := o.decision(award.Grant, "2-QĐ", "2026-01-02", 20, 30)
	amendment := o.decision(award.Revocation, "3-QĐ", "2026-02-02")
	o.Exec(`UPDATE recipients SET ended_by = ? WHERE person_id = 20`, amendment)
	o.Must(o.Register(t.Context(), officer, later))
	for id, expected := range map[int64]string{entered: "2/2026", later: "3/2026"} {
		if got, missing := o.numbers(id); got != expected || missing != 0 {
			t.Errorf("decision %d: %q, want %q, %d missing", id, got, expected, missing)
		}
		b, err := o.Print(t.Context(), officer, certificate.Printing{Decision: id}, certificate.Paper{})
		if err != nil || len(b.List) != 1 || *b.List[0].Line.PersonID != 30 {
			t.Errorf("decision %d: %d are printed, %v", id, len(b.List), err)
		}
	}
	ended := o.Number(`SELECT id FROM certificates WHERE serial = 1`)
	_, err := o.Print(t.Context(), officer, certificate.Printing{Decision: entered, Only: ended}, certificate.Paper{})
	want(t, "the one that ended, alone", err, fault.ErrNotFound)
	if n := o.Number(`SELECT count(*) FROM certificates`); n != 3 {
		t.Errorf("%d in the register", n)
	}
}

// TestACertificateSaysWhatItsDayCalledTheForm, whatever the catalogue says by now.
func TestACertificateSaysWhatItsDayCalledTheForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Exec(`
		INSERT INTO editions (kind, code, number, name, legal, state, effective_from, body)
		SELECT kind, code, number + 1, name, legal, state, '2026-06-01', REPLACE(body, 'Giấy khen', 'Bằng ghi nhận')
		FROM editions
		WHERE kind = ?`, award.FormsKind)
	for on, expected := range map[string]string{"2026-05-31": "Giấy khen", "2026-06-01": "Bằng ghi nhận"} {
		id := o.decision(award.Grant, on, on, 20)
		o.Must(o.Register(t.Context(), officer, id))
		b, err := o.Batch(t.Context(), officer, id, 0, certificate.Paper{})
		o.Must(err)
		if got := b.List[0].Values["short"]; got != expected {
			t.Errorf("of %s: %q, want %q", on, got, expected)
		}
	}
}

// TestPrintingAgain asks for a reason and keeps it.
func TestPrintingAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.decision(award.Grant, "1-QĐ", "2026-01-02", 20, 30)
	o.Must(o.Register(t.Context(), officer, id))
	one := o.Number(`SELECT MIN(id) FROM certificates`)
	print := func(only int64, reason string) error {
		want := certificate.Printing{Decision: id, Only: only, Reason: reason}
		_, err := o.Print(t.Context(), officer, want, certificate.Paper{})
		return err
	}
	o.Must(print(one, ""))
	trial.Refused(t, "one of them again", print(0, " "), "reason")
	if n := o.Number(`SELECT sum(prints) FROM certificates`); n != 1 {
		t.Errorf("%d prints are counted after a refusal", n)
	}
	o.Time.At = o.Time.At.Add(time.Minute)
	o.Must(print(0, "Hỏng phôi"))
	list, err := o.Prints(t.Context(), officer, id)
	if err != nil || len(list) != 2 || list[0].Certificates != 2 ||
		list[0].Reason != "Hỏng phôi" || list[1].Reason != "" {
		t.Errorf("%+v %v", list, err)
	}
	leader := trial.Holder(access.Leader, 0, 1, "1/")
	_, err = o.Print(t.Context(), leader, certificate.Printing{Decision: id, Reason: "x"}, certificate.Paper{})
	want(t, "a leader prints", err, fault.ErrForbidden)
}

// TestEachFormHasItsLayout: a decision with several forms prints each line by the layout that names its form, and
// all by one that was chosen by hand.
func TestEachFormHasItsLayout(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.decision(award.Grant, "1-QĐ", "2026-01-02", 20, 30, 40)
	o.Exec(`UPDATE recipients SET form = 'bktu' WHERE person_id = 20`)
	o.Exec(`UPDATE recipients SET form = 'hcsv' WHERE person_id = 40`) // which no layout names
	o.Must(o.Register(t.Context(), officer, id))
	chosen := o.Number(`SELECT id FROM certificate_layouts WHERE code = 'in-san-a3'`)
	byForm := map[string]string{"bktu": "bang-khen-400", "gk": "giay-khen-a4", "hcsv": "bang-khen-400"}
	for layout, expected := range map[int64]map[string]string{
		0:      byForm,
		chosen: {"bktu": "in-san-a3", "gk": "in-san-a3", "hcsv": "in-san-a3"},
	} {
		b, err := o.Batch(t.Context(), officer, id, layout, certificate.Paper{})
		o.Must(err)
		pages := map[string]int{}
		for _, e := range b.List {
			if e.Layout.Code != expected[e.Line.Form] {
				t.Errorf("layout %d: %s is set by %s", layout, e.Line.Form, e.Layout.Code)
			}
			pages[mediaBox(e.Layout)]++
		}
		pdf, err := b.PDF(certificate.Offset{})
		o.Must(err)
		for box, n := range pages {
			// The size that is that of the first page stands once for all its pages.
			if got := strings.Count(string(pdf), box); got == 0 || got > n {
				t.Errorf("layout %d: %d pages of %s, want %d", layout, got, box, n)
			}
		}
		if n := strings.Count(string(pdf), "/Type /Page\n"); n != 3 {
			t.Errorf("layout %d: %d pages", layout, n)
		}
	}
	_, err := o.Batch(t.Context(), officer, id, o.Number(`SELECT max(id) FROM certificate_layouts`), certificate.Paper{})
	want(t, "the layout of a label", err, fault.ErrNotFound)
}

// mediaBox is how a PDF writes the size of a layout's paper, in points.
func mediaBox(l certificate.Layout) string {
	const point = 25.4 / 72
	return fmt.Sprintf("/MediaBox [0 0 %.2f %.2f]", l.Width/point, l.Height/point)
}

// TestShippedLayoutsNameKnownForms, and none names a form that another has.
func TestShippedLayoutsNameKnownForms(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	known, err := award.KnownForms(o.DB.Read(t.Context()), "2026-11-06")
	o.Must(err)
	list, err := certificate.Shipped()
	o.Must(err)
	taken := map[string]string{}
	for _, l := range list {
		for _, code := range l.Forms {
			if !slices.ContainsFunc(known, func(f award.Form) bool { return f.Code == code }) {
				t.Errorf("%s: there is no form %s", l.Code, code)
			}
			if taken[code] != "" {
				t.Errorf("%s has the layouts %s and %s", code, taken[code], l.Code)
			}
			taken[code] = l.Code
		}
	}
}

// TestAnOfficeMakesALayout: a copy is for no form until somebody says so, and then goes before none that another has.
func TestAnOfficeMakesALayout(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	source := o.Number(`SELECT id FROM certificate_layouts WHERE code = 'giay-khen-a4'`)
	id, err := o.CopyLayout(ctx, officer, source)
	o.Must(err)
	read := func(id int64) certificate.Layout {
		l, err := o.Layout(ctx, officer, id)
		o.Must(err)
		return l
	}
	original, copied := read(source), read(id)
	if copied.Name != original.Name+" (bản sao)" || len(copied.Forms) != 0 || copied.Code == original.Code ||
		!slices.Equal(copied.Fields, original.Fields) {
		t.Errorf("%+v", copied)
	}
	if n := o.Number(`SELECT count(*) FROM audit_log WHERE action = 'layout.copy' AND object_id = ?`, id); n != 1 {
		t.Errorf("%d records", n)
	}
	decision := o.decision(award.Grant, "1-QĐ", "2026-01-02", 20)
	o.Must(o.Register(ctx, officer, decision))
	prints := func() int64 {
		b, err := o.Batch(ctx, officer, decision, 0, certificate.Paper{})
		o.Must(err)
		return b.List[0].Layout.ID
	}
	if got := prints(); got != source {
		t.Errorf("printed by %d", got)
	}
	copied.Forms = []string{"gk"}
	trial.Refused(t, "a form of another layout", o.SaveLayout(ctx, officer, copied), "forms")
	original.Forms = slices.DeleteFunc(original.Forms, func(code string) bool { return code == "gk" })
	o.Must(o.SaveLayout(ctx, officer, original))
	o.Must(o.SaveLayout(ctx, officer, copied))
	if got := prints(); got != id {
		t.Errorf("printed by %d", got)
	}
	copied = read(id)
	copied.Forms = []string{"gk", "khong"}
	trial.Refused(t, "a form that is not known", o.SaveLayout(ctx, officer, copied), "forms")
	copied.Name, copied.Forms = strings.Repeat("ễ", 200), nil
	o.Must(o.SaveLayout(ctx, officer, copied))
	longest, err := o.CopyLayout(ctx, officer, id)
	o.Must(err)
	if got := []rune(read(longest).Name); len(got) != 200 {
		t.Errorf("%d letters", len(got))
	}
	label := o.Number(`SELECT id FROM certificate_layouts WHERE code = 'nhan-70x37'`)
	_, err = o.CopyLayout(ctx, officer, label)
	conflict(t, "a layout of labels", err)
	l := read(label)
	l.Forms = []string{"gk"}
	trial.Refused(t, "a label for a form", o.SaveLayout(ctx, officer, l), "forms")
	_, err = o.CopyLayout(ctx, trial.Holder(access.Leader, 0, 1, "1/"), source)
	want(t, "a leader copies", err, fault.ErrForbidden)
}
