package document_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/document"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// TestWhoKeepsTheRegisters: the clerk and nobody else enters and corrects.
func TestWhoKeepsTheRegisters(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	for _, m := range members {
		t.Run(m.name, func(t *testing.T) {
			_, err := o.Register(t.Context(), o.as(m.name), letter(), document.Filing{})
			if want := m.name == "clerk"; (err == nil) != want {
				t.Errorf("entered: %v", err)
			}
			d := letter()
			d.ID, d.Version = id, o.at(id).Version
			err = o.Correct(t.Context(), o.as(m.name), d, "")
			if want := m.name == "clerk"; (err == nil) != want {
				t.Errorf("corrected: %v", err)
			}
		})
	}
}

// TestIncomingFields holds every field of an incoming document to its bounds.
func TestIncomingFields(t *testing.T) {
	t.Parallel()
	o := open(t)
	long := func(n int) string { return strings.Repeat("ấ", n) }
	for name, x := range map[string]struct {
		change func(*document.Document)
		field  string // that is refused, "" for none
	}{
		"as it is":           {func(*document.Document) {}, ""},
		"no book":            {func(d *document.Document) { d.Register = "" }, "register"},
		"a kind for a book":  {func(d *document.Document) { d.Register = "QĐ" }, "register"},
		"subject of 2":       {func(d *document.Document) { d.Subject = "ab" }, "subject"},
		"subject of 3":       {func(d *document.Document) { d.Subject = "abc" }, ""},
		"subject of 1000":    {func(d *document.Document) { d.Subject = long(1000) }, ""},
		"subject of 1001":    {func(d *document.Document) { d.Subject = long(1001) }, "subject"},
		"subject of spaces":  {func(d *document.Document) { d.Subject = "   " }, "subject"},
		"no author":          {func(d *document.Document) { d.Author = " " }, "author"},
		"author of 200":      {func(d *document.Document) { d.Author = long(200) }, ""},
		"author of 201":      {func(d *document.Document) { d.Author = long(201) }, "author"},
		"no symbol":          {func(d *document.Document) { d.Symbol = "" }, ""},
		"symbol of 100":      {func(d *document.Document) { d.Symbol = long(100) }, ""},
		"symbol of 101":      {func(d *document.Document) { d.Symbol = long(101) }, "symbol"},
		"no kind":            {func(d *document.Document) { d.Kind = "" }, "kind"},
		"kind of 60":         {func(d *document.Document) { d.Kind = long(60) }, ""},
		"kind of 61":         {func(d *document.Document) { d.Kind = long(61) }, "kind"},
		"signer of 120":      {func(d *document.Document) { d.Signer = long(120) }, ""},
		"signer of 121":      {func(d *document.Document) { d.Signer = long(121) }, "signer"},
		"note of 500":        {func(d *document.Document) { d.Note = long(500) }, ""},
		"note of 501":        {func(d *document.Document) { d.Note = long(501) }, "note"},
		"addressees of 1001": {func(d *document.Document) { d.Addressees = long(1001) }, "addressees"},
		"no copies":          {func(d *document.Document) { d.Copies = 0 }, ""},
		"copies below none":  {func(d *document.Document) { d.Copies = -1 }, "copies"},
		"100,000 copies":     {func(d *document.Document) { d.Copies = 100_000 }, ""},
		"100,001 copies":     {func(d *document.Document) { d.Copies = 100_001 }, "copies"},
		"dated today":        {func(d *document.Document) { d.DatedOn = "06/11/2026" }, ""},
		"dated tomorrow":     {func(d *document.Document) { d.DatedOn = "07/11/2026" }, "dated_on"},
		"dated on no day":    {func(d *document.Document) { d.DatedOn = "31/02/2026" }, "dated_on"},
		"dated by a year":    {func(d *document.Document) { d.DatedOn = "2026" }, "dated_on"},
		"arrived tomorrow":   {func(d *document.Document) { d.ArrivedOn = "07/11/2026" }, "arrived_on"},
		"arrived on no day":  {func(d *document.Document) { d.ArrivedOn = "x" }, "arrived_on"},
		"due yesterday":      {func(d *document.Document) { d.Due = "05/11/2026" }, ""},
		"due next year":      {func(d *document.Document) { d.Due = "05/01/2027" }, ""},
		"due on no day":      {func(d *document.Document) { d.Due = "30/02/2027" }, "due"},
	} {
		t.Run(name, func(t *testing.T) {
			typed := letter(x.change)
			id, err := o.Register(t.Context(), o.as("clerk"), typed, document.Filing{})
			if x.field != "" {
				invalid(t, err, x.field, "")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			kept := o.at(id)
			if kept.Subject != typed.Subject || kept.Copies != typed.Copies || kept.Author != typed.Author {
				t.Errorf("typed %+v, kept %+v", typed, kept)
			}
		})
	}
}

// TestWhatIsEntered: all that was typed is kept, with the day of today where none was typed.
func TestWhatIsEntered(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter(func(d *document.Document) {
		d.DatedOn, d.Due, d.Signer, d.Addressees, d.Note = "05/11/2026", "13/11/2026", "Ông A", "Các phòng", "khẩn"
		d.State, d.Number, d.Direction, d.Year = document.Issued, 77, document.Out, 1999 // are not typed
	})
	got := o.at(id)
	want := document.Document{
		Direction: document.In, Register: "TU", Year: 2026, Number: 1, Symbol: "1-CV/X", Author: "Cơ quan X",
		Kind: "Công văn", Subject: "Báo cáo số liệu cán bộ", DatedOn: "2026-11-05", ArrivedOn: "2026-11-06",
		Due: "2026-11-13", Signer: "Ông A", Addressees: "Các phòng", Copies: 1, Note: "khẩn",
		State: document.Registered,
	}
	want.ID, want.Version = id, 1
	if got != want {
		t.Errorf("kept %+v\nwant %+v", got, want)
	}
	if kinds := o.numbers(`SELECT count(*) FROM document_events WHERE document_id = ? AND kind = 'register'`, id); kinds[0] != 1 {
		t.Errorf("%d events", kinds[0])
	}
	if n := o.numbers(`SELECT count(*) FROM audit_log WHERE action = 'document.register' AND object_id = ?`, id); n[0] != 1 {
		t.Errorf("%d entries in the log", n[0])
	}
}

// TestIncomingNumbers: each book counts for itself and begins anew with the year in which documents
// arrive, in Vietnam's time.
func TestIncomingNumbers(t *testing.T) {
	t.Parallel()
	o := open(t)
	next := func(book, arrived string) (number int) {
		t.Helper()
		return o.at(o.enter(func(d *document.Document) { d.Register, d.ArrivedOn = book, arrived })).Number
	}
	check := func(what string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s has number %d, want %d", what, got, want)
		}
	}
	check("the first of a book", next("TU", ""), 1)
	check("the second", next("TU", ""), 2)
	check("the first of another book", next("DV", ""), 1)
	check("the third", next("TU", "05/11/2026"), 3)
	check("what came last year", next("TU", "31/12/2025"), 1)
	o.clock.At = time.Date(2026, 12, 31, 16, 59, 59, 0, time.UTC) // 23:59:59 in Vietnam
	check("the last of the year", next("TU", ""), 4)
	o.clock.At = o.clock.At.Add(time.Second)
	check("the first of the new year", next("TU", ""), 1)
	check("what came on the last day", next("TU", "31/12/2026"), 5)
	check("the second of the new year", next("TU", "01/01/2027"), 2)
	if years := o.numbers(`SELECT DISTINCT year FROM documents ORDER BY year`); !slices.Equal(
		years,
		[]int{2025, 2026, 2027},
	) {
		t.Errorf("years %v", years)
	}
}

