// Package certificate renders the pages of certificates: layouts, the register, the public check.
package certificate

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congthidua/internal/award"
	"congthidua/internal/certificate"
	"congthidua/internal/locale"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Certificates is what the page of layouts and printers shows.
type Certificates struct {
	Layouts  []certificate.Layout
	Printers []certificate.Printer
	MayPrint bool
	Form     component.Form
}

// Layout is what a layout's page shows.
type Layout struct {
	certificate.Layout
	Sets     []certificate.Set // of the sample
	Offered  []award.Form      // that it may be for
	MayPrint bool
	Form     component.Form
}

// Batch is what the page of a decision's certificates shows.
type Batch struct {
	certificate.Batch
	Printers []certificate.Printer
	Tight    []string  // by certificate: the fields that do not fit, "" for none
	Previews []Preview // one for each layout that is used
	Prints   []certificate.Printed
	MayPrint bool
	Form     component.Form
}

func (v Batch) path() string { return award.DecisionPath(v.Decision.ID) + "/certificates" }

// Preview is the certificate with the longest name among those of a layout.
type Preview struct {
	Layout certificate.Layout
	Sets   []certificate.Set
	length int // of the name
}

// Preview sets all certificates as they will be printed: it notes what does not fit and keeps, for each layout, the
// one with the longest name.
func (v *Batch) Preview(ctx context.Context) error {
	if len(v.List) == 0 {
		return nil
	}
	setter, err := certificate.NewSetter(v.List[0].Layout)
	if err != nil {
		return err
	}
	for _, e := range v.List {
		setter.Turn(e.Layout)
		sets := setter.Set(e.Values)
		v.Tight = append(v.Tight, tightFields(ctx, e.Layout, sets))
		shown := Preview{Layout: e.Layout, Sets: sets, length: utf8.RuneCountInString(e.Line.Name)}
		at := slices.IndexFunc(v.Previews, func(p Preview) bool { return p.Layout.ID == e.Layout.ID })
		switch {
		case at < 0:
			v.Previews = append(v.Previews, shown)
		case shown.length > v.Previews[at].length:
			v.Previews[at] = shown
		}
	}
	return nil
}

// again is how many of the certificates have been printed.
func (v Batch) again() (n int) {
	for _, c := range v.List {
		if c.Prints > 0 {
			n++
		}
	}
	return n
}

func (v Batch) tight() (n int) {
	for _, x := range v.Tight {
		if x != "" {
			n++
		}
	}
	return n
}

// tightFields names the fields whose text does not fit.
func tightFields(ctx context.Context, l certificate.Layout, sets []certificate.Set) string {
	var names []string
	for _, s := range sets {
		if s.Overflow {
			names = append(names, t(ctx, l.BoxName(s.Field)))
		}
	}
	return strings.Join(names, ", ")
}

// mm writes millimetres for SVG.
func mm(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// letter is the size of a font in millimetres.
func letter(points float64) string { return mm(points * 25.4 / 72) }

func anchor(s certificate.Set) string {
	switch s.Align {
	case certificate.Left:
		return "start"
	case certificate.Right:
		return "end"
	case certificate.Middle:
	}
	return "middle"
}

// textClass is how a field's text is drawn on the screen.
func textClass(s certificate.Set) string {
	class := "cert"
	if s.Font == certificate.Bold || s.Font == certificate.BoldItalic {
		class += " cert-b"
	}
	if s.Font == certificate.Italic || s.Font == certificate.BoldItalic {
		class += " cert-i"
	}
	if s.Color == certificate.Red {
		class += " cert-red"
	}
	if s.Overflow {
		class += " cert-over"
	}
	return class
}

func layoutPath(l certificate.Layout) string { return "/certificates/layouts/" + component.Itoa(l.ID) }

// paper is the size of a layout's paper.
func paper(l certificate.Layout) string { return number(l.Width) + " × " + number(l.Height) + " mm" }

func alignOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: string(certificate.Left), Text: t(ctx, "trái")},
		{Value: string(certificate.Middle), Text: t(ctx, "giữa")},
		{Value: string(certificate.Right), Text: t(ctx, "phải")},
	}
}

func fontOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: string(certificate.Regular), Text: t(ctx, "thường")},
		{Value: string(certificate.Bold), Text: t(ctx, "đậm")},
		{Value: string(certificate.Italic), Text: t(ctx, "nghiêng")},
		{Value: string(certificate.BoldItalic), Text: t(ctx, "đậm nghiêng")},
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
