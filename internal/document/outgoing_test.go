package document_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"congthidua/internal/document"
	"congthidua/internal/fault"
	"congthidua/internal/org"

	"gorm.io/gorm"
)

// TestIssuing: by the clerk, what was signed, once, from the page's version.
func TestIssuing(t *testing.T) {
	t.Parallel()
	o := open(t)
	id := o.draft("cadre2", func(d *document.Document) { d.Register = "QĐ" })
	issue := func(by string) error { return o.Issue(t.Context(), o.as(by), id, o.at(id).Version, head) }
	refuses(t, issue("clerk"), fault.ErrNotFound, "a draft")
	o.submit("cadre2", id, "head3", "head2")
	refuses(t, issue("clerk"), fault.ErrNotFound, "what is looked at")
	o.agree("head3", id)
	o.agree("head2", id)
	for _, m := range members {
		if m.name != "clerk" {
			refuses(t, issue(m.name), fault.ErrForbidden, m.name)
		}
	}
	refuses(t, o.Issue(t.Context(), o.as("clerk"), id, 1, head), fault.ErrStale, "from a stale page")
	if n := o.numbers(`SELECT count(*) FROM outgoing`); n[0] != 0 {
		t.Fatalf("%d numbers were given out to what was refused", n[0])
	}
	o.must(issue("clerk"))
	got := o.at(id)
	if got.Number != 1 || got.Year != 2026 || got.Symbol != "1-QĐ/BTCTU" || got.Author != "Ban Tổ chức" ||
		got.DatedOn != "2026-11-06" || got.State != document.Issued || got.OutgoingID == nil {
		t.Errorf("issued as %+v", got)
	}
	refuses(t, issue("clerk"), fault.ErrStale, "a second number")
	incoming := o.enter()
	refuses(t, o.Issue(t.Context(), o.as("clerk"), incoming, 1, head), fault.ErrNotFound, "what came in")
	list, _, err := o.Documents(t.Context(), o.as("clerk"), document.Filter{Query: "1 qd btctu"})
	if err != nil || len(list) != 1 || list[0].ID != id {
		t.Errorf("its number finds %d, %v", len(list), err)
	}
}

// TestOutgoingNumbers: each kind counts for itself and begins anew with the year of the issue, in Vietnam's
// time; decisions draw from the same registers.
func TestOutgoingNumbers(t *testing.T) {
	t.Parallel()
	o := open(t)
	symbol := func(kind string) string {
		t.Helper()
		id := o.signed("cadre2", "head2", func(d *document.Document) { d.Register = kind })
		o.issue(id)
		return o.at(id).Symbol
	}
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("issued as %s, want %s", got, want)
		}
	}
	check(symbol("CV"), "1-CV/BTCTU")
	check(symbol("CV"), "2-CV/BTCTU")
	check(symbol("QĐ"), "1-QĐ/BTCTU")
	check(o.decision(2026).Symbol, "2-QĐ/BTCTU")
	check(symbol("QĐ"), "3-QĐ/BTCTU")
	waiting := o.signed("cadre2", "head2")                        // signed in 2026, issued in 2027
	o.clock.At = time.Date(2026, 12, 31, 16, 59, 59, 0, time.UTC) // 23:59:59 in Vietnam
	check(symbol("CV"), "3-CV/BTCTU")
	o.clock.At = o.clock.At.Add(time.Second)
	o.issue(waiting)
	if got := o.at(waiting); got.Symbol != "1-CV/BTCTU" || got.Year != 2027 || got.DatedOn != "2027-01-01" {
		t.Errorf("the first of the new year is %s of %d, %s", got.Symbol, got.Year, got.DatedOn)
	}
	check(symbol("CV"), "2-CV/BTCTU")
	check(o.decision(2027).Symbol, "1-QĐ/BTCTU")
	check(o.decision(2026).Symbol, "4-QĐ/BTCTU")
}

// decision draws the number of a decision, as award does.
func (o *office) decision(year int) (line document.Outgoing) {
	o.t.Helper()
	o.must(o.Store.Write(context.Background(), func(tx *gorm.DB) (err error) {
		line, err = document.Issue(tx, document.Outgoing{
			Register: "QĐ", Year: year, IssuedOn: fmt.Sprintf("%d-01-01", year), Subject: "Khen thưởng", Signer: "A",
		}, "BTCTU", false)
		return err
	}))
	return line
}

