package document_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"congthidua/internal/document"
	"congthidua/internal/fault"
)

// TestFilters holds every filter of the list to what it lets through.
func TestFilters(t *testing.T) {
	t.Parallel()
	o := open(t)
	numbers := map[int64]string{}
	enter := func(name string, change func(*document.Document)) int64 {
		id := o.enter(change)
		numbers[id] = name
		return id
	}
	enter("late", func(d *document.Document) { d.Due = "05/11/2026" })
	enter("due today", func(d *document.Document) { d.Due, d.Register = "06/11/2026", "DV" })
	enter("last year", func(d *document.Document) { d.ArrivedOn = "31/12/2025" })
	settled := enter("late, settled", func(d *document.Document) { d.Due = "05/11/2026" })
	o.must(o.Settle(t.Context(), o.as("leader"), settled, 1, "xong"))
	routed := enter("routed", func(*document.Document) {})
	o.send("clerk", routed, "cadre2")
	issued := o.issued("cadre2", "head2")()
	numbers[issued] = "issued"
	for name, x := range map[string]struct {
		filter document.Filter
		want   []string
	}{
		"all":           {document.Filter{}, []string{"due today", "issued", "last year", "late", "late, settled", "routed"}},
		"incoming":      {document.Filter{Direction: document.In}, []string{"due today", "last year", "late", "late, settled", "routed"}},
		"outgoing":      {document.Filter{Direction: document.Out}, []string{"issued"}},
		"a year":        {document.Filter{Year: 2025}, []string{"last year"}},
		"a book":        {document.Filter{Register: "DV"}, []string{"due today"}},
		"a state":       {document.Filter{State: document.Routed}, []string{"routed"}},
		"no such state": {document.Filter{State: "x", Year: 2025}, []string{"last year"}},
		"late":          {document.Filter{Late: true}, []string{"late"}},
		"late, a book":  {document.Filter{Late: true, Register: "DV"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			list, total, err := o.Documents(t.Context(), o.as("clerk"), x.filter)
			o.must(err)
			var got []string
			for _, r := range list {
				got = append(got, numbers[r.ID])
			}
			slices.Sort(got)
			if !slices.Equal(got, x.want) || total != len(x.want) {
				t.Errorf("%d: %q, want %q", total, got, x.want)
			}
		})
	}
}

// TestOrdersAndPages: every order both ways, pages that follow each other, an order that is not known.
func TestOrdersAndPages(t *testing.T) {
	t.Parallel()
	o := open(t)
	for i := range document.PageSize + 3 {
		o.enter(func(d *document.Document) {
			d.Author = fmt.Sprintf("Cơ quan %03d", (i*7)%53)
			d.ArrivedOn = fmt.Sprintf("%02d/10/2026", 1+i%30)
			d.Due = fmt.Sprintf("%02d/12/2026", 1+(i*3)%30)
		})
	}
	key := map[string]func(document.Row) string{
		"number": func(r document.Row) string { return fmt.Sprintf("%06d", r.Number) },
		"date":   func(r document.Row) string { return r.ArrivedOn },
		"due":    func(r document.Row) string { return r.Due },
		"author": func(r document.Row) string { return r.Author },
		"":       func(r document.Row) string { return fmt.Sprintf("%06d", 100_000-r.ID) },
		"x;drop": func(r document.Row) string { return fmt.Sprintf("%06d", 100_000-r.ID) },
	}
	for sort, of := range key {
		for _, desc := range []bool{false, true} {
			var got []string
			seen := map[int64]bool{}
			for page := range 2 {
				list, total, err := o.Documents(
					t.Context(),
					o.as("clerk"),
					document.Filter{Sort: sort, Desc: desc, Page: page},
				)
				o.must(err)
				if total != document.PageSize+3 || len(list) != []int{document.PageSize, 3}[page] {
					t.Errorf("%s: page %d has %d of %d", sort, page, len(list), total)
				}
				for _, r := range list {
					got, seen[r.ID] = append(got, of(r)), true
				}
			}
			if desc && sort != "" && sort != "x;drop" {
				slices.Reverse(got)
			}
			if !slices.IsSorted(got) || len(seen) != document.PageSize+3 {
				t.Errorf("order %q, backwards %t: %d of them, %v", sort, desc, len(seen), got)
			}
		}
	}
}

