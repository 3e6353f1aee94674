package web

import (
	"strings"

	"congthidua/internal/access"
	"congthidua/templates/layout"
)

// shell puts around a page what the actor's roles show: navigation with what waits.
func (c *call) shell(page layout.Page) (layout.Shell, error) {
	waiting, err := c.waiting()
	if err != nil {
		return layout.Shell{}, err
	}
	return layout.Shell{
		Page:   page,
		Actor:  c.Actor,
		Nav:    c.navigation(waiting),
		Notice: c.notice(),
		Post:   c.roleNames(),
		Demo:   c.server.Demo,
	}, nil
}

// navEntry is a line of the navigation with the permission that shows it.
type navEntry struct {
	text, path, icon string
	permission       access.Permission
}

var navigation = []navEntry{
	{"Việc của tôi", "/", "checklist", access.SignedIn},
	{"Công việc", "", "", access.TaskView},
	{"Nhiệm vụ", "/tasks", "checklist", access.TaskView},
	{"Chương trình", "/programmes", "target", access.TaskView},
	{"Giao ban tuần", "/weeks", "flag", access.TaskView},
	{"Văn bản đến", "/documents/incoming", "inbox", access.DocumentView},
	{"Văn bản đi, dự thảo", "/documents/outgoing", "send", access.DocumentView},
	{"Chỉ đạo, tiến độ", "/overview", "report", access.OverviewView},
	{"Đánh giá tháng", "", "", access.CardView},
	{"Đơn vị của tôi", "/month", "users", access.MonthSubmit},
	{"Phiếu của tôi", "/evaluations", "file-check", access.CardScore},
	{"Các tháng", "/periods", "calendar-month", access.PeriodsView},
	{"Khung tiêu chí", "/catalogues/frameworks", "scale", access.FrameworksView},
	{"Thi đua", "", "", access.TitlesView},
	{"Phong trào", "/movements", "bell", access.MovementView},
	{"Cụm, khối", "/clusters", "sitemap", access.ClusterView},
	{"Đăng ký thi đua", "/registrations", "medal", access.RegistrationView},
	{"Danh hiệu", "/titles", "trophy", access.TitlesView},
	{"Sáng kiến", "/initiatives", "bulb", access.RegistrationView},
	{"Hội đồng", "/councils", "gavel", access.MeetingView},
	{"Khen thưởng", "", "", access.DecisionView},
	{"Đề nghị", "/proposals", "send", access.ProposalView},
	{"Quyết định", "/decisions", "report", access.DecisionView},
	{"Lễ trao", "/ceremonies", "bell", access.CeremonyView},
	{"Mẫu bằng", "/certificates", "printer", access.CertificateView},
	{"Tổ chức, cán bộ", "", "", access.PeopleView},
	{"Đơn vị", "/units", "sitemap", access.PeopleView},
	{"Cán bộ", "/people", "user", access.PeopleView},
	{"Nhập danh sách", "/people/import", "upload", access.PeopleEdit},
	{"Danh mục, quy định", "/catalogues", "scale", access.CataloguesView},
	{"Hệ thống", "", "", access.AuditView},
	{"Tài khoản, cài đặt", "/admin", "settings", access.AccountsManage},
	{"Nhật ký", "/audit", "history", access.AuditView},
	{"Trợ giúp", "/help", "help", access.SignedIn},
}

func (c *call) navigation(waiting int) []layout.Link {
	var links []layout.Link
	for _, e := range navigation {
		if !c.Actor.May(e.permission) {
			continue
		}
		link := layout.Link{Text: c.T(e.text), Path: e.path, Icon: e.icon}
		if e.path == "/" {
			link.Count = waiting
		}
		links = append(links, link)
	}
	return links
}

// roleNames says in words what the actor is, each role once.
func (c *call) roleNames() string {
	var names []string
	for _, role := range access.RoleList {
		if c.Actor.Has(role.Role) {
			names = append(names, c.T(role.Name))
		}
	}
	return strings.Join(names, " · ")
}
