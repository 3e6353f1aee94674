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
	"congthidua/internal/todo"
	"congthidua/internal/viet"
	"congthidua/templates/component"
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
	Posts       []Delegable
}

// Delegable is a role that may be passed on, with who may receive it.
type Delegable struct {
	Role       access.Role
	UnitID     int64
	Unit       string
	Colleagues []account.Colleague
}

func (d Delegable) options() []component.Option {
	list := make([]component.Option, len(d.Colleagues))
	for i, c := range d.Colleagues {
		list[i] = component.Option{Value: component.Itoa(c.AccountID), Text: c.Name + ", " + c.Post}
	}
	return list
}

// Hit is something that was found: where it is, and what kind of thing by its icon.
type Hit struct{ Path, Icon, Name, Note string }

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

// AdminAccount is the page of one account.
type AdminAccount struct {
	Row      account.Row
	Grants   []account.GrantRow
	Units    []org.UnitRow
	Form     component.Form
	Today    string
	Password string
	Self     bool
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

func unitOptions(ctx context.Context, units []org.UnitRow, first string) []component.Option {
	return component.Tree(units, t(ctx, first), func(u org.UnitRow) (int64, string, int) { return u.ID, u.Name, u.Depth() })
}

// login is a demonstration login.
type login struct{ Name, Role string }

var demoLogins = []login{
	{"head", "Trưởng phòng: chấm, trình tháng"}, {"cadre1", "Chuyên viên: tự chấm"}, {"cadre2", "Chuyên viên: tự chấm"}, {"leader", "Lãnh đạo: phê duyệt"},
	{"committee", "Chuyên viên tổ chức: tổng hợp"}, {"clerk", "Văn thư: in danh sách"}, {"auditor", "Kiểm tra: xem tất cả"}, {"admin", "Quản trị: tài khoản"},
}

func until(date *string) string {
	if date == nil {
		return "…"
	}
	return viet.ShowDate(*date)
}
