package document_test

import (
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/document"
	"congthidua/internal/fault"

	"gorm.io/gorm"
)

// TestLinking notes which decision a document is about; award asks whether the actor may, this room whether
// the document is seen and the page is current.
func TestLinking(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.run(`INSERT INTO decisions (id, kind, body, subject, state) VALUES (5, 'award', 'Ban', 'Khen thưởng', 'draft')`)
	id := o.enter(restricted)
	link := func(by string, version, decision int64) error {
		return o.Store.Write(t.Context(), func(tx *gorm.DB) error {
			return document.Link(tx, o.clock, o.as(by), id, version, decision)
		})
	}
	refuses(t, link("committee", 1, 5), fault.ErrNotFound, "what is not seen")
	refuses(t, link("admin", 1, 5), fault.ErrForbidden, "who sees no documents")
	refuses(t, link("clerk", 2, 5), fault.ErrStale, "from a stale page")
	o.must(link("clerk", 1, 5))
	if got := o.at(id); got.DecisionID == nil || *got.DecisionID != 5 || got.Version != 2 {
		t.Errorf("linked as %v at %d", got.DecisionID, got.Version)
	}
	for name, want := range map[string]int{"clerk": 1, "committee": 0, "cadre2": 0, "admin": 0} {
		list, err := o.About(t.Context(), o.as(name), 5)
		o.must(err)
		if len(list) != want {
			t.Errorf("%s sees %d documents about it", name, len(list))
		}
	}
	if err := link("clerk", 2, 999); err == nil {
		t.Error("linked with a decision that is not there")
	}
	o.must(link("clerk", 2, 0))
	if got := o.at(id); got.DecisionID != nil {
		t.Errorf("still linked with %d", *got.DecisionID)
	}
	for name, want := range map[string]bool{"clerk": true, "committee": true, "leader": false, "auditor": false} {
		open := o.enter()
		p, err := o.Document(t.Context(), o.as(name), open)
		o.must(err)
		if p.Rights.Link != want {
			t.Errorf("%s is offered to link: %t", name, p.Rights.Link)
		}
	}
	if !o.as("clerk").May(access.DecisionArrange) {
		t.Error("the clerk arranges no decisions")
	}
}
