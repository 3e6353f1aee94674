package document_test

import (
	"fmt"
	"slices"
	"testing"

	"congthidua/internal/document"
)

// waits lists what waits for somebody as "kind count link".
func (o *office) waits(name string) (list []string) {
	o.t.Helper()
	entries, err := o.Todo(o.t.Context(), o.as(name))
	o.must(err)
	for _, e := range entries {
		list = append(list, fmt.Sprintf("%s %d %s", e.Kind, e.Count, e.Link))
		if e.Text.Format == "" || e.Do == "" || e.Icon == "" || len(e.Note.Args) != 1 {
			o.t.Errorf("incomplete: %+v", e)
		}
	}
	return list
}

// wait checks what waits for everybody who is named, and that nothing waits for anybody else.
func (o *office) wait(step string, want map[string][]string) {
	o.t.Helper()
	for _, m := range members {
		if got := o.waits(m.name); !slices.Equal(got, want[m.name]) {
			o.t.Errorf("%s: for %s waits %q, want %q", step, m.name, got, want[m.name])
		}
	}
}

// TestWhatWaits follows a document in and a draft out.
func TestWhatWaits(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.wait("nothing", nil)
	id := o.enter(func(d *document.Document) { d.Due = "13/11/2026" })
	page := fmt.Sprintf("/documents/%d", id)
	o.wait("entered", map[string][]string{
		"leader":    {"document.route 1 " + page},
		"committee": {"document.route 1 " + page},
	})
	entries, err := o.Todo(t.Context(), o.as("leader"))
	o.must(err)
	if e := entries[0]; e.Due != "2026-11-13" || e.Text.String() != "Chuyển xử lý 1 văn bản đến" ||
		e.Note.String() != "Báo cáo số liệu cán bộ" {
		t.Errorf("%+v", e)
	}
	secret := o.enter(restricted)
	second := o.enter(func(d *document.Document) { d.Due = "10/11/2026" })
	o.wait("three entered, one restricted", map[string][]string{
		"leader":    {"document.route 2 /documents/incoming?state=registered"},
		"committee": {"document.route 2 /documents/incoming?state=registered"},
	})
	o.send("clerk", id, "head2")
	o.send("clerk", second, "head2")
	o.send("clerk", second, "head2", "cadre20")
	o.send("clerk", secret, "cadre20")
	o.wait("sent on", map[string][]string{
		"head2":   {"document.read 2 /documents/incoming"},
		"cadre20": {"document.read 2 /documents/incoming"},
	})
	_, err = o.Document(t.Context(), o.as("head2"), second)
	o.must(err)
	_, err = o.Document(t.Context(), o.as("cadre20"), second)
	o.must(err)
	o.wait("read", map[string][]string{
		"head2":   {"document.read 1 " + page},
		"cadre20": {fmt.Sprintf("document.read 1 /documents/%d", secret)},
	})
	for name, id := range map[string]int64{"head2": id, "cadre20": secret} {
		_, err := o.Document(t.Context(), o.as(name), id)
		o.must(err)
	}
	draft := o.draft("cadre2")
	page = fmt.Sprintf("/documents/%d", draft)
	o.wait("drafted", nil)
	o.submit("cadre2", draft, "head3", "leader")
	o.wait("submitted", map[string][]string{"head3": {"document.turn 1 " + page}})
	o.agree("head3", draft)
	o.wait("agreed", map[string][]string{"leader": {"document.turn 1 " + page}})
	other := o.draft("cadre20")
	o.submit("cadre20", other, "leader")
	o.wait("two to sign", map[string][]string{"leader": {"document.turn 2 /documents/outgoing?state=review"}})
	o.agree("leader", draft)
	o.must(o.SendBack(t.Context(), o.as("leader"), other, 2, "Bổ sung"))
	o.wait("signed", map[string][]string{"clerk": {"document.issue 1 " + page}})
	o.issue(draft)
	o.wait("issued", nil)
}
