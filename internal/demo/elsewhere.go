package demo

import (
	"context"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/store"
	"congthidua/internal/work"
)

// elsewhere gives the other departments work as well, more of it late in some than in others, so that the
// leader's overview has something to compare.
func elsewhere(ctx context.Context, s *work.Service, c *clock.Manual, st *store.Store) error {
	for _, x := range []struct {
		unit               int64
		closed, slow, late int // closed, of them after their day, and open past it
	}{{3, 6, 0, 0}, {4, 5, 1, 1}, {5, 4, 2, 2}, {6, 7, 1, 0}, {9, 3, 2, 3}} {
		r, err := officeIn(ctx, st, x.unit)
		if err != nil || len(r.staff) < 3 {
			return err
		}
		for n := range x.closed + x.late {
			who := r.staff[n%len(r.staff)]
			due := time.Date(2026, 10, 12+2*n, 0, 0, 0, 0, clock.Zone)
			c.At = due.AddDate(0, 0, -9).Add(9 * time.Hour)
			ids, err := s.Assign(
				ctx,
				r.head,
				work.Order{
					Title: []string{
						"Báo cáo công tác tháng 10",
						"Rà soát hồ sơ cán bộ",
						"Trả lời kiến nghị của cơ sở",
						"Tham mưu kế hoạch quý IV",
					}[n%4],
					Product:   []string{"Báo cáo tháng", "Thẩm định hồ sơ cán bộ", "Công văn", "Kế hoạch"}[n%4],
					Weight:    float64(1 + n%3),
					Leads:     []int64{who.PersonID},
					CheckerID: r.head.PersonID,
					Due:       due.Format("02/01/2006"),
				},
			)
			if err != nil {
				return err
			}
			if n >= x.closed {
				continue
			}
			if c.At = due.Add(-6 * time.Hour); n < x.slow {
				c.At = due.AddDate(0, 0, 4)
			}
			if err := finish(ctx, s, r, ids[0], who, "Đã hoàn thành"); err != nil {
				return err
			}
		}
	}
	c.At = Start
	next, err := officeIn(ctx, st, 3)
	if err != nil {
		return err
	}
	if err := rest(ctx, s, next); err != nil {
		return err
	}
	_, err = s.Assign(
		ctx,
		next.head,
		work.Order{
			Title:     "Rà soát quy hoạch cán bộ giai đoạn 2026-2031",
			Product:   "Báo cáo chuyên đề",
			Weight:    4,
			Leads:     []int64{next.staff[0].PersonID},
			CheckerID: next.head.PersonID,
			Due:       "30/11/2026",
		},
	)
	return err
}

// rest is what else can become of work: given more time, handed over, cancelled, stopped; and next year's
// programme, which waits for the leader.
func rest(ctx context.Context, s *work.Service, r office) error {
	given := 0
	give := func(title string, every work.Cycle) (int64, error) {
		given++
		ids, err := s.Assign(
			ctx,
			r.head,
			work.Order{
				Title:     title,
				Product:   "Kế hoạch",
				Weight:    3,
				Leads:     []int64{r.staff[1].PersonID},
				CheckerID: r.head.PersonID,
				Due:       "27/11/2026",
				Every:     every,
			},
		)
		if err != nil {
			return 0, err
		}
		return ids[0], nil
	}
	longer, err := give("Xây dựng kế hoạch luân chuyển cán bộ 2027", "")
	if err != nil {
		return err
	}
	if err := s.Comment(ctx, r.staff[1], longer, "Hai quận chưa gửi danh sách; đề nghị thêm thời gian."); err != nil {
		return err
	}
	if err := s.Extend(ctx, r.head, longer, 1, "10/12/2026", "Chờ danh sách của hai quận"); err != nil {
		return err
	}
	over, err := give("Chuẩn bị hồ sơ bổ nhiệm lại", "")
	if err != nil {
		return err
	}
	if err := s.HandOver(ctx, r.head, []work.Picked{{ID: over, Version: 1}}, r.staff[2].PersonID, "Đồng chí chủ trì đi "+
		"học dài ngày"); err != nil {
		return err
	}
	off, err := give("Góp ý đề án vị trí việc làm", "")
	if err != nil {
		return err
	}
	if err := s.Cancel(ctx, r.head, off, 1, "Cơ quan chủ trì đã rút đề án"); err != nil {
		return err
	}
	if _, err := give("Báo cáo nhanh công tác cán bộ", work.Weekly); err != nil {
		return err
	}
	var every int64
	if err := s.Store.Read(ctx).Raw(`SELECT max(id) FROM recurrences`).Scan(&every).Error; err != nil {
		return err
	}
	if err := s.Stop(ctx, r.head, every, 1); err != nil {
		return err
	}
	id, err := s.StartProgramme(ctx, r.head, r.unit, 2027)
	if err != nil {
		return err
	}
	if err := s.CreateItem(ctx, r.head, id, work.Item{
		Title:      "Bổ sung quy hoạch nhiệm kỳ 2026-2031",
		Product:    "Đề án",
		Weight:     10,
		FirstMonth: 2,
		LastMonth:  6,
		LeadID:     r.staff[0].PersonID,
		CheckerID:  r.head.PersonID,
	}); err != nil {
		return err
	}
	return s.StepProgramme(ctx, r.head, id, 2, work.ProgrammeStep{To: work.Submitted})
}
