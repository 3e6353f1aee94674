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
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// Home is what waits for the actor, and the own year.
type Home struct {
	Actor   access.Actor
	Waiting []evaluation.Waiting
	Today   string
	Year    int
	Months  [12]evaluation.YearMonth
	Result  evaluation.YearResult
}

// job is a thing to do with its words and its page.
type todo struct {
	Text, Note, Path, Do, Icon string
}

// todo says in words what waits and where it is done.
func (v Home) todo(ctx context.Context, w evaluation.Waiting) todo {
	month, unit := w.Period.Name(), "/units/"+component.Itoa(w.UnitID)+"/periods/"+component.Itoa(w.Period.ID)
	period, card := "/periods/"+component.Itoa(w.Period.ID), "/evaluations/"+component.Itoa(w.CardID)
	registrations := "/registrations?year=" + component.Itoa(w.Period.Year)
	clusterMember := "/clusters/" + component.Itoa(w.Period.ID) + "/members/" + component.Itoa(w.CardID)
	switch w.Kind {
	case "register":
		return todo{t(ctx, "Đăng ký danh hiệu thi đua năm %d", w.Period.Year), "", registrations, t(ctx, "Đăng ký"), "medal"}
	case "confirm":
		return todo{t(ctx, "Xác nhận %d đăng ký thi đua năm %d của %s", w.N, w.Period.Year, w.Unit), "", registrations, t(ctx, "Xác nhận"), "check"}
	case "confirm_heads":
		return todo{t(ctx, "Xác nhận đăng ký thi đua năm %d của %d thủ trưởng đơn vị", w.Period.Year, w.N), "", registrations, t(ctx, "Xác nhận"), "check"}
	case "pledge":
		return todo{t(ctx, "Ký giao ước thi đua: %s", w.Note), w.Unit, "/movements/" + component.Itoa(w.CardID), t(ctx, "Ký giao ước"), "edit"}
	case "report":
		return todo{t(ctx, "Báo cáo kết quả phong trào: %s", w.Note), w.Unit, "/movements/" + component.Itoa(w.Period.ID) + "/pledges/" + component.Itoa(w.CardID), t(ctx, "Nhập kết quả"), "report"}
	case "cluster_self":
		return todo{t(ctx, "Tự chấm điểm thi đua của %s", w.Unit), w.Note, clusterMember, t(ctx, "Chấm"), "edit"}
	case "cluster_check":
		return todo{t(ctx, "Chấm chéo điểm thi đua của %s", w.Unit), w.Note, clusterMember, t(ctx, "Chấm"), "checklist"}
	case "cluster_meeting":
		return todo{t(ctx, "Chủ trì họp và chốt điểm: %s", w.Note), "", "/clusters/" + component.Itoa(w.Period.ID), t(ctx, "Mở"), "trophy"}
	case "corrected":
		return todo{t(ctx, "%d đăng ký thi đua năm %d có tháng được điều chỉnh sau khi tính điều kiện", w.N, w.Period.Year), "", registrations, t(ctx, "Tính lại"), "alert-triangle"}
	case "papers":
		return todo{t(ctx, "Đọc %d tài liệu của phiên họp Hội đồng", w.N), t(ctx, "thi đua năm %d", w.Period.Year), "/meetings/" + component.Itoa(w.CardID), t(ctx, "Mở"), "report"}
	case "task_new":
		return todo{t(ctx, "Nhận %d nhiệm vụ mới giao", w.N), w.Note, "/tasks?whose=mine&state=assigned", t(ctx, "Xem, nhận"), "inbox"}
	case "task_late":
		return todo{t(ctx, "%d nhiệm vụ của bạn đã quá hạn", w.N), w.Note, "/tasks?whose=mine&late=1", t(ctx, "Mở"), "alert-triangle"}
	case "task_orphan":
		return todo{t(ctx, "%d nhiệm vụ có người chủ trì đã rời đơn vị: chuyển cho người khác", w.N), w.Note, "/tasks?whose=left", t(ctx, "Mở"), "users"}
	case "task_check":
		return todo{t(ctx, "Kiểm tra %d nhiệm vụ đã báo hoàn thành", w.N), w.Note, "/tasks?whose=checking&state=done", t(ctx, "Kiểm tra"), "file-check"}
	case "programme":
		return todo{t(ctx, "Duyệt chương trình công tác năm %d của %s", w.Period.Year, w.Unit), "", "/programmes/" + component.Itoa(w.CardID), t(ctx, "Xem, duyệt"), "target"}
	case "doc_turn":
		return todo{t(ctx, "Xem, ký %d dự thảo văn bản", w.N), w.Note, documents(w, "/documents/outgoing?state=review"), t(ctx, "Mở"), "edit"}
	case "doc_read":
		return todo{t(ctx, "Đọc %d văn bản mới chuyển đến", w.N), w.Note, documents(w, "/documents/incoming"), t(ctx, "Mở"), "inbox"}
	case "doc_issue":
		return todo{t(ctx, "Lấy số, ban hành %d văn bản đã ký", w.N), w.Note, documents(w, "/documents/outgoing?state=approved"), t(ctx, "Mở"), "report"}
	case "doc_route":
		return todo{t(ctx, "Chuyển xử lý %d văn bản đến", w.N), w.Note, documents(w, "/documents/incoming?state=registered"), t(ctx, "Mở"), "inbox"}
	case "sign":
		return todo{t(ctx, "Ký quyết định khen thưởng"), w.Note, "/decisions/" + component.Itoa(w.CardID), t(ctx, "Xem, ký"), "edit"}
	case "issue":
		return todo{t(ctx, "Lấy số, ban hành quyết định khen thưởng"), w.Note, "/decisions/" + component.Itoa(w.CardID), t(ctx, "Mở"), "report"}
	case "initiatives":
		return todo{t(ctx, "Xét công nhận %d sáng kiến", w.N), "", "/initiatives?state=registered", t(ctx, "Xem xét"), "bulb"}
	case "late":
		return todo{t(ctx, "Trả lời %d đăng ký thi đua muộn năm %d", w.N, w.Period.Year), "", registrations + "&state=late", t(ctx, "Xem xét"), "scale"}
	case "ballot":
		return todo{t(ctx, "Bỏ phiếu kín xét danh hiệu năm %d", w.Period.Year), w.Note, "/meetings/" + component.Itoa(w.CardID) + "/ballot", t(ctx, "Bỏ phiếu"), "gavel"}
	case "score":
		return todo{t(ctx, "Tự chấm phiếu tháng %s", month), w.Note, card, t(ctx, "Chấm"), "edit"}
	case "review", "reminded":
		text := t(ctx, "Trình tổng hợp tháng %s của %s", month, w.Unit)
		if w.N > 0 {
			text = t(ctx, "Chấm %d phiếu tháng %s của %s", w.N, month, w.Unit)
		}
		note := ""
		if w.Kind == "reminded" {
			note = t(ctx, "Chuyên viên tổng hợp đã nhắc đơn vị")
		}
		return todo{text, note, unit, t(ctx, "Mở bảng chấm"), "users"}
	case "leader":
		return todo{t(ctx, "Chấm thủ trưởng đơn vị: %s, tháng %s", w.Note, month), w.Unit, card, t(ctx, "Chấm"), "edit"}
	case "approve":
		return todo{t(ctx, "Phê duyệt kết quả tháng %s", month), t(ctx, "Mọi đơn vị đã trình"), period + "/approve", t(ctx, "Xem để phê duyệt"), "gavel"}
	case "consolidate":
		if w.N == 0 {
			return todo{t(ctx, "Tháng %s: mọi đơn vị đã trình, chờ lãnh đạo phê duyệt", month), "", period, t(ctx, "Xem tổng hợp"), "report"}
		}
		return todo{t(ctx, "Tổng hợp tháng %s: còn %d đơn vị chưa trình", month, w.N), "", period, t(ctx, "Xem tổng hợp"), "report"}
	case "special":
		return todo{t(ctx, "%s đề nghị mức đặc biệt, tháng %s", w.Unit, month), w.Note, period + "/units/" + component.Itoa(w.UnitID), t(ctx, "Xem xét"), "scale"}
	case "publish":
		return todo{t(ctx, "Công bố kết quả tháng %s", month), t(ctx, "Lãnh đạo đã phê duyệt"), period, t(ctx, "Công bố"), "send"}
	}
	return todo{t(ctx, "Trả lời kiến nghị của %s, tháng %s", w.Note, month), w.Unit, card + "#appeals", t(ctx, "Trả lời"), "bell"}
}

// documents is the page of the only one that waits, or the list of all.
func documents(w evaluation.Waiting, list string) string {
	if w.N == 1 {
		return "/documents/" + component.Itoa(w.CardID)
	}
	return list
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
