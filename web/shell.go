package web

import (
	"strings"
	"time"

	"congthidua/internal/account"
	"congthidua/templates/layout"
)

// shell puts around a page what the actor's roles show: navigation with what waits.
func (c *call) shell(page layout.Page) (layout.Shell, error) {
	waiting, err := c.waiting()
	if err != nil {
		return layout.Shell{}, err
	}
	return layout.Shell{Page: page, Actor: c.Actor, Nav: c.navigation(waiting), Notice: c.notice(), Post: c.roleNames(), Demo: c.server.Demo}, nil
}

// counted is how many things waited for an account when so much had been written.
type counted struct {
	n      int
	writes int64
	at     time.Time
}

// countedFor is how long a count may be shown while this process writes nothing: a command may
// write beside it, and a date may pass.
const countedFor = 5 * time.Second

// waiting is the number beside "my work". Every page shows it, so it is asked again only after a
// write.
func (c *call) waiting() (int, error) {
	writes, now := c.server.Store.Writes(), c.server.Clock.Now()
	if known, ok := c.server.counts.Load(c.Actor.AccountID); ok {
		if k := known.(counted); k.writes == writes && now.Sub(k.at).Abs() < countedFor {
			return k.n, nil
		}
	}
	list, err := c.server.Evaluation.Waiting(c.Request().Context(), c.Actor)
	if err != nil {
		return 0, err
	}
	c.server.counts.Store(c.Actor.AccountID, counted{len(list), writes, now})
	return len(list), nil
}

// entry is a line of the navigation with the permission that shows it.
type entry struct {
	text, path, icon string
	permission       account.Permission
}

var navigation = []entry{
	{"Việc của tôi", "/", "checklist", account.SignedIn},
	{"Công việc", "", "", account.TaskView},
	{"Nhiệm vụ", "/tasks", "checklist", account.TaskView},
	{"Chương trình", "/programmes", "target", account.TaskView},
	{"Giao ban tuần", "/weeks", "flag", account.TaskView},
	{"Văn bản đến", "/documents/incoming", "inbox", account.DocumentView},
	{"Văn bản đi, dự thảo", "/documents/outgoing", "send", account.DocumentView},
	{"Chỉ đạo, tiến độ", "/overview", "report", account.OverviewView},
	{"Đánh giá tháng", "", "", account.CardView},
	{"Đơn vị của tôi", "/month", "users", account.MonthSubmit},
	{"Phiếu của tôi", "/evaluations", "file-check", account.CardScore},
	{"Các tháng", "/periods", "calendar-month", account.PeriodsView},
	{"Khung tiêu chí", "/frameworks", "scale", account.FrameworksView},
	{"Thi đua", "", "", account.TitlesView},
	{"Phong trào", "/movements", "bell", account.MovementView},
	{"Cụm, khối", "/clusters", "sitemap", account.ClusterView},
	{"Đăng ký thi đua", "/registrations", "medal", account.RegistrationView},
	{"Danh hiệu", "/titles", "trophy", account.TitlesView},
	{"Sáng kiến", "/initiatives", "bulb", account.RegistrationView},
	{"Hội đồng", "/councils", "gavel", account.MeetingView},
	{"Khen thưởng", "", "", account.DecisionView},
	{"Đề nghị", "/proposals", "send", account.ProposalView},
	{"Quyết định", "/decisions", "report", account.DecisionView},
	{"Lễ trao", "/ceremonies", "bell", account.CeremonyView},
	{"Mẫu bằng", "/certificates", "printer", account.CertificateView},
	{"Tổ chức, cán bộ", "", "", account.PeopleView},
	{"Đơn vị", "/units", "sitemap", account.PeopleView},
	{"Cán bộ", "/people", "user", account.PeopleView},
	{"Nhập danh sách", "/people/import", "upload", account.PeopleEdit},
	{"Hệ thống", "", "", account.AuditView},
	{"Tài khoản, cài đặt", "/admin", "settings", account.AccountsManage},
	{"Nhật ký", "/audit", "history", account.AuditView},
	{"Trợ giúp", "/help", "help", account.SignedIn},
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
	for _, role := range account.Roles {
		if c.Actor.Has(role) {
			names = append(names, c.T(account.RoleNames[role]))
		}
	}
	return strings.Join(names, " · ")
}
