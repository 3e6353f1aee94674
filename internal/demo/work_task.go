package demo

import (
	"context"
	"fmt"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/work"
)

// finish takes a task from its lead's result to its end.
func finish(ctx context.Context, s *work.Service, r office, id int64, who access.Actor, result string) error {
	version := func() int64 {
		var v int64
		_ = s.Store.Read(ctx).Raw(`SELECT version FROM tasks WHERE id = ?`, id).Scan(&v) // the next step refuses 0
		return v
	}
	if err := s.Accept(ctx, who, id, version()); err != nil {
		return err
	}
	if err := s.Finish(ctx, who, id, version(), result, "Chờ ý kiến cơ quan phối hợp"); err != nil {
		return err
	}
	return s.Check(ctx, r.head, id, version(), work.Verdict{Passed: true, Close: true})
}

// tasks are those of October, which the month's cards are filled from, and of November in every state.
func tasks(ctx context.Context, s *work.Service, c *clock.Manual, r office) error {
	october := func(day int) time.Time { return time.Date(2026, 10, day, 9, 0, 0, 0, clock.Zone) }
	version := func(id int64) (v int64) {
		_ = s.Store.Read(ctx).Raw(`SELECT version FROM tasks WHERE id = ?`, id).Scan(&v) // the next step refuses 0
		return v
	}
	order := func(title, product string, weight float64, due string, who access.Actor) (int64, error) {
		ids, err := s.Assign(
			ctx,
			r.head,
			work.Order{
				Title:     title,
				Product:   product,
				Weight:    weight,
				Leads:     []int64{who.PersonID},
				Helpers:   []int64{r.staff[len(r.staff)-1].PersonID},
				CheckerID: r.head.PersonID,
				Due:       due,
			},
		)
		if err != nil {
			return 0, err
		}
		return ids[0], nil
	}
	for n, who := range r.staff[:min(len(r.staff), 6)] {
		for i, x := range []struct {
			title, product string
			weight         float64
		}{
			{"Báo cáo công tác đảng viên tháng 10", "Báo cáo tháng", 2},
			{"Trả lời đơn vị về chuyển sinh hoạt đảng", "Công văn", 1},
			{"Thẩm định hồ sơ kết nạp đợt 10/2026", "Thẩm định hồ sơ cán bộ", 1},
		} {
			c.At = october(2 + i)
			id, err := order(x.title, x.product, x.weight, fmt.Sprintf("%02d/10/2026", 15+5*i), who)
			if err != nil {
				return err
			}
			c.At = october(14 + 5*i)
			if n == 1 && i == 1 { // late without an objective cause
				c.At = october(27)
			}
			if n == 0 && i == 2 { // failed once
				if err := s.Finish(ctx, who, id, version(id), "Đã thẩm định 12 hồ sơ", ""); err != nil {
					return err
				}
				if err := s.Check(ctx, r.head, id, version(id), work.Verdict{
					Why: "Thiếu ý kiến nơi cư trú của 2 hồ sơ",
				}); err != nil {
					return err
				}
				if err := s.Finish(ctx, who, id, version(id), "Đã bổ sung, thẩm định 12 hồ sơ", ""); err != nil {
					return err
				}
				if err := s.Check(ctx, r.head, id, version(id), work.Verdict{Passed: true, Close: true}); err != nil {
					return err
				}
				continue
			}
			if err := finish(ctx, s, r, id, who, "Đã hoàn thành, lưu hồ sơ"); err != nil {
				return err
			}
		}
	}
	return november(ctx, s, c, r, order, version)
}

func november(
	ctx context.Context, s *work.Service, c *clock.Manual, r office,
	order func(title, product string, weight float64, due string, who access.Actor) (int64, error),
	version func(int64) int64,
) error {
	c.At = time.Date(2026, 10, 30, 9, 0, 0, 0, clock.Zone)
	late, err := order("Tổng hợp ý kiến góp ý dự thảo quy chế", "Báo cáo chuyên đề", 4, "04/11/2026", r.staff[0])
	if err != nil {
		return err
	}
	if err := s.Accept(ctx, r.staff[0], late, version(late)); err != nil {
		return err
	}
	waits, err := order("Lập danh sách đảng viên nhận huy hiệu dịp 7/11", "Tờ trình", 2, "06/11/2026", r.staff[1])
	if err != nil {
		return err
	}
	c.At = time.Date(2026, 11, 5, 15, 0, 0, 0, clock.Zone)
	if err := s.Finish(ctx, r.staff[1], waits, version(waits), "Tờ trình số 31, danh sách 42 đồng chí", ""); err != nil {
		return err
	}
	c.At = Start
	if _, err := order("Chuẩn bị nội dung sinh hoạt chuyên đề tháng 11", "Kế hoạch", 3, "20/11/2026", r.staff[0]); err != nil {
		return err
	}
	passed, err := order("Trả lời chất vấn của chi bộ trực thuộc", "Công văn", 1, "10/11/2026", r.staff[2])
	if err != nil {
		return err
	}
	if err := s.Finish(ctx, r.staff[2], passed, version(passed), "Công văn 88", ""); err != nil {
		return err
	}
	if err := s.Check(ctx, r.head, passed, version(passed), work.Verdict{Passed: true}); err != nil {
		return err
	}
	_, err = s.Assign(
		ctx,
		r.head,
		work.Order{
			Title:     "Cập nhật cơ sở dữ liệu đảng viên",
			Product:   "Báo cáo tháng",
			Weight:    2,
			Leads:     []int64{r.staff[3].PersonID},
			CheckerID: r.head.PersonID,
			Due:       "25/11/2026",
			Every:     "month",
		},
	)
	return err
}

// reviews are last week's, concluded with a task, and this week's, open.
func reviews(ctx context.Context, s *work.Service, c *clock.Manual, r office) error {
	c.At = time.Date(2026, 10, 30, 16, 0, 0, 0, clock.Zone)
	last, err := work.WeekOf("2026-10-30")
	if err != nil {
		return err
	}
	if err := s.Decide(ctx, r.head, r.unit, last, work.Order{
		Title:     "Đôn đốc 3 chi bộ chậm nộp báo cáo",
		Product:   "Công văn",
		Weight:    1,
		Leads:     []int64{r.staff[1].PersonID},
		CheckerID: r.head.PersonID,
		Due:       "05/11/2026",
	}); err != nil {
		return err
	}
	if err := s.SaveReview(ctx, r.head, r.unit, last, work.Minutes{
		Version:    1,
		Absent:     map[int64]string{r.staff[2].PersonID: "dự lớp bồi dưỡng"},
		Conclusion: "1. Hoàn thành thẩm định hồ sơ đợt 10 trước 31/10.\n2. Đôn đốc các chi bộ chậm nộp báo cáo.",
		Close:      true,
	}); err != nil {
		return err
	}
	c.At = Start
	return s.SaveReview(ctx, r.head, r.unit, last.After(), work.Minutes{Version: 1})
}
