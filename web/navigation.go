package web

import (
	"slices"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/todo"
	"congthidua/templates/layout"
)

// navGroup is a part of the navigation that folds.
type navGroup struct {
	code, text string
	entries    []navEntry
}

// navEntry is a line of the navigation with the permission that shows it.
type navEntry struct {
	text, path string
	permission access.Permission
	also       []string // paths that belong to it besides those below its own
}

// myWork stands above all groups, help below them.
var (
	myWork = navEntry{text: "Việc của tôi", path: "/", permission: access.SignedIn}
	help   = navEntry{text: "Trợ giúp", path: "/help", permission: access.SignedIn}
)

var navGroups = []navGroup{
	{"evaluation", "Đánh giá tháng", []navEntry{
		{"Đơn vị của tôi", "/month", access.MonthSubmit, []string{"/units/:id/periods"}},
		{"Phiếu của tôi", "/evaluations", access.CardScore, nil},
		{"Các tháng", "/periods", access.PeriodsView, nil},
		{"Khung tiêu chí", "/catalogues/frameworks", access.FrameworksView, nil},
	}},
	{"work", "Công việc", []navEntry{
		{"Nhiệm vụ", "/tasks", access.TaskView, nil},
		{"Chương trình", "/programmes", access.TaskView, nil},
		{"Giao ban tuần", "/weeks", access.TaskView, nil},
		{"Chỉ đạo, tiến độ", "/overview", access.OverviewView, nil},
	}},
	{"documents", "Văn bản", []navEntry{
		{"Văn bản đến", "/documents/incoming", access.DocumentView, []string{"/documents"}},
		{"Văn bản đi, dự thảo", "/documents/outgoing", access.DocumentView, nil},
	}},
	{"emulation", "Thi đua", []navEntry{
		{"Phong trào", "/movements", access.MovementView, nil},
		{"Cụm, khối", "/clusters", access.ClusterView, nil},
		{"Đăng ký thi đua", "/registrations", access.RegistrationView, nil},
		{"Danh hiệu", "/titles", access.TitlesView, nil},
		{"Sáng kiến", "/initiatives", access.RegistrationView, nil},
		{"Hội đồng", "/councils", access.MeetingView, []string{"/meetings"}},
	}},
	{"award", "Khen thưởng", []navEntry{
		{"Quyết định", "/decisions", access.DecisionView, nil},
		{"Đề nghị", "/proposals", access.ProposalView, nil},
		{"Lễ trao", "/ceremonies", access.CeremonyView, nil},
		{"Mẫu bằng", "/certificates", access.CertificateView, nil},
	}},
	{"people", "Tổ chức, cán bộ", []navEntry{
		{"Đơn vị", "/units", access.PeopleView, nil},
		{"Cán bộ", "/people", access.PeopleView, nil},
		{"Nhập danh sách", "/people/import", access.PeopleEdit, nil},
		{"Danh mục, quy định", "/catalogues", access.CataloguesView, nil},
	}},
	{"system", "Hệ thống", []navEntry{
		{"Tài khoản, cài đặt", "/admin", access.AccountsManage, nil},
		{"Nhật ký", "/audit", access.AuditView, nil},
	}},
}

// navFirst are the groups that a role works in most; the others follow in their own order. Of several roles
// the first one counts.
var navFirst = []struct {
	role   access.Role
	groups []string
}{
	{access.Clerk, []string{"award", "documents", "work"}},
	{access.Committee, []string{"evaluation", "emulation", "award"}},
	{access.Leader, []string{"work", "documents", "evaluation", "award"}},
	{access.Council, []string{"emulation", "award"}},
	{access.Admin, []string{"system", "people"}},
	{access.Auditor, []string{"system"}},
}

// navigation is what the actor's roles show, in the order of their work. The group of the current page is
// open, or the first one where the page belongs to none.
func (c *call) navigation(current string, waiting map[string]int) []layout.Group {
	groups := []layout.Group{{Links: c.links([]navEntry{myWork}, waiting)}}
	opened := false
	for _, g := range c.navOrder() {
		group := layout.Group{Text: c.T(g.text), Links: c.links(g.entries, waiting)}
		if len(group.Links) == 0 {
			continue
		}
		group.Open = slices.ContainsFunc(group.Links, func(l layout.Link) bool { return l.Path == current })
		opened = opened || group.Open
		groups = append(groups, group)
	}
	if !opened && len(groups) > 1 {
		groups[1].Open = true
	}
	return append(groups, layout.Group{Links: c.links([]navEntry{help}, nil)})
}

// navOrder puts the groups into the order of the actor's work.
func (c *call) navOrder() []navGroup {
	var first []string
	for _, f := range navFirst {
		if c.Actor.Has(f.role) {
			first = f.groups
			break
		}
	}
	place := func(g navGroup) int {
		if i := slices.Index(first, g.code); i >= 0 {
			return i
		}
		return len(first)
	}
	order := slices.Clone(navGroups)
	slices.SortStableFunc(order, func(a, b navGroup) int { return place(a) - place(b) })
	return order
}

func (c *call) links(entries []navEntry, waiting map[string]int) (links []layout.Link) {
	for _, e := range entries {
		if c.Actor.May(e.permission) {
			links = append(links, layout.Link{Text: c.T(e.text), Path: e.path, Count: waiting[e.path]})
		}
	}
	return links
}

// waitingAt counts the entries of "my work" by the navigation's entry that they lead to; "/" has all.
func waitingAt(list []todo.Entry) map[string]int {
	counts := map[string]int{"/": len(list)}
	for _, entry := range list {
		if at := navPath(entry.Link); at != "" {
			counts[at]++
		}
	}
	return counts
}

// navPath is the navigation's entry to which an address belongs, "" where there is none: the one with the
// longest path that it lies below.
func navPath(address string) (at string) {
	address, _, _ = strings.Cut(address, "?")
	longest := 0
	for _, g := range navGroups {
		for _, e := range g.entries {
			for _, pattern := range append([]string{e.path}, e.also...) {
				if len(pattern) > longest && below(pattern, address) {
					at, longest = e.path, len(pattern)
				}
			}
		}
	}
	return at
}

// below reports whether an address is that of a pattern or lies below it; ":id" stands for one part.
func below(pattern, address string) bool {
	parts, want := strings.Split(address, "/"), strings.Split(pattern, "/")
	if len(parts) < len(want) {
		return false
	}
	for i, part := range want {
		if !strings.HasPrefix(part, ":") && part != parts[i] {
			return false
		}
	}
	return true
}
