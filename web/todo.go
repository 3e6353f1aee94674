package web

import (
	"context"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/todo"
	"congthidua/templates/component"
)

// waitingFor returns what waits for the actor, in all rooms.
func (s *Server) waitingFor(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	return todo.Collect(ctx, a, clock.Today(s.Clock), s.rooms...)
}

// counted is how many things waited for an account, and when they were counted.
type counted struct {
	n  int
	at time.Time
}

// countedFor is how long a count may be shown: others write, and a day may pass. What the account itself
// does is seen at once, because each of its forms drops the count.
const countedFor = 5 * time.Second

// waiting is the number beside "my work". Every page shows it, so it is not asked every time.
func (c *call) waiting() (int, error) {
	now := c.server.Clock.Now()
	if known, ok := c.server.counts.Load(c.Actor.AccountID); ok {
		if k := known.(counted); now.Sub(k.at).Abs() < countedFor {
			return k.n, nil
		}
	}
	list, err := c.server.waitingFor(c.Request().Context(), c.Actor)
	if err != nil {
		return 0, err
	}
	c.server.counts.Store(c.Actor.AccountID, counted{len(list), now})
	return len(list), nil
}

// waiter is the source of the rooms that do not return entries yet.
type waiter struct{ evaluation *evaluation.Service }

// Todo implements todo.Source.
func (w waiter) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	rows, err := w.evaluation.Waiting(ctx, a)
	list := make([]todo.Entry, len(rows))
	for i, row := range rows {
		list[i] = waitingOf(row)
	}
	return list, err
}

func entry(w evaluation.Waiting, text, note fault.Text, link, do, icon string) todo.Entry {
	return todo.Entry{Kind: w.Kind, Text: text, Note: note, Count: max(w.N, 1), Due: w.Due, Link: link, Do: do, Icon: icon}
}