// TestNumbersHaveNoGaps: sixteen clerks register at once, some of them what is refused; the book runs from
// one to its end.
func TestNumbersHaveNoGaps(t *testing.T) {
	t.Parallel()
	o := open(t)
	const clerks, each = 16, 8
	var group sync.WaitGroup
	for i := range clerks {
		group.Go(func() {
			for n := range each {
				d := letter(func(d *document.Document) { d.Subject = fmt.Sprintf("Văn bản %d %d", i, n) })
				file := "MẬT" // the file is refused after all else was taken
				if n%4 != 0 {
					file = "thường"
				}
				kept := o.file("a.docx", file)
				_, err := o.Register(context.WithoutCancel(t.Context()), o.as("clerk"), d, document.Filing{File: &kept})
				if (err == nil) != (n%4 != 0) {
					t.Errorf("document %d of clerk %d: %v", n, i, err)
				}
			}
		})
	}
	group.Wait()
	got := o.numbers(`SELECT number FROM documents WHERE register = 'TU' ORDER BY number`)
	if len(got) != clerks*6 {
		t.Errorf("%d documents, want %d", len(got), clerks*6)
	}
	for i, n := range got {
		if n != i+1 {
			t.Fatalf("number %d stands in place %d", n, i+1)
		}
	}
}

// TestANumberIsKept: what has a number is neither deleted nor numbered anew, whoever tries.
func TestANumberIsKept(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter()
	issued := o.signed("cadre2", "head2")
	o.issue(issued)
	for name, sql := range map[string]string{
		"deleted":            `DELETE FROM documents WHERE id = ?`,
		"renumbered":         `UPDATE documents SET number = number + 1 WHERE id = ?`,
		"moved to a year":    `UPDATE documents SET year = year + 1 WHERE id = ?`,
		"moved to a book":    `UPDATE documents SET register = 'DT' WHERE id = ?`,
		"line deleted":       `DELETE FROM outgoing WHERE id > 0 OR id = ?`,
		"line renumbered":    `UPDATE outgoing SET number = number + 1 WHERE id > 0 OR id = ?`,
		"line under another": `UPDATE outgoing SET symbol = 'x' WHERE id > 0 OR id = ?`,
	} {
		err := o.Store.Write(t.Context(), func(tx *gorm.DB) error { return tx.Exec(sql, id).Error })
		conflict(t, err, "giữ nguyên")
		if err == nil {
			t.Errorf("%s: went through", name)
		}
	}
}

