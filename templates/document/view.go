package document

import (
	"cmp"
	"context"
	"net/url"

	"congthidua/internal/award"
	"congthidua/internal/document"
	"congthidua/internal/locale"
	"congthidua/internal/work"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

func documentPath(id int64) string { return "/documents/" + component.Itoa(id) }

// Documents is what a list of documents shows.
type Documents struct {
	Direction document.Direction
	List      []document.Row
	Total     int
	Filter    document.Filter
	Query     url.Values
	Catalogue *document.Catalogue
	Today     string
	AnswersID int64 // the document that a new draft answers, 0 for none
	Rights    document.ListRights
	Form      component.Form
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
	for _, s := range document.States[v.Direction] {
		list = append(list, component.Option{Value: string(s), Text: t(ctx, document.StateNames[s])})
	}
	return list
}

func secrecies(ctx context.Context) []component.Option {
	return []component.Option{
		{Text: t(ctx, "không")},
		{Value: "Mật", Text: "Mật"},
		{Value: "Tối mật", Text: "Tối mật"},
		{Value: "Tuyệt mật", Text: "Tuyệt mật"},
	}
}

func number(d document.Document) string {
	if d.Number == 0 {
		return ""
	}
	return component.Itoa(d.Number)
}

// class is the look of a document's state.
func class(d document.Document, today string) string {
	if d.Late(today) {
		return "state bad"
	}
	switch d.State {
	case document.Settled, document.Issued:
		return "state ok"
	case document.Registered, document.Review, document.Approved:
		return "state act"
	case document.Routed, document.Draft:
	}
	return "state"
}

// Document is what a document's page shows.
type Document struct {
	document.Page
	Catalogue  *document.Catalogue
	Files      []component.FileRow
	Comparable bool          // it is a draft with versions to compare
	People     []work.Person // to whom the actor gives work
	Products   []work.Product
	Recipients []document.Colleague // to whom the actor may send it
	Chain      document.Chain       // who may look at the draft and sign it
	Templates  []document.Template
	Decisions  []award.DecisionRow // with which it can be linked
	Today      string
	Form       component.Form
}

func (v Document) path() string { return documentPath(v.ID) }

// book is the name of the book in which an incoming document stands, the code where the edition in force no
// longer has it.
func (v Document) book() string { return cmp.Or(v.Catalogue.BookName(v.Register), v.Register) }

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

// here reports whether the draft waits at this step.
func (v Document) here(x document.StepRow) bool {
	now := v.Now()
	return now != nil && now.Ordinal == x.Ordinal
}

// about is the number of the decision that the document is about, "0" for none.
func (v Document) about() string {
	if v.DecisionID == nil {
		return "0"
	}
	return component.Itoa(*v.DecisionID)
}

func (v Document) decisions(ctx context.Context) []component.Option {
	list := []component.Option{{Value: "0", Text: t(ctx, "không")}}
	for _, d := range v.Decisions {
		list = append(list, component.Option{Value: component.Itoa(d.ID), Text: d.Number + " · " + d.Subject})
	}
	return list
}

func colleagues(ctx context.Context, people []document.Colleague) []component.Option {
	list := []component.Option{{Text: t(ctx, "chọn người")}}
	for _, p := range people {
		list = append(list, component.Option{Value: component.Itoa(p.ID), Text: p.Name + " · " + p.Unit})
	}
	return list
}

// heads are those of the recipients who lead a unit.
func (v Document) heads() (list []document.Colleague) {
	for _, p := range v.Recipients {
		if p.Heads {
			list = append(list, p)
		}
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

// Compare is what the comparison of two versions of a draft shows.
type Compare struct {
	document.Comparison
	ID int64
}

func (v Compare) path() string { return documentPath(v.ID) }

func (v Compare) versions(ctx context.Context) (list []component.Option) {
	for _, f := range v.Versions {
		list = append(list, component.Option{
			Value: component.Itoa(f.ID),
			Text:  t(ctx, "bản %d", f.Number) + " · " + f.Name,
		})
	}
	return list
}

// Templates is what the page of the office's templates shows.
type Templates struct {
	List   []document.Template
	Known  map[document.Object][]string // the blanks that each object fills
	Object document.Object              // of the upload that was refused
	Form   component.Form
}

// uploads are the objects for which templates can be uploaded.
var uploads = []document.Object{document.ForDecision, document.ForCeremony, document.ForDocument}

func templatePath(id int64) string { return "/documents/templates/" + component.Itoa(id) }
