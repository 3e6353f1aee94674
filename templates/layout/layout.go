// Package layout is what stands around every page: navigation, search, notice, footer.
package layout

import (
	"context"

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

// Link is an entry of the navigation; an entry without a path is a heading.
type Link struct {
	Text, Path, Icon string
	Count            int
}

// Shell is a page with all that stands around it.
type Shell struct {
	Page
	Actor  access.Actor
	Nav    []Link
	Notice string
	Post   string // roles in words
	Demo   bool
}

// links draws the navigation. Every page has it twice, at the side and in the phone's menu.
func links(ctx context.Context, s Shell) templ.Component {
	icons := component.Asset(ctx, "vendor/icons.svg") + "#"
	return component.Drawn(func(m component.Markup) component.Markup {
		for _, l := range s.Nav {
			if l.Path == "" {
				m = m.Raw("<b>").Text(l.Text).Raw("</b>")
				continue
			}
			m = m.Raw("<a").Attr("href", l.Path)
			if l.Path == s.Current {
				m = m.Raw(` aria-current="page"`)
			}
			m = m.Raw(`><svg class="icon" aria-hidden="true" focusable="false"><use`).Attr("href", icons+l.Icon).Raw("></use></svg> ").Text(l.Text)
			if l.Count > 0 {
				m = m.Raw(" <span>").Text(viet.Count(l.Count)).Raw("</span>")
			}
			m = m.Raw("</a>")
		}
		return m
	})
}

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

func theme(a access.Actor) string {
	if a.Theme == "dark" {
		return "dark"
	}
	return "light"
}

func other(l locale.Language) string {
	if l == locale.English {
		return "vi"
	}
	return "en"
}

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
