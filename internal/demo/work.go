package demo

import (
	"context"
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
