// Package portal renders the pages around the work: entry, my work, own account, search,
// help, jobs, administration, the audit log.
package portal

import (
	"context"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/account"
	"congthidua/internal/evaluation"
	"congthidua/internal/locale"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/todo"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Home is what waits for the actor, and the own year.
type Home struct {
	Actor   access.Actor
	Waiting []todo.Entry
	Today   string
	Year    int
	Months  [12]evaluation.YearMonth
	Result  evaluation.YearResult
}

// Account is the own account.
type Account struct {
	Actor       access.Actor
	Form        component.Form
	Today       string
	Sessions    []account.SessionRow
	Delegations []account.GrantRow
	Posts       []account.Delegable
}

func colleagueOptions(d account.Delegable) []component.Option {
	list := make([]component.Option, len(d.Colleagues))
	for i, c := range d.Colleagues {
		list[i] = component.Option{Value: component.Itoa(c.AccountID), Text: c.Name + ", " + c.Post}
	}
	return list
}

// Hit is something that was found: where it is, and what kind of thing by its icon.
type Hit struct{ Path, Name, Note string }

// Hits are those of one kind.
type Hits struct {
	Text string
	List []Hit
}

func countOf(groups []Hits) (n int) {
	for _, g := range groups {
		n += len(g.List)
	}
	return n
}

// Admin is the page of accounts and settings.
type Admin struct {
	Rows       []account.Row
	More       bool
	Find       string
	Page       int
	Query      map[string][]string
	Units      []org.UnitRow
	Letterhead org.Letterhead
	Verifiable bool // anybody may check certificates
	Form       component.Form
	Password   string // the one-time password of the account just made, shown once
	Username   string
}

func (v Admin) pageLink(page int) templ.SafeURL {
	return templ.URL(component.Query("/admin", v.Query, "page", component.Itoa(page)))
}

// AdminAccount is the page of one account.
type AdminAccount struct {
	account.File
	Units    []org.UnitRow
	Form     component.Form
	Today    string
	Password string // the one-time password just made, shown once
}

func (v AdminAccount) path(rest string) string {
	return "/admin/accounts/" + component.Itoa(v.ID) + rest
}

// Attributes of fields.
var (
	usernameField = templ.Attributes{
		"autocomplete": "username", "autocapitalize": "none", "maxlength": "60", "required": true, "autofocus": true}
	passwordField = templ.Attributes{
		"type": "password", "autocomplete": "current-password", "maxlength": "512", "required": true}
	oldPassword = templ.Attributes{"type": "password", "autocomplete": "current-password", "required": true}
	newPassword = templ.Attributes{"type": "password", "autocomplete": "new-password", "required": true}
	newUsername = templ.Attributes{"maxlength": "60", "required": true, "autocapitalize": "none"}
	dayField    = templ.Attributes{"inputmode": "numeric", "required": true}
	optionalDay = templ.Attributes{"inputmode": "numeric"}
)

// styleOptions are the rules that a letterhead can follow.
func styleOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: string(paper.Party), Text: t(ctx, "Văn bản của Đảng (Hướng dẫn 36-HD/VPTW)")},
		{Value: string(paper.State), Text: t(ctx, "Văn bản hành chính (Nghị định 30/2020/NĐ-CP)")},
	}
}

func roleOptions(ctx context.Context) []component.Option {
	list := make([]component.Option, len(access.RoleList))
	for i, r := range access.RoleList {
		list[i] = component.Option{Value: string(r.Role), Text: t(ctx, r.Name)}
	}
	return list
}

// roleNames writes "cadre,head" as people read it.
func roleNames(ctx context.Context, roles string) string {
	var names []string
	for role := range strings.SplitSeq(roles, ",") {
		if name := access.Role(role).Name(); name != "" {
			names = append(names, t(ctx, name))
		}
	}
	return strings.Join(names, " · ")
}

// login is a demonstration login.
type login struct{ Name, Role string }

var demoLogins = []login{
	{"head", "Trưởng phòng: chấm, trình tháng"},
	{"cadre1", "Chuyên viên: tự chấm"},
	{"cadre2", "Chuyên viên: tự chấm"},
	{"leader", "Lãnh đạo: phê duyệt"},
	{"committee", "Chuyên viên tổ chức: tổng hợp"},
	{"clerk", "Văn thư: in danh sách"},
	{"auditor", "Kiểm tra: xem tất cả"},
	{"admin", "Quản trị: tài khoản"},
}

func until(date *string) string {
	if date == nil {
		return "…"
	}
	return viet.ShowDate(*date)
}
