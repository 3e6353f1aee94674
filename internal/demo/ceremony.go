package demo

import (
	"context"

	"congthidua/internal/account"
	"congthidua/internal/ceremony"
	"congthidua/internal/clock"
	"congthidua/internal/store"
)

// ceremonies are the conference of 5 January 2019 as it was held, and the coming one.
func ceremonies(ctx context.Context, st *store.Store, committee account.Actor) error {
	s := &ceremony.Service{Store: st, Clock: &clock.Manual{At: Start}}
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
	return s.SetAbsence(ctx, committee, coming, list[4].ID, false, "")
}
