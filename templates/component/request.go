// Package component holds the parts that pages are built of: one form field, one table
// heading, one pager, one grade badge. No queries, no rules.
package component

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"congthidua/internal/attachment"
	"congthidua/internal/clock"
	"congthidua/internal/locale"
	"congthidua/internal/viet"

	"github.com/a-h/templ"
)

// Request is what components need of the request they are rendered for.
type Request struct {
	Token  string // of the forms
	Assets string // version of the static files
	Today  string // 2006-01-02
}

type requestKey struct{}

// With returns a context for rendering.
func With(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// Of returns the request of a rendering context.
func Of(ctx context.Context) Request {
	r, _ := ctx.Value(requestKey{}).(Request)
	return r
}

// t translates.
func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Asset is the address of a static file. The version is a folder of it, so that what a stylesheet or a
// module names by a relative path has it as well.
func Asset(ctx context.Context, name string) string {
	return "/static/" + Of(ctx).Assets + "/" + name
}

// Form is what was typed into a form and what was refused of it. The zero Form is untouched.
type Form struct {
	Values url.Values
	Errors map[string]string
	name   string // of one form among several of a page; see Of
	guess  bool   // nothing said which of them was sent
}

// formField is the field by which a form of a page is told from the others.
const formField = "form_name"

// Of returns the form for one of several of a page, which contains a Named with the same name: what was typed
// and refused where that one was sent, else an empty form. Where a form without a name was sent, texts come back
// in every form that has the field, boxes in none.
func (f Form) Of(name string) Form {
	sent := f.Values.Get(formField)
	if sent != "" && sent != name {
		return Form{name: name}
	}
	f.name, f.guess = name, sent == ""
	return f
}

// Sent reports whether the form comes back from having been sent.
func (f Form) Sent() bool { return f.Values != nil && !f.guess }

// key tells a field from those of the same name in other forms of the page.
func (f Form) key(field string) string {
	if f.name == "" {
		return field
	}
	return f.name + "-" + field
}

// attributes are those of a field, with what ties it to its message where it is refused.
func (f Form) attributes(field string, attrs templ.Attributes) templ.Attributes {
	if _, wrong := f.Errors[field]; !wrong {
		return attrs
	}
	marked := templ.Attributes{"aria-invalid": "true", "aria-describedby": "error-" + f.key(field)}
	maps.Copy(marked, attrs)
	return marked
}

// tall gives a text area three lines where its attributes say nothing else.
func tall(attrs templ.Attributes) templ.Attributes {
	marked := templ.Attributes{"rows": "3"}
	maps.Copy(marked, attrs)
	return marked
}

// Ticked reports whether a box with a value is ticked: as it was sent, else as it stands.
func (f Form) Ticked(name, value string, stands bool) bool {
	if !f.Sent() {
		return stands
	}
	return slices.Contains(f.Values[name], value)
}

// Value returns what was typed, or current where nothing was.
func (f Form) Value(name, current string) string {
	if f.Values.Has(name) {
		return f.Values.Get(name)
	}
	return current
}

// Query returns the address of the same page with some parameters set or, with "", removed.
func Query(path string, q url.Values, pairs ...string) string {
	next := url.Values{}
	for name, values := range q {
		if name != "page" {
			next[name] = values
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			next.Del(pairs[i])
		} else {
			next.Set(pairs[i], pairs[i+1])
		}
	}
	if len(next) == 0 {
		return path
	}
	return path + "?" + next.Encode()
}

// Itoa writes a number.
func Itoa[T int | int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// thisYear is the current year.
func thisYear(ctx context.Context) string { return Of(ctx).Today[:4] }

// Points writes points that may be missing.
func Points(p *float64) string {
	if p == nil {
		return "–"
	}
	return viet.Points(*p)
}

func onceToken() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails; see crypto/rand
	return hex.EncodeToString(raw)
}

// When writes an instant in Unix milliseconds for people.
func When(at int64) string { return viet.ShowTime(time.UnixMilli(at).In(clock.Zone)) }

// Decimal writes a coordinate of a picture.
func Decimal(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// size is a file's size in words.
func size(bytes int64) string {
	if bytes < 1<<20 {
		return strconv.FormatInt(max(1, bytes>>10), 10) + " KB"
	}
	return strconv.FormatInt(bytes>>20, 10) + " MB"
}

// Confirm asks before a form is sent; "" asks nothing.
func Confirm(text string) templ.Attributes {
	if text == "" {
		return nil
	}
	return templ.Attributes{"data-confirm": text}
}

// FileRows are the files of a record; whoever uploaded one may take it away where files may be changed.
func FileRows(list []attachment.File, account int64, mayChange bool) (rows []FileRow) {
	for _, x := range list {
		rows = append(rows, FileRow{ID: x.ID, Size: x.Size, At: x.At, Name: x.Name, MayRemove: mayChange && x.AccountID == account})
	}
	return rows
}

// Dash shows a dash where there is nothing to show.
func Dash(text string) string { return cmp.Or(text, "–") }
