// Package layout is what stands around every page: navigation, search, notice, footer.
package layout

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"congthidua/internal/access"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

// sheets are the parts of the look, in the order in which the later overrules the earlier.
var sheets = []string{
	"css/base.css",
	"css/shell.css",
	"css/sheet.css",
	"css/part.css",
	"css/narrow.css",
	"css/page.css",
}

// Page is what a page tells the layout about itself.
type Page struct {
	Title   string
	Current string  // path of the navigation entry it belongs to
	Crumbs  []Crumb // the way to it, without itself
}

// Crumb is a step on the way to a page.
type Crumb struct{ Text, Path string }

// Group is a part of the navigation that folds; without a text its links stand by themselves.
type Group struct {
	Text  string
	Links []Link
	Open  bool
}

// waiting is how many things wait behind the group's links.
func (g Group) waiting() (n int) {
	for _, l := range g.Links {
		n += l.Count
	}
	return n
}

// Link is an entry of the navigation.
type Link struct {
	Text, Path string
	Count      int // how many things wait there
}

// Shell is a page with all that stands around it.
type Shell struct {
	Page
	Actor  access.Actor
	Nav    []Group
	Notice string
	Post   string // roles in words
	Demo   bool
}

// links draws the navigation. Every page has it twice, at the side and in the phone's menu; of the groups
// with the same name one is open at a time, so that all of them stay in view.
func links(s Shell, name string) templ.Component {
	return component.Drawn(func(m component.Markup) component.Markup {
		for _, g := range s.Nav {
			if g.Text == "" {
				m = drawLinks(m, g.Links, s.Current)
				continue
			}
			m = m.Raw("<details").Attr("name", name)
			if g.Open {
				m = m.Raw(" open")
			}
			m = drawCount(m.Raw("><summary>").Text(g.Text), g.waiting()).Raw("</summary>")
			m = drawLinks(m, g.Links, s.Current).Raw("</details>")
		}
		return m
	})
}

func drawLinks(m component.Markup, links []Link, current string) component.Markup {
	for _, l := range links {
		m = m.Raw("<a").Attr("href", l.Path)
		if l.Path == current {
			m = m.Raw(` aria-current="page"`)
		}
		m = drawCount(m.Raw(">").Text(l.Text), l.Count).Raw("</a>")
	}
	return m
}

func drawCount(m component.Markup, n int) component.Markup {
	if n == 0 {
		return m
	}
	return m.Raw(" <span>").Text(viet.Count(n)).Raw("</span>")
}

// initials are the first letters of the last two words of a name: middle and given name.
func initials(name string) (letters string) {
	words := strings.Fields(name)
	for _, word := range words[max(0, len(words)-2):] {
		first, _ := utf8.DecodeRuneInString(word)
		letters += string(unicode.ToUpper(first))
	}
	return letters
}

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// colours are those of a page as it arrives: for who follows the system, js/theme.js sees to the rest.
func colours(a access.Actor) string {
	if a.Theme == "dark" {
		return "dark"
	}
	return "light"
}

// opposite is what the button of the colours asks for.
func opposite(a access.Actor) string {
	if a.Theme == "dark" {
		return "light"
	}
	return "dark"
}

func other(l locale.Language) string {
	if l == locale.English {
		return "vi"
	}
	return "en"
}

// FailureTitle is the heading of a page that could not be shown.
func FailureTitle(ctx context.Context, status int) string { return t(ctx, failureTitle(status)) }

func failureTitle(status int) string {
	switch {
	case status == 404:
		return "Không tìm thấy trang"
	case status == 403:
		return "Không được phép"
	case status == 409:
		return "Dữ liệu đã thay đổi"
	case status == 429:
		return "Hãy chờ một lát"
	case status == 503:
		return "Tạm thời không ghi được"
	case status >= 500:
		return "Có lỗi trong hệ thống"
	}
	return "Chưa thực hiện được"
}
