// Package ceremony renders the pages of ceremonies.
package ceremony

import (
	"context"
	"fmt"

	"congthidua/internal/award"
	"congthidua/internal/ceremony"
	"congthidua/internal/document"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Ceremonies is what the list shows.
type Ceremonies struct {
	List      []ceremony.Row
	MayCreate bool
	Form      component.Form
}

// fresh is what the form of a new ceremony begins with.
var fresh = ceremony.Ceremony{StartsAt: "08:30", Places: 10, ReadMinutes: 2, TurnMinutes: 2}

// Paper is a paper of the ceremony with whether it must be printed again.
type Paper struct {
	ceremony.Paper
	Says    string // its fingerprint now
	Printed int64  // milliseconds
	Done    bool
	Changed bool // since it was printed
}

// Ceremony is what the page of a ceremony shows.
type Ceremony struct {
	ceremony.Stage
	Papers    []Paper
	Templates []document.Template
	Files     []component.FileRow
	Today     string
	Form      component.Form
}

func pathOf(id int64) string { return "/ceremonies/" + component.Itoa(id) }

func (v Ceremony) path() string { return pathOf(v.ID) }

func (v Ceremony) paperPath(x Paper) string { return v.path() + "/papers/" + x.Code }

func lead(ctx context.Context, c ceremony.Ceremony) string {
	return t(ctx, ceremony.StateNames[c.State]) + " · " + c.StartsAt + " " + viet.ShowDate(c.HeldOn) + " · " + c.Place
}

// turnText names a turn: "Lượt 3: Kỷ niệm chương - Cá nhân (1/4)".
func turnText(ctx context.Context, turn ceremony.Turn) string {
	return t(ctx, "Lượt %d", turn.Number) + ": " + turn.Group.Title() + fmt.Sprintf(" (%d/%d)", turn.Index, turn.Of)
}

// ready are the papers that have something to say by now.
func (v Ceremony) ready() (list []Paper) {
	for _, p := range v.Papers {
		if p.Ready(v.Stage) {
			list = append(list, p)
		}
	}
	return list
}

// typedProgramme reports whether the programme's form was refused and is shown again.
func (v Ceremony) typedProgramme() bool { return v.Form.Values.Has("item.title.0") }

// item is the i-th saved item of the programme, empty beyond the last.
func (v Ceremony) item(i int) ceremony.Item {
	if i < len(v.Items) {
		return v.Items[i]
	}
	return ceremony.Item{}
}

// rows is how many lines the programme's form shows: two more than there are items, and all that were
// typed.
func (v Ceremony) rows() int {
	n := len(v.Items) + 2
	for i := range ceremony.MaxItems {
		if v.Form.Values.Has("item.title." + component.Itoa(i)) {
			n = max(n, i+1)
		}
	}
	return min(ceremony.MaxItems, n)
}

// awardsAt reports whether the i-th item is marked as the one at which awards are given.
func (v Ceremony) awardsAt(i int) bool {
	if v.typedProgramme() {
		return v.Form.Values.Get("awards") == component.Itoa(i)
	}
	return v.item(i).Awards
}

// typedPresenter is what was typed for a group's presenter where that form was refused, else what is kept.
func (v Ceremony) typedPresenter(g award.Group) string {
	collective := v.Form.Values.Get("collective") != ""
	if v.Form.Values.Get("form") == g.Form.Code && collective == g.Collective {
		return v.Form.Value("presenter", v.PresenterOf(g).Presenter)
	}
	return v.PresenterOf(g).Presenter
}

// typedRepresentative does so for who stands in for a recipient.
func (v Ceremony) typedRepresentative(r award.Recipient) string {
	current := v.AbsenceOf(r.ID).Representative
	if v.Form.Values.Get("recipient") == component.Itoa(r.ID) {
		return v.Form.Value("representative", current)
	}
	return current
}

// typedAbsenceIn reports whether the form that was refused is of a recipient of the group.
func (v Ceremony) typedAbsenceIn(g award.Group) bool {
	for _, r := range g.List {
		if v.Form.Values.Get("recipient") == component.Itoa(r.ID) {
			return true
		}
	}
	return false
}

func minutes(x float64) string { return viet.Points(x) }

func decisionText(d award.Decision) string { return d.Number + " · " + d.Subject }

// whole is a whole number for a field, "" for none.
func whole(n int) string {
	if n == 0 {
		return ""
	}
	return component.Itoa(n)
}

// under is what stands below a recipient's name.
func under(r award.Recipient) string { return viet.List(r.Post, r.Place) }