// TestCorrecting changes the data, never the number, and only from the page's version.
func TestCorrecting(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter(func(d *document.Document) { d.DatedOn = "01/11/2026" })
	typed := document.Document{
		Register: "DV", Symbol: "2-CV/Y", Author: "Cơ quan Y", Kind: "Báo cáo", Subject: "Nội dung đã sửa",
		DatedOn: "02/11/2026", ArrivedOn: "03/11/2026", Due: "20/11/2026", Signer: "Bà B", Addressees: "Văn phòng",
		Copies: 0, Note: "sửa", Restricted: true,
	}
	typed.ID, typed.Version = id, 1
	o.must(o.Correct(t.Context(), o.as("clerk"), typed, ""))
	want := typed
	want.Direction, want.Register, want.Year, want.Number = document.In, "TU", 2026, 1
	want.DatedOn, want.ArrivedOn, want.Due = "2026-11-02", "2026-11-06", "2026-11-20"
	want.State, want.Version = document.Registered, 2
	if got := o.at(id); got != want {
		t.Errorf("kept %+v\nwant %+v", got, want)
	}
	refuses(t, o.Correct(t.Context(), o.as("clerk"), typed, ""), fault.ErrStale, "from a stale page")
	typed.Version = 2
	invalid(t, o.Correct(t.Context(), o.as("clerk"), typed, "Mật"), "secrecy", "Mật")
	secret := typed
	secret.Note = "TỐI MẬT"
	invalid(t, o.Correct(t.Context(), o.as("clerk"), secret, ""), "secrecy", "TỐI MẬT")
	nobody := typed
	nobody.Author = ""
	invalid(t, o.Correct(t.Context(), o.as("clerk"), nobody, ""), "author", "")
	draft := o.signed("cadre2", "head2")
	typed.ID, typed.Version = draft, o.at(draft).Version
	refuses(t, o.Correct(t.Context(), o.as("clerk"), typed, ""), fault.ErrNotFound, "an outgoing one")
	typed.ID = 999_999
	refuses(t, o.Correct(t.Context(), o.as("clerk"), typed, ""), fault.ErrNotFound, "one that is not there")
	for query, found := range map[string]bool{"noi dung da sua": true, "so lieu can bo": false} {
		list, _, err := o.Documents(t.Context(), o.as("clerk"), document.Filter{Query: query, Direction: document.In})
		if err != nil || (len(list) == 1) != found {
			t.Errorf("%q finds %d, %v", query, len(list), err)
		}
	}
}

// TestSecretsAreNotEntered: by the mark that is chosen, that is typed, or that stands on the first page of
// a file; nothing is left of what is refused.
func TestSecretsAreNotEntered(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, x := range map[string]struct {
		change  func(*document.Document)
		secrecy string
		says    string
	}{
		"chosen":         {func(*document.Document) {}, "Tối mật", "Tối mật"},
		"in the subject": {func(d *document.Document) { d.Subject = "MẬT: kế hoạch bảo vệ" }, "", "MẬT"},
		"in the note":    {func(d *document.Document) { d.Note = "(TUYỆT MẬT)" }, "", "TUYỆT MẬT"},
		"in the number":  {func(d *document.Document) { d.Symbol = "12-CV/TU MẬT" }, "", "MẬT"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := o.Register(t.Context(), o.as("clerk"), letter(x.change), document.Filing{Secrecy: x.secrecy})
			invalid(t, err, "secrecy", x.says)
			d := letter(x.change)
			_, err = o.SaveDraft(t.Context(), o.as("cadre2"), document.Document{
				Register: "CV", Subject: d.Subject, Note: d.Note, Symbol: d.Symbol,
			}, document.Filing{Secrecy: x.secrecy})
			invalid(t, err, "secrecy", x.says)
		})
	}
	marked := o.file("a.docx", "TỐI MẬT")
	_, err := o.Register(t.Context(), o.as("clerk"), letter(), document.Filing{File: &marked})
	invalid(t, err, "file", "TỐI MẬT")
	for _, table := range []string{"documents", "attachments", "document_text", "document_events"} {
		if n := o.numbers(`SELECT count(*) FROM ` + table); n[0] != 0 {
			t.Errorf("%d rows in %s", n[0], table)
		}
	}
	o.enter(func(d *document.Document) { d.Subject = "Quy định về bảo mật, BẢO MẬT mạng" })
}

// TestLate: from the day after, and only what came in and is not settled.
func TestLate(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		d    document.Document
		want bool
	}{
		"the day before": {document.Document{Direction: document.In, State: document.Routed, Due: "2026-11-07"}, false},
		"the day itself": {document.Document{Direction: document.In, State: document.Routed, Due: "2026-11-06"}, false},
		"the day after":  {document.Document{Direction: document.In, State: document.Registered, Due: "2026-11-05"}, true},
		"settled":        {document.Document{Direction: document.In, State: document.Settled, Due: "2026-11-05"}, false},
		"outgoing":       {document.Document{Direction: document.Out, State: document.Draft, Due: "2026-11-05"}, false},
		"without a day":  {document.Document{Direction: document.In, State: document.Routed}, false},
	} {
		if got := x.d.Late("2026-11-06"); got != x.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
