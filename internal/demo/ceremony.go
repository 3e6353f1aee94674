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

// ceremonies are one that was held, one that is being prepared and one that is under way.
func ceremonies(ctx context.Context, st *store.Store, committee access.Actor) error {
	c := &clock.Manual{At: Start}
	s := rehearsal{&ceremony.Service{Store: st, Clock: c}, c}
	if err := s.past(ctx, committee); err != nil {
		return err
	}
	if err := s.coming(ctx, committee); err != nil {
		return err
	}
	return s.today(ctx, committee)
}

// rehearsal is a service with a clock of its own.
type rehearsal struct {
	*ceremony.Service
	clock *clock.Manual
}

// present says for the first time who hands over the awards of a group.
func (s rehearsal) present(
	ctx context.Context,
	a access.Actor,
	id int64,
	form string,
	collective bool,
	by string,
) error {
	p := ceremony.Presenter{CeremonyID: id, Form: form, Collective: collective, Presenter: by}
	p.Version = ceremony.Unwritten
	return s.SetPresenter(ctx, a, p)
}

// past is the conference of 5 January 2019 as it was held.
func (s rehearsal) past(ctx context.Context, committee access.Actor) error {
	id, err := s.Save(ctx, committee, ceremony.Ceremony{
		Name: "Hội nghị tổng kết công tác tổ chức xây dựng Đảng năm 2018", HeldOn: "05/01/2019", StartsAt: "8:00",
		Place: "Hội trường Thành ủy", Host: "Trưởng ban Tổ chức Thành ủy", MC: "Chánh Văn phòng Ban",
		Places: 10, ReadMinutes: 2, TurnMinutes: 1.5,
	})
	if err != nil {
		return err
	}
	for decision := int64(1); decision <= 5; decision++ {
		if err := s.AddDecision(ctx, committee, id, decision); err != nil {
			return err
		}
	}
	for _, x := range []struct {
		form       string
		collective bool
		by         string
	}{
		{"hcld3", false, "Bí thư Thành ủy"},
		{"cotd", true, "Chủ tịch Ủy ban nhân dân thành phố"},
		{"knc", false, "Lãnh đạo Ban Tổ chức Trung ương"},
		{"bktu", true, "Phó Bí thư Thành ủy"},
		{"bktu", false, "Phó Bí thư Thành ủy"},
		{"bktp", true, "Phó Chủ tịch Ủy ban nhân dân thành phố"},
		{"bktp", false, "Phó Chủ tịch Ủy ban nhân dân thành phố"},
	} {
		if err := s.present(ctx, committee, id, x.form, x.collective, x.by); err != nil {
			return err
		}
	}
	v, err := s.Ceremony(ctx, committee, id)
	if err != nil {
		return err
	}
	return s.Hold(ctx, committee, id, v.Changes)
}

// coming is a ceremony of 20 November 2026 with one recipient who sends a representative, one who stays
// away, and two guests without an award.
func (s rehearsal) coming(ctx context.Context, committee access.Actor) error {
	id, err := s.Save(ctx, committee, ceremony.Ceremony{
		Name: "Lễ biểu dương thành tích phục vụ đại hội", HeldOn: "20/11/2026", StartsAt: "14:00",
		Place: "Phòng họp tầng 3", Host: "Trưởng ban", Places: 4, ReadMinutes: 2, TurnMinutes: 2,
	})
	if err != nil {
		return err
	}
	if err := s.AddDecision(ctx, committee, id, 6); err != nil {
		return err
	}
	v, err := s.Ceremony(ctx, committee, id)
	if err != nil {
		return err
	}
	list := v.Groups[0].List
	for _, x := range []ceremony.Absence{
		{RecipientID: list[1].ID, Representative: "Đại diện Văn phòng"},
		{RecipientID: list[4].ID},
	} {
		x.CeremonyID, x.Away, x.Version = id, true, ceremony.Unwritten
		if err := s.SetAbsence(ctx, committee, x); err != nil {
			return err
		}
	}
	return s.AddGuests(ctx, committee, id, "Hoàng Quốc Bảo; Phó Chánh Văn phòng Thành ủy\n"+
		"Lưu Thị Tường Vy; phóng viên Báo thành phố; tuongvy@bao.example")
}