// TestTheBook lists a book by its numbers, whatever order and page are asked for.
func TestTheBook(t *testing.T) {
	t.Parallel()
	o := open(t)
	for i := range 5 {
		o.enter(func(d *document.Document) { d.Register = []string{"TU", "DV"}[i%2] })
	}
	o.issued("cadre2", "head2")()
	f := document.Filter{Year: 2026, Sort: "author", Desc: true, Page: 3}
	list, err := o.Book(t.Context(), o.as("clerk"), f)
	o.must(err)
	var got []string
	for _, r := range list {
		got = append(got, fmt.Sprint(r.Register, r.Number))
	}
	if want := []string{"DV1", "DV2", "TU1", "TU2", "TU3"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	n, err := o.BookSize(t.Context(), o.as("clerk"), f)
	if err != nil || n != 5 {
		t.Errorf("%d lines, %v", n, err)
	}
}

// TestTheSearch: words of number, author, kind and subject without tone marks, the last one as a
// beginning; the search's own language means nothing.
func TestTheSearch(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.enter(func(d *document.Document) {
		d.Symbol, d.Author, d.Subject = "1207-CV/BTCTW", "Quận ủy Ba Đình", "Tổ chức hội nghị tổng kết Đảng bộ"
	})
	o.enter()
	for query, want := range map[string]bool{
		"tong ket": true, "Tổng Kết": true, "TỔNG KẾT HỘI NGHỊ": true, "hoi ngh": true, "hoi": true, "hộ": true,
		"1207": true, "1207-CV/BTCTW": true, "ba dinh": true, "cong van dang": true, "đảng bộ": true,
		"hoi nghi khong": false, "ngh hoi": false, "ongket": false, `"`: false, `* OR *`: false, "": true,
		`"hoi nghi"`: true, "NEAR/2 hoi": false, "docid:1": false, "'; DROP TABLE documents; --": false, "%": false, "_": false,
		"to chuc hoi nghi tong ket dang bo quan uy ba dinh cong khong khong": true, // the words behind the twelfth do not count
	} {
		list, total, err := o.Documents(t.Context(), o.as("clerk"), document.Filter{Query: query})
		if err != nil {
			t.Errorf("%q: %v", query, err)
			continue
		}
		got := slices.ContainsFunc(list, func(r document.Row) bool { return r.ID == id })
		if got != want || query != "" && want && total != 1 {
			t.Errorf("%q: found %t, %d in all", query, got, total)
		}
	}
}

// TestAnswers: a draft names what it answers to who sees that, and is named there to who sees the draft.
func TestAnswers(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, x := range []struct {
		name     string
		change   []func(*document.Document)
		who      string
		answered bool
		answers  int
	}{
		{"the drafter sees both", nil, "cadre2", true, 1},
		{"the signer sees the answer alone", []func(*document.Document){restricted}, "head2", false, 0},
		{"the leader sees no draft", nil, "leader", true, 0},
		{"the clerk sees no draft", []func(*document.Document){restricted}, "clerk", true, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			id := o.enter(x.change...)
			o.send("clerk", id, "cadre2")
			draft := o.draft("cadre2", func(d *document.Document) { d.AnswersID = &id })
			o.submit("cadre2", draft, "head2")
			if p, err := o.Document(t.Context(), o.as(x.who), draft); err == nil {
				if (p.AnsweredID != nil) != x.answered || (p.Answers == "1-CV/X") != x.answered {
					t.Errorf("%s is told that it answers %v %q", x.who, p.AnsweredID, p.Answers)
				}
			}
			if p, err := o.Document(t.Context(), o.as(x.who), id); err == nil && len(p.Linked) != x.answers {
				t.Errorf("%s is told of %d answers", x.who, len(p.Linked))
			}
		})
	}
}

// TestWhatIsOfferedOnTheLists to each.
func TestWhatIsOfferedOnTheLists(t *testing.T) {
	t.Parallel()
	o := open(t)
	for name, want := range map[string]document.ListRights{
		"clerk":     {Register: true, Draft: true, Books: true, Templates: true},
		"committee": {Draft: true, Books: true, Templates: true},
		"leader":    {Draft: true, Books: true},
		"head2":     {Draft: true},
		"cadre2":    {Draft: true},
		"auditor":   {Books: true},
		"admin":     {},
		"stranger":  {},
	} {
		if got := o.ListRights(o.as(name)); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	nobody := o.as("cadre2")
	nobody.PersonID = 0
	if o.ListRights(nobody).Draft {
		t.Error("nobody on the roster is offered to draft")
	}
}

// TestOverdue: what is past its day and not settled, for who sees the registers; what is restricted never.
func TestOverdue(t *testing.T) {
	t.Parallel()
	o := open(t)
	due := func(day string) func(*document.Document) { return func(d *document.Document) { d.Due = day } }
	late := o.enter(due("05/11/2026"))
	later := o.enter(due("04/11/2026"))
	o.enter(due("06/11/2026")) // the due day itself is in time
	o.enter(due(""))
	o.enter(due("05/11/2026"), restricted)
	settled := o.enter(due("05/11/2026"))
	o.must(o.Settle(t.Context(), o.as("leader"), settled, 1, "xong"))
	for name, want := range map[string][]int64{
		"leader":    {later, late},
		"clerk":     {later, late},
		"committee": {later, late},
		"auditor":   {later, late},
		"head2":     nil,
		"cadre2":    nil,
	} {
		list, err := o.Overdue(t.Context(), o.as(name))
		o.must(err)
		var got []int64
		for _, d := range list {
			got = append(got, d.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is told of %v, want %v", name, got, want)
		}
	}
	if _, err := o.Overdue(t.Context(), o.as("admin")); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("the administrator: %v", err)
	}
}
