package demo

import (
	"context"
	"fmt"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// ceremonies are the conference of 5 January 2019 as it was held, and the coming one.
func ceremonies(ctx context.Context, st *store.Store, committee access.Actor) error {
	c := &clock.Manual{At: Start}
	s := rehearsal{&ceremony.Service{Store: st, Clock: c}, c}
	past, err := s.Save(ctx, committee, ceremony.Ceremony{Name: "Hội nghị tổng kết công tác tổ chức xây dựng Đảng năm 2018", HeldOn: "05/01/2019", StartsAt: "8:00", Place: "Hội trường Thành ủy", Host: "Trưởng ban Tổ chức Thành ủy", MC: "Chánh Văn phòng Ban", Places: 10, ReadMinutes: 2, TurnMinutes: 1.5})
	if err != nil {
		return err
	}
	for decision := int64(1); decision <= 5; decision++ {
		if err := s.AddDecision(ctx, committee, past, decision); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		form       string
		collective bool
		by         string
	}{{"hcld3", false, "Bí thư Thành ủy"}, {"cotd", true, "Chủ tịch Ủy ban nhân dân thành phố"}, {"knc", false, "Lãnh đạo Ban Tổ chức Trung ương"}, {"bktu", true, "Phó Bí thư Thành ủy"}, {"bktu", false, "Phó Bí thư Thành ủy"}, {"bktp", true, "Phó Chủ tịch Ủy ban nhân dân thành phố"}, {"bktp", false, "Phó Chủ tịch Ủy ban nhân dân thành phố"}} {
		if err := s.SetPresenter(ctx, committee, past, x.form, x.collective, x.by); err != nil {
			return err
		}
	}
	v, err := s.Ceremony(ctx, committee, past)
	if err != nil {
		return err
	}
	if err := s.Hold(ctx, committee, past, v.Version); err != nil {
		return err
	}
	coming, err := s.Save(ctx, committee, ceremony.Ceremony{Name: "Lễ biểu dương thành tích phục vụ đại hội", HeldOn: "20/11/2026", StartsAt: "14:00", Place: "Phòng họp tầng 3", Host: "Trưởng ban", Places: 4, ReadMinutes: 2, TurnMinutes: 2})
	if err != nil {
		return err
	}
	if err := s.AddDecision(ctx, committee, coming, 6); err != nil {
		return err
	}
	if v, err = s.Ceremony(ctx, committee, coming); err != nil {
		return err
	}
	list := v.Groups[0].List
	if err := s.SetAbsence(ctx, committee, coming, list[1].ID, false, "Đại diện Văn phòng"); err != nil {
		return err
	}
	if err := s.SetAbsence(ctx, committee, coming, list[4].ID, false, ""); err != nil {
		return err
	}
	if _, err := s.AddGuests(ctx, committee, coming, "Hoàng Quốc Bảo; Phó Chánh Văn phòng Thành ủy\nLưu Thị Tường Vy; phóng viên Báo thành phố; tuongvy@bao.example"); err != nil {
		return err
	}
	return s.today(ctx, committee)
}

// rehearsal is a service with a clock of its own.
type rehearsal struct {
	*ceremony.Service
	clock *clock.Manual
}

// today is a ceremony that is under way on the demonstration's first morning: guests have been checked
// in, the first awards are being handed over.
func (s rehearsal) today(ctx context.Context, committee access.Actor) error {
	id, err := s.Save(ctx, committee, ceremony.Ceremony{Name: "Lễ trao Bằng khen chuyên đề chuyển đổi số", HeldOn: "06/11/2026", StartsAt: "08:30", Place: "Hội trường tầng 2", Host: "Phó Trưởng ban Thường trực", MC: "Văn phòng Ban", Places: 5, ReadMinutes: 2, TurnMinutes: 2})
	if err != nil {
		return err
	}
	var decision int64
	if err := s.Store.Read(ctx).Raw(`SELECT id FROM decisions WHERE subject = ?`, thematicSubject).Scan(&decision).Error; err != nil {
		return err
	}
	if err := s.AddDecision(ctx, committee, id, decision); err != nil {
		return err
	}
	if err := s.SaveProgramme(ctx, committee, id, []ceremony.Item{{Title: "Chào cờ, giới thiệu đại biểu", Who: "Dẫn chương trình", Minutes: 10}, {Title: "Báo cáo kết quả chuyên đề", Who: "Phòng Tổng hợp", Minutes: 10}, {Title: "Công bố quyết định và trao thưởng", Awards: true}, {Title: "Phát biểu của lãnh đạo Ban", Who: "Phó Trưởng ban Thường trực", Minutes: 10}, {Title: "Bế mạc", Minutes: 5}}); err != nil {
		return err
	}
	if _, err := s.AddGuests(ctx, committee, id, "Hoàng Quốc Bảo; Phó Chánh Văn phòng Thành ủy\nĐỗ Khánh Linh; Sở Khoa học và Công nghệ"); err != nil {
		return err
	}
	if err := s.SetPresenter(ctx, committee, id, "bktp", false, "Phó Trưởng ban Thường trực"); err != nil {
		return err
	}
	for _, link := range [][2]string{{ceremony.Desk, "Bàn 1, cửa chính"}, {ceremony.Desk, "Bàn 2, cửa bên"}, {ceremony.Screen, "Màn hình hội trường"}} {
		if err := s.AddLink(ctx, committee, id, link[0], link[1]); err != nil {
			return err
		}
	}
	guests, err := s.Guests(ctx, committee, id)
	if err != nil {
		return err
	}
	v, err := s.Ceremony(ctx, committee, id)
	if err != nil {
		return err
	}
	second := v.Turns[1].Stands // of whom two are still awaited
	for i, g := range guests {
		if g.RecipientID == second[1].ID || g.RecipientID == second[3].ID || g.Name == "Đỗ Khánh Linh" {
			continue
		}
		s.clock.At = Start.Add(-time.Duration(50-3*i) * time.Minute)
		gate, err := s.GateOf(access.Actor{Name: fmt.Sprintf("Bàn %d", 1+i%2), Grants: committee.Grants}, id)
		if err != nil {
			return err
		}
		if _, err := s.CheckIn(ctx, gate, []ceremony.Note{{Token: fmt.Sprintf("rehearsal-%d", i), Guest: g.ID, Present: true}}); err != nil {
			return err
		}
	}
	for at, minute := range []int{-28, -17, -5} {
		s.clock.At = Start.Add(time.Duration(minute) * time.Minute)
		if err := s.Forward(ctx, committee, id, at); err != nil {
			return err
		}
	}
	s.clock.At = Start
	return nil
}