// today is a ceremony that is under way on the demonstration's first morning: guests have been checked in,
// the first awards are being handed over.
func (s rehearsal) today(ctx context.Context, committee access.Actor) error {
	id, err := s.Save(ctx, committee, ceremony.Ceremony{
		Name: "Lễ trao Bằng khen chuyên đề chuyển đổi số", HeldOn: "06/11/2026", StartsAt: "08:30",
		Place: "Hội trường tầng 2", Host: "Phó Trưởng ban Thường trực", MC: "Văn phòng Ban",
		Places: 5, ReadMinutes: 2, TurnMinutes: 2,
	})
	if err != nil {
		return err
	}
	var decision int64
	byName := s.Store.Read(ctx).Raw(`SELECT id FROM decisions WHERE subject = ?`, thematicSubject)
	if err := byName.Scan(&decision).Error; err != nil {
		return err
	}
	if err := s.AddDecision(ctx, committee, id, decision); err != nil {
		return err
	}
	err = s.SaveProgramme(ctx, committee, id, 1, []ceremony.Item{
		{Title: "Chào cờ, giới thiệu đại biểu", Who: "Dẫn chương trình", Minutes: 10},
		{Title: "Báo cáo kết quả chuyên đề", Who: "Phòng Tổng hợp", Minutes: 10},
		{Title: "Công bố quyết định và trao thưởng", Awards: true},
		{Title: "Phát biểu của lãnh đạo Ban", Who: "Phó Trưởng ban Thường trực", Minutes: 10},
		{Title: "Bế mạc", Minutes: 5},
	})
	if err != nil {
		return err
	}
	err = s.AddGuests(ctx, committee, id, "Hoàng Quốc Bảo; Phó Chánh Văn phòng Thành ủy\n"+
		"Đỗ Khánh Linh; Sở Khoa học và Công nghệ")
	if err != nil {
		return err
	}
	if err := s.present(ctx, committee, id, "bktp", false, "Phó Trưởng ban Thường trực"); err != nil {
		return err
	}
	for _, link := range []ceremony.Link{
		{Kind: ceremony.Desk, Name: "Bàn 1, cửa chính"},
		{Kind: ceremony.Desk, Name: "Bàn 2, cửa bên"},
		{Kind: ceremony.Screen, Name: "Màn hình hội trường"},
	} {
		if err := s.AddLink(ctx, committee, id, link.Kind, link.Name); err != nil {
			return err
		}
	}
	if err := s.arrive(ctx, committee, id); err != nil {
		return err
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

// arrive checks the guests in at two desks, but for two of the second turn and one without an award.
func (s rehearsal) arrive(ctx context.Context, committee access.Actor, id int64) error {
	v, err := s.Ceremony(ctx, committee, id)
	if err != nil {
		return err
	}
	second := v.Turns[1].Stands
	for i, g := range v.Guests {
		if g.RecipientID == second[1].ID || g.RecipientID == second[3].ID || g.Name == "Đỗ Khánh Linh" {
			continue
		}
		s.clock.At = Start.Add(-time.Duration(50-3*i) * time.Minute)
		desk := access.Actor{Name: fmt.Sprintf("Bàn %d", 1+i%2), Grants: committee.Grants}
		gate, err := s.GateOf(ctx, desk, id)
		if err != nil {
			return err
		}
		note := ceremony.Note{Token: fmt.Sprintf("rehearsal-%d", i), Guest: g.ID, Present: true}
		if _, err := s.CheckIn(ctx, gate, []ceremony.Note{note}); err != nil {
			return err
		}
	}
	return nil
}