// TestHowNumbersAreWritten: Party papers and state papers, each in its way.
func TestHowNumbersAreWritten(t *testing.T) {
	t.Parallel()
	o := open(t)
	for _, x := range []struct {
		head org.Letterhead
		want string
	}{
		{org.Letterhead{Style: "party", Body: "Ban", Sign: "BTCTU"}, "1-CV/BTCTU"},
		{org.Letterhead{Style: "state", Body: "Sở", Sign: "SNV"}, "2/CV-SNV"},
		{org.Letterhead{Style: "party", Body: "Ban", Sign: "BC/BTCTU"}, "3-CV/BTCTU"},
	} {
		id := o.signed("cadre2", "head2")
		o.must(o.Issue(t.Context(), o.as("clerk"), id, o.at(id).Version, x.head))
		if got := o.at(id); got.Symbol != x.want || got.Author != x.head.Body {
			t.Errorf("issued as %s by %s, want %s", got.Symbol, got.Author, x.want)
		}
	}
}

// TestIssuedNumbersHaveNoGaps: sixteen at once, decisions and documents, some of which are refused after
// the number was drawn.
func TestIssuedNumbersHaveNoGaps(t *testing.T) {
	t.Parallel()
	o := open(t)
	const writers = 16
	var ids []int64
	for range writers {
		ids = append(ids, o.signed("cadre2", "head2", func(d *document.Document) { d.Register = "QĐ" }))
	}
	var group sync.WaitGroup
	for i, id := range ids {
		group.Go(func() {
			ctx := context.WithoutCancel(t.Context())
			if err := o.Issue(ctx, o.as("clerk"), id, 1, head); err == nil {
				t.Error("issued from a stale page")
			}
			if err := o.Issue(ctx, o.as("clerk"), id, 3, head); err != nil {
				t.Error(err)
			}
			if i%2 == 0 {
				o.decision(2026)
			}
		})
	}
	group.Wait()
	got := o.numbers(`SELECT number FROM outgoing WHERE register = 'QĐ' ORDER BY number`)
	if len(got) != writers+writers/2 {
		t.Errorf("%d numbers, want %d", len(got), writers+writers/2)
	}
	for i, n := range got {
		if n != i+1 {
			t.Fatalf("number %d stands in place %d", n, i+1)
		}
	}
}

// TestTheOutgoingRegister: all of a year in its order, decisions among them; what is restricted only for who
// sees it; nothing for who does not see the registers.
func TestTheOutgoingRegister(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.issue(o.signed("cadre2", "head2", func(d *document.Document) { d.Addressees, d.Copies = "Thành ủy", 5 }))
	secret := o.signed("cadre20", "head20", restricted)
	o.issue(secret)
	o.decision(2026)
	o.decision(2025)
	for name, want := range map[string][]string{
		"clerk":     {"1-CV/BTCTU", "2-CV/BTCTU", "1-QĐ/BTCTU"},
		"leader":    {"1-CV/BTCTU", "1-QĐ/BTCTU"},
		"committee": {"1-CV/BTCTU", "1-QĐ/BTCTU"},
		"auditor":   {"1-CV/BTCTU", "1-QĐ/BTCTU"},
	} {
		list, err := o.Outgoing(t.Context(), o.as(name), 2026, "")
		o.must(err)
		var got []string
		for _, x := range list {
			got = append(got, x.Symbol)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s sees %v, want %v", name, got, want)
		}
	}
	for _, name := range []string{"head20", "cadre20", "head2", "council", "admin"} {
		_, err := o.Outgoing(t.Context(), o.as(name), 2026, "")
		refuses(t, err, fault.ErrForbidden, name)
		_, err = o.BookSize(t.Context(), o.as(name), document.Filter{Year: 2026})
		refuses(t, err, fault.ErrForbidden, name)
		_, err = o.Book(t.Context(), o.as(name), document.Filter{Year: 2026})
		refuses(t, err, fault.ErrForbidden, name)
	}
	o.send("clerk", secret, "leader")
	list, err := o.Outgoing(t.Context(), o.as("leader"), 2026, "CV")
	o.must(err)
	if len(list) != 2 || list[0].Addressees != "Thành ủy" || list[0].Copies != 5 || list[1].Number != 2 {
		t.Errorf("sent on, the leader sees %+v", list)
	}
}