// waitingOf says in words what waits and where it is done, for the rooms that do not return entries yet.
func waitingOf(w evaluation.Waiting) todo.Entry {
	month, unit := w.Period.Name(), "/units/"+component.Itoa(w.UnitID)+"/periods/"+component.Itoa(w.Period.ID)
	period, card := "/periods/"+component.Itoa(w.Period.ID), "/evaluations/"+component.Itoa(w.CardID)
	registrations := "/registrations?year=" + component.Itoa(w.Period.Year)
	clusterMember := "/clusters/" + component.Itoa(w.Period.ID) + "/members/" + component.Itoa(w.CardID)
	switch w.Kind {
	case "register":
		return entry(w, todo.Say("Đăng ký danh hiệu thi đua năm %d", w.Period.Year), fault.Text{},
			registrations, "Đăng ký", "medal")
	case "confirm":
		return entry(w, todo.Say("Xác nhận %d đăng ký thi đua năm %d của %s", w.N, w.Period.Year, w.Unit), fault.Text{},
			registrations, "Xác nhận", "check")
	case "confirm_heads":
		return entry(w, todo.Say("Xác nhận đăng ký thi đua năm %d của %d thủ trưởng đơn vị", w.Period.Year, w.N), fault.Text{},
			registrations, "Xác nhận", "check")
	case "pledge":
		return entry(w, todo.Say("Ký giao ước thi đua: %s", w.Note), todo.Said(w.Unit),
			"/movements/"+component.Itoa(w.CardID), "Ký giao ước", "edit")
	case "report":
		return entry(w, todo.Say("Báo cáo kết quả phong trào: %s", w.Note), todo.Said(w.Unit),
			"/movements/"+component.Itoa(w.Period.ID)+"/pledges/"+component.Itoa(w.CardID), "Nhập kết quả", "report")
	case "cluster_self":
		return entry(w, todo.Say("Tự chấm điểm thi đua của %s", w.Unit), todo.Said(w.Note),
			clusterMember, "Chấm", "edit")
	case "cluster_check":
		return entry(w, todo.Say("Chấm chéo điểm thi đua của %s", w.Unit), todo.Said(w.Note),
			clusterMember, "Chấm", "checklist")
	case "cluster_meeting":
		return entry(w, todo.Say("Chủ trì họp và chốt điểm: %s", w.Note), fault.Text{},
			"/clusters/"+component.Itoa(w.Period.ID), "Mở", "trophy")
	case "corrected":
		return entry(w, todo.Say("%d đăng ký thi đua năm %d có tháng được điều chỉnh sau khi tính điều kiện", w.N, w.Period.Year), fault.Text{},
			registrations, "Tính lại", "alert-triangle")
	case "papers":
		return entry(w, todo.Say("Đọc %d tài liệu của phiên họp Hội đồng", w.N), todo.Say("thi đua năm %d", w.Period.Year),
			"/meetings/"+component.Itoa(w.CardID), "Mở", "report")
	case "task_new":
		return entry(w, todo.Say("Nhận %d nhiệm vụ mới giao", w.N), todo.Said(w.Note),
			"/tasks?whose=mine&state=assigned", "Xem, nhận", "inbox")
	case "task_late":
		return entry(w, todo.Say("%d nhiệm vụ của bạn đã quá hạn", w.N), todo.Said(w.Note),
			"/tasks?whose=mine&late=1", "Mở", "alert-triangle")
	case "task_orphan":
		return entry(w, todo.Say("%d nhiệm vụ có người chủ trì đã rời đơn vị: chuyển cho người khác", w.N), todo.Said(w.Note),
			"/tasks?whose=left", "Mở", "users")
	case "task_check":
		return entry(w, todo.Say("Kiểm tra %d nhiệm vụ đã báo hoàn thành", w.N), todo.Said(w.Note),
			"/tasks?whose=checking&state=done", "Kiểm tra", "file-check")
	case "programme":
		return entry(w, todo.Say("Duyệt chương trình công tác năm %d của %s", w.Period.Year, w.Unit), fault.Text{},
			"/programmes/"+component.Itoa(w.CardID), "Xem, duyệt", "target")
	case "sign":
		return entry(w, todo.Say("Ký quyết định khen thưởng"), todo.Said(w.Note),
			"/decisions/"+component.Itoa(w.CardID), "Xem, ký", "edit")
	case "issue":
		return entry(w, todo.Say("Lấy số, ban hành quyết định khen thưởng"), todo.Said(w.Note),
			"/decisions/"+component.Itoa(w.CardID), "Mở", "report")
	case "initiatives":
		return entry(w, todo.Say("Xét công nhận %d sáng kiến", w.N), fault.Text{},
			"/initiatives?state=registered", "Xem xét", "bulb")
	case "late":
		return entry(w, todo.Say("Trả lời %d đăng ký thi đua muộn năm %d", w.N, w.Period.Year), fault.Text{},
			registrations+"&state=late", "Xem xét", "scale")
	case "ballot":
		return entry(w, todo.Say("Bỏ phiếu kín xét danh hiệu năm %d", w.Period.Year), todo.Said(w.Note),
			"/meetings/"+component.Itoa(w.CardID)+"/ballot", "Bỏ phiếu", "gavel")
	case "score":
		return entry(w, todo.Say("Tự chấm phiếu tháng %s", month), todo.Said(w.Note),
			card, "Chấm", "edit")
	case "review", "reminded":
		text := todo.Say("Trình tổng hợp tháng %s của %s", month, w.Unit)
		if w.N > 0 {
			text = todo.Say("Chấm %d phiếu tháng %s của %s", w.N, month, w.Unit)
		}
		note := fault.Text{}
		if w.Kind == "reminded" {
			note = todo.Say("Chuyên viên tổng hợp đã nhắc đơn vị")
		}
		return entry(w, text, note, unit, "Mở bảng chấm", "users")
	case "leader":
		return entry(w, todo.Say("Chấm thủ trưởng đơn vị: %s, tháng %s", w.Note, month), todo.Said(w.Unit),
			card, "Chấm", "edit")
	case "approve":
		return entry(w, todo.Say("Phê duyệt kết quả tháng %s", month), todo.Say("Mọi đơn vị đã trình"),
			period+"/approve", "Xem để phê duyệt", "gavel")
	case "consolidate":
		if w.N == 0 {
			return entry(w, todo.Say("Tháng %s: mọi đơn vị đã trình, chờ lãnh đạo phê duyệt", month), fault.Text{},
				period, "Xem tổng hợp", "report")
		}
		return entry(w, todo.Say("Tổng hợp tháng %s: còn %d đơn vị chưa trình", month, w.N), fault.Text{},
			period, "Xem tổng hợp", "report")
	case "special":
		return entry(w, todo.Say("%s đề nghị mức đặc biệt, tháng %s", w.Unit, month), todo.Said(w.Note),
			period+"/units/"+component.Itoa(w.UnitID), "Xem xét", "scale")
	case "publish":
		return entry(w, todo.Say("Công bố kết quả tháng %s", month), todo.Say("Lãnh đạo đã phê duyệt"),
			period, "Công bố", "send")
	}
	return entry(w, todo.Say("Trả lời kiến nghị của %s, tháng %s", w.Note, month), todo.Said(w.Unit),
		card+"#appeals", "Trả lời", "bell")
}
