package demo

import (
	"context"
	"fmt"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/store"
	"congthidua/internal/work"
)

// works are programmes of the year, two months of tasks in every state, and the weekly reviews.
func (g *generator) works(ctx context.Context, st *store.Store) error {
	c := &clock.Manual{At: Start}
	s := &work.Service{Store: st, Clock: c}
	room, err := officeOf(ctx, st, "head")
	if err != nil || len(room.staff) < 4 {
		return err
	}
	for _, step := range []func(context.Context, *work.Service, *clock.Manual, office) error{g.programme, tasks, reviews} {
		if err := step(ctx, s, c, room); err != nil {
			return err
		}
		c.At = Start
	}
	return elsewhere(ctx, s, c, st)
}

// office is a department: its head and everybody else.
type office struct {
	unit  int64
	head  access.Actor
	staff []access.Actor
}

// officeOf is the department of a demonstration login.
func officeOf(ctx context.Context, st *store.Store, username string) (r office, err error) {
	var unit int64
	if err := st.Read(ctx).Raw(`
		SELECT po.unit_id
		FROM accounts a
		JOIN posts po ON po.person_id = a.person_id AND po.main AND po.until IS NULL
		WHERE a.username = ?`, username).Scan(&unit).Error; err != nil || unit == 0 {
		return r, err
	}
	return officeIn(ctx, st, unit)
}

func officeIn(ctx context.Context, st *store.Store, unit int64) (r office, err error) {
	var people []struct {
		ID, AccountID int64
		Name, Path    string
		Heads         bool
	}
	err = st.Read(ctx).Raw(`
			SELECT p.id, p.name, COALESCE(a.id, 0) AS account_id, u.path, po.heads
			FROM people p
			JOIN posts po ON po.person_id = p.id AND po.main AND po.until IS NULL
			JOIN units u ON u.id = po.unit_id
			LEFT JOIN accounts a ON a.person_id = p.id
			WHERE po.unit_id = ?
			ORDER BY a.username IS NULL, a.username, p.id`, unit).Scan(&people).Error
	r.unit = unit
	for _, p := range people {
		who := access.Actor{
			AccountID: p.AccountID,
			PersonID:  p.ID,
			Name:      p.Name,
			Grants:    []access.Grant{{Role: access.Cadre}},
		}
		if p.Heads {
			who.Grants = append([]access.Grant{{Role: access.Head, UnitID: unit, Path: p.Path}}, who.Grants...)
			r.head = who
			continue
		}
		r.staff = append(r.staff, who)
	}
	return r, err
}

// programme is the department's year, approved in January, with items of every fate.
func (g *generator) programme(ctx context.Context, s *work.Service, c *clock.Manual, r office) error {
	c.At = time.Date(2026, 1, 12, 9, 0, 0, 0, clock.Zone)
	leader := access.Actor{
		Name:     g.people[0].name,
		PersonID: g.people[0].id,
		Grants:   []access.Grant{{Role: access.Leader, UnitID: 1, Path: "1/"}},
	}
	id, err := s.StartProgramme(ctx, r.head, r.unit, 2026)
	if err != nil {
		return err
	}
	for i, x := range yearItems() {
		x.LeadID, x.CheckerID = r.staff[i%len(r.staff)].PersonID, r.head.PersonID
		if err := s.CreateItem(ctx, r.head, id, x); err != nil {
			return err
		}
	}
	p, err := s.Programme(ctx, r.head, id, 0)
	if err != nil {
		return err
	}
	if err := s.StepProgramme(ctx, r.head, id, p.Version, work.ProgrammeStep{To: work.Submitted}); err != nil {
		return err
	}
	if err := s.StepProgramme(ctx, leader, id, p.Version+1, work.ProgrammeStep{To: work.Approved}); err != nil {
		return err
	}
	items := p.List
	if err := s.MoveItem(ctx, r.head, id, items[3].ID, items[3].Version, work.Move{First: 9}); err != nil {
		return err
	}
	items[3].FirstMonth, items[3].LastMonth = 9, 10
	version := p.Version + 3 // submitted, approved, moved
	for i, x := range items[:4] {
		c.At = time.Date(2026, time.Month(x.FirstMonth), 3, 9, 0, 0, 0, clock.Zone)
		if _, err := s.GiveOut(ctx, r.head, id, version+int64(i), map[int64]string{
			x.ID: work.LastDay(2026, x.LastMonth),
		}); err != nil {
			return err
		}
		if i == 3 { // is late
			break
		}
		task := work.Seen{}
		if err := s.Store.Read(ctx).Raw(`
			SELECT *
			FROM tasks
			WHERE source = 'programme' AND source_id = ?`, x.ID).Scan(&task).Error; err != nil {
			return err
		}
		c.At = time.Date(2026, time.Month(x.LastMonth), 20, 9, 0, 0, 0, clock.Zone)
		if err := finish(ctx, s, r, task.ID, lead(r, task.LeadID), "Đã trình ký"); err != nil {
			return err
		}
	}
	return nextYear(ctx, s, r.head, leader)
}

// yearItems are the items of the department's programme; who leads and checks them is not named yet.
func yearItems() []work.Item {
	return []work.Item{
		{
			Title:      "Rà soát tổ chức cơ sở đảng trong doanh nghiệp",
			Product:    "Báo cáo chuyên đề",
			Weight:     4,
			FirstMonth: 2,
			LastMonth:  4,
		},
		{Title: "Hướng dẫn công tác kết nạp đảng viên", Product: "Hướng dẫn", Weight: 4, FirstMonth: 3, LastMonth: 6},
		{Title: "Bồi dưỡng cấp ủy viên cơ sở", Product: "Lớp bồi dưỡng", Weight: 5, FirstMonth: 7, LastMonth: 9},
		// This one is put off by a month after its approval.
		{
			Title:      "Kiểm tra việc thực hiện quy chế làm việc",
			Product:    "Cuộc kiểm tra, giám sát",
			Weight:     6,
			FirstMonth: 8,
			LastMonth:  9,
		},
		{Title: "Đề án sắp xếp chi bộ sinh hoạt đơn lẻ", Product: "Đề án", Weight: 12, FirstMonth: 10, LastMonth: 12},
		{Title: "Tổng kết công tác năm", Product: "Báo cáo chuyên đề", Weight: 4, FirstMonth: 12, LastMonth: 12},
	}
}

// nextYear is the programme of the whole body for 2027, not submitted yet.
func nextYear(ctx context.Context, s *work.Service, lead, checker access.Actor) error {
	committee := access.Actor{Name: "Chuyên viên tổng hợp", Grants: []access.Grant{{Role: access.Committee}}}
	top, err := s.StartProgramme(ctx, committee, 1, 2027)
	if err != nil {
		return err
	}
	return s.CreateItem(ctx, committee, top, work.Item{
		Title:      "Tổng kết thi hành quy định về đánh giá cán bộ",
		Product:    "Báo cáo chuyên đề",
		Weight:     4,
		LeadID:     lead.PersonID,
		CheckerID:  checker.PersonID,
		FirstMonth: 1,
		LastMonth:  3,
	})
}

func lead(r office, person int64) access.Actor {
	for _, p := range r.staff {
		if p.PersonID == person {
			return p
		}
	}
	return r.head
}

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
