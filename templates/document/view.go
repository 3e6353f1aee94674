// Package document renders the registers of documents, drafts and the office's templates.
package document

import (
	"context"
	"net/url"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/locale"
	"congthidua/internal/work"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Documents is what a list of documents shows.
type Documents struct {
	Direction    string
	List         []document.Document
	Total        int
	Filter       document.Filter
	Query        url.Values
	Catalogue    *document.Catalogue
	Today        string
	ThisYear     int
	AnswersID    int64
	MayRegister  bool
	MayDraft     bool
	SeesRegister bool
	MayTemplates bool
	Form         component.Form
}

func (v Documents) incoming() bool { return v.Direction == document.In }

func (v Documents) path() string {
	if v.incoming() {
		return "/documents/incoming"
	}
	return "/documents/outgoing"
}

func kinds(list []document.Kind, none string) (options []component.Option) {
	if none != "" {
		options = append(options, component.Option{Text: none})
	}
	for _, k := range list {
		options = append(options, component.Option{Value: k.Code, Text: k.Name + " (" + k.Code + ")"})
	}
	return options
}

func (v Documents) registers(ctx context.Context) []component.Option {
	if v.incoming() {
		return kinds(v.Catalogue.Books, t(ctx, "Mọi sổ"))
	}
	return kinds(v.Catalogue.Kinds, t(ctx, "Mọi loại"))
}

func (v Documents) states(ctx context.Context) []component.Option {
	list := []component.Option{{Text: t(ctx, "Mọi trạng thái")}}
	states := []string{document.Registered, document.Routed, document.Settled}
	if !v.incoming() {
		states = []string{document.Draft, document.Review, document.Approved, document.Issued}
	}
	for _, s := range states {
		list = append(list, component.Option{Value: s, Text: t(ctx, document.StateNames[s])})
	}
	return list
}

func secrecies(ctx context.Context) []component.Option {
	return []component.Option{{Text: t(ctx, "không")}, {Value: "Mật", Text: "Mật"}, {Value: "Tối mật", Text: "Tối mật"}, {Value: "Tuyệt mật", Text: "Tuyệt mật"}}
}

func number(d document.Document) string {
	if d.Number == 0 {
		return ""
	}
	return component.Itoa(d.Number)
}

func class(d document.Document, today string) string {
	switch {
	case d.Late(today):
		return "state bad"
	case d.State == document.Settled || d.State == document.Issued:
		return "state ok"
	case d.State == document.Registered || d.State == document.Review || d.State == document.Approved:
		return "state act"
	}
	return "state"
}

// Document is what a document's page shows.
type Document struct {
	document.Page
	Actor      access.Actor
	Catalogue  *document.Catalogue
	Files      []component.FileRow
	MayFile    bool
	Comparable bool          // it is a draft with versions to compare
	People     []work.Person // to whom the actor gives work
	Products   []work.Product
	Colleagues []document.Colleague
	Templates  []document.Template
	Decisions  []award.DecisionRow // with which it can be linked
	Today      string
	Form       component.Form
}

// Compare is what the comparison of two versions of a draft shows.
type Compare struct {
	document.Comparison
	ID int64
}

func (v Compare) path() string { return "/documents/" + component.Itoa(v.ID) }

func (v Compare) versions(ctx context.Context) (list []component.Option) {
	for _, f := range v.Versions {
		list = append(list, component.Option{Value: component.Itoa(f.ID), Text: t(ctx, "bản %d", f.Number) + " · " + f.Name})
	}
	return list
}

// MayLink reports whether the reader may say which decision it is about.
func (v Document) MayLink() bool {
	return v.Actor.May(access.DecisionArrange) && v.Actor.May(access.DecisionView)
}

func (v Document) decisions(ctx context.Context) []component.Option {
	list := []component.Option{{Value: "0", Text: t(ctx, "không")}}
	for _, d := range v.Decisions {
		list = append(list, component.Option{Value: component.Itoa(d.ID), Text: d.Number + " · " + d.Subject})
	}
	return list
}

func (v Document) path() string { return "/documents/" + component.Itoa(v.ID) }

// Title is how a document is named on its page.
func (v Document) Title(ctx context.Context) string {
	switch {
	case v.Direction == document.In:
		return t(ctx, "Số đến %d/%d: %s", v.Number, v.Year, v.Symbol)
	case v.Symbol != "":
		return v.Symbol
	}
	return t(ctx, "Dự thảo %s", v.Kind)
}

// MayDraft reports whether the draft is the reader's own and can be changed.
func (v Document) MayDraft() bool {
	return v.Direction == document.Out && v.State == document.Draft && v.DrafterID != 0 && v.DrafterID == v.Actor.PersonID
}

func (v Document) mayCorrect() bool {
	return v.Direction == document.In && v.Actor.May(access.DocumentRegister)
}

func (v Document) mayRoute() bool {
	return v.Actor.May(access.DocumentRoute) && (v.Direction == document.In || v.State == document.Issued)
}

func (v Document) maySettle() bool {
	return v.Actor.May(access.DocumentRoute) && v.Direction == document.In && v.State != document.Settled
}

func (v Document) mayIssue() bool {
	return v.State == document.Approved && v.Actor.May(access.DocumentRegister)
}

// myTurn is the reader's step of the draft, nil where it is not the reader's turn.
func (v Document) myTurn() *document.Step {
	if now := v.Now(); now != nil && now.PersonID == v.Actor.PersonID {
		return now
	}
	return nil
}

func (v Document) colleagues(ctx context.Context) []component.Option {
	list := []component.Option{{Text: t(ctx, "chọn người")}}
	for _, p := range v.Colleagues {
		if p.ID != v.Actor.PersonID {
			list = append(list, component.Option{Value: component.Itoa(p.ID), Text: p.Name + " · " + p.Unit})
		}
	}
	return list
}

// heads are those who lead a unit, but the reader.
func (v Document) heads() (list []document.Colleague) {
	for _, p := range v.Colleagues {
		if p.Heads && p.ID != v.Actor.PersonID {
			list = append(list, p)
		}
	}
	return list
}

// Templates is what the page of the office's templates shows.
type Templates struct {
	List   []document.Template
	Known  map[string][]string // the blanks that each object fills
	Object string              // of the upload that was refused
	Form   component.Form
}

func objects(ctx context.Context) (list []component.Option) {
	for _, o := range []string{"decision", "ceremony", "document"} {
		list = append(list, component.Option{Value: o, Text: t(ctx, document.ObjectNames[o])})
	}
	return list
}

// said is what happened with what was said about it.
func said(what, text string) string {
	if text == "" {
		return what
	}
	return what + ": " + text
}
