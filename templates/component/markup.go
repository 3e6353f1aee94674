package component

import (
	"context"
	"html"
	"io"
	"sync"

	"github.com/a-h/templ"
)

// Markup is HTML built by hand, for the pieces that a table draws by the hundred and where
// templ's way through an expression costs more than what it writes. It is as safe as templ:
// whatever is not a constant goes in through Text or Attr, escaped.
type Markup []byte

var markups = sync.Pool{New: func() any { m := make(Markup, 0, 1024); return &m }}

// Drawn is a component that appends its markup.
func Drawn(draw func(Markup) Markup) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		m := markups.Get().(*Markup) //nolint:errcheck // the pool holds nothing else
		*m = draw((*m)[:0])
		_, err := w.Write(*m)
		markups.Put(m)
		return err
	})
}

// constant is text of the program itself; what comes from elsewhere does not convert unseen.
type constant string

// Raw appends markup that stands in the program as it is.
func (m Markup) Raw(s constant) Markup { return append(m, s...) }

// Text appends s, escaped.
func (m Markup) Text(s string) Markup { return append(m, html.EscapeString(s)...) }

// Attr appends an attribute: a space, the name and the value, escaped and quoted.
func (m Markup) Attr(name constant, value string) Markup {
	m = append(append(append(m, ' '), name...), `="`...)
	return append(m.Text(value), '"')
}
