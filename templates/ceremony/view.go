// Package ceremony renders the pages of ceremonies.
package ceremony

import (
	"context"

	"congthidua/internal/award"
	"congthidua/internal/ceremony"
	"congthidua/internal/document"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// MaxItems is how many points a programme has at most.
const MaxItems = 14

// Paper is a paper of the ceremony with whether it must be printed again.
type Paper struct {
	Code, Name    string
	After         bool  // has something to say once it is over
	Printed       int64 // milliseconds
	Done, Changed bool
}

// Ceremony is what the page of a ceremony shows.
type Ceremony struct {
	ceremony.Stage
	Papers    []Paper
	Templates []document.Template
	MayRun    bool
	MayFile   bool // may add files
	Files     []component.FileRow
	Today     string
	Form      component.Form
}

func (v Ceremony) path() string { return "/ceremonies/" + component.Itoa(v.ID) }

func (v Ceremony) mayChange() bool { return v.MayRun && v.State == ceremony.Preparing }

func lead(ctx context.Context, c ceremony.Ceremony) string {
	return t(ctx, ceremony.StateNames[c.State]) + " · " + c.StartsAt + " " + viet.ShowDate(c.HeldOn) + " · " + c.Place
}

// ready are the papers that have something to say by now.
func (v Ceremony) ready() (list []Paper) {
	for _, p := range v.Papers {
		if !p.After || v.State == ceremony.Held || v.Live.Steps > 0 {
			list = append(list, p)
		}
	}
	return list
}

// item is the i-th point of the programme in the form, empty beyond the last.
func (v Ceremony) item(i int) ceremony.Item {
	if i < len(v.Items) {
		return v.Items[i]
	}
	return ceremony.Item{}
}

// rows is how many lines the programme's form shows.
func (v Ceremony) rows() int { return min(MaxItems, len(v.Items)+2) }

func minutes(x float64) string { return viet.Points(x) }

func decisionText(d award.Decision) string {
	return d.Number + " · " + d.Subject
}

// whole is a whole number for a field, "" for none.
func whole(n int) string {
	if n == 0 {
		return ""
	}
	return component.Itoa(n)
}

func under(r award.Recipient) string {
	if r.Post != "" && r.Place != "" {
		return r.Post + ", " + r.Place
	}
	return r.Post + r.Place
}
