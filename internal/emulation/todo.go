package emulation

import (
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/todo"
)

// Todo implements todo.Source: to register, to confirm, to answer the late, to compute again.
func (s *Service) Todo(ctx context.Context, a access.Actor) ([]todo.Entry, error) {
	rows, err := waitingFor(s.Store.Read(ctx), a)
	list := make([]todo.Entry, len(rows))
	for i, w := range rows {
		list[i] = w.todo()
	}
	return list, err
}

// todo says in words what waits and where it is done.
func (w waiting) todo() todo.Entry {
	registrations := fmt.Sprintf("/registrations?year=%d", w.Year)
	switch w.Kind {
	case toConfirm:
		return entry(w, todo.Say("Xác nhận %d đăng ký thi đua năm %d của %s", w.N, w.Year, w.Unit),
			registrations, "Xác nhận", "check")
	case ofHeads:
		return entry(w, todo.Say("Xác nhận đăng ký thi đua năm %d của %d thủ trưởng đơn vị", w.Year, w.N),
			registrations, "Xác nhận", "check")
	case ofLate:
		return entry(w, todo.Say("Trả lời %d đăng ký thi đua muộn năm %d", w.N, w.Year),
			registrations+"&state="+string(Late), "Xem xét", "scale")
	case corrected:
		return entry(w,
			todo.Say("%d đăng ký thi đua năm %d có tháng được điều chỉnh sau khi tính điều kiện", w.N, w.Year),
			registrations, "Tính lại", "alert-triangle")
	case toRegister:
	}
	return entry(w, todo.Say("Đăng ký danh hiệu thi đua năm %d", w.Year), registrations, "Đăng ký", "medal")
}

func entry(w waiting, text fault.Text, link, do, icon string) todo.Entry {
	return todo.Entry{
		Kind:  "emulation." + string(w.Kind),
		Text:  text,
		Count: w.N,
		Due:   w.Due,
		Link:  link,
		Do:    do,
		Icon:  icon,
	}
}
