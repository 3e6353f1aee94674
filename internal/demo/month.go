package demo

import (
	"context"
	"fmt"
	"math"
	"sort"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
)

// card is a scorecard in the making.
type card struct {
	id         int64
	p          *person
	framework  int64
	state      evaluation.State
	excuse     string
	excuseKind evaluation.ExcuseKind
	returned   string
	self, head evaluation.Sheet
	own, final evaluation.Result
	earned     string
	settled    string
	remark     string
	revision   int
}

// historyLimit is up to how many people every step of every card is noted in its history;
// beyond it the history would be most of the database.
const historyLimit = 5000

// month makes one month; back counts months from the latest, 0. The latest is under review,
// the one before approved, the others published.
func (g *generator) month(ctx context.Context, year, month, back int) error {
	p := evaluation.DefaultPeriod(year, month)
	p.State = evaluation.PeriodPublished
	var published any = at(year, month+1, 12)
	switch back {
	case 0:
		p.State, published = evaluation.PeriodOpen, nil
	case 1:
		p.State, published = evaluation.PeriodApproved, nil
	case 2:
		published = lastPublished
	}
	err := g.tx.Raw(`
		INSERT INTO periods (year, month, state, self_due, head_due, committee_due, leader_due, appeal_days,
			published_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, 5, ?)
		RETURNING id`,
		year, month, p.State, p.SelfDue, p.HeadDue, p.CommitteeDue, p.LeaderDue, published).
		Scan(&p.ID).
		Error
	if err != nil {
		return err
	}
	choose, err := g.frameworks.Chooser(g.tx, p)
	if err != nil {
		return err
	}
	for i := range g.units {
		if len(g.units[i].people) == 0 {
			continue
		}
		cards, err := g.unitCards(&g.units[i], choose, year, month, back)
		if err != nil {
			return err
		}
		if err := g.insert(p.ID, &g.units[i], i, cards, p, back); err != nil {
			return err
		}
	}
	if back == 0 {
		return nil
	}
	return g.frameworks.KeepResults(g.tx, p)
}

func at(year, month, day int) int64 {
	return time.Date(year, time.Month(month), day, 9, 30, 0, 0, clock.Zone).UnixMilli()
}

// chooser returns the framework of a card.
type chooser func(manager bool, kind string) (int64, *evaluation.Framework, error)

// unitCards scores a unit's people, keeps the quota as its head would, and sets states.
func (g *generator) unitCards(u *unit, choose chooser, year, month, back int) ([]card, error) {
	cards := make([]card, len(u.people))
	var framework *evaluation.Framework
	for i, place := range u.people {
		c := &cards[i]
		c.p = &g.people[place]
		g.cards++
		c.id, c.revision = g.cards, 1
		if c.excuseKind, c.excuse = excuse(c.p, year, month); c.excuse != "" {
			c.state = evaluation.NotClassified
			continue
		}
		id, f, err := choose(c.p.manager, c.p.kind)
		if err != nil {
			return nil, err
		}
		c.framework, framework = id, f
		if err := g.score(c, f, year, month); err != nil {
			return nil, err
		}
		c.state = evaluation.Published
		if back == 1 {
			c.state = evaluation.Approved
		}
	}
	if framework != nil {
		if err := g.keepQuota(cards, framework, back == 0, above(u.id, back)); err != nil {
			return nil, err
		}
	}
	if back == 0 {
		g.underway(u, cards)
	}
	return cards, nil
}

// excuse says why somebody is not classified in the month, as opening a month would.
func excuse(p *person, year, month int) (evaluation.ExcuseKind, string) {
	day := date(year, month, 1)
	in := func(from, to string) bool { return from <= day && day <= to }
	switch {
	case p.id == 1:
		return evaluation.ExcuseTop, "Đứng đầu cơ quan: do cấp trên trực tiếp đánh giá"
	case p.away == "maternity" && in("2026-07-01", "2026-12-31"):
		return evaluation.ExcuseMaternity, "Nghỉ thai sản cả tháng (từ 01/07/2026 đến 31/12/2026)"
	case p.away == "study" && in("2026-09-01", "2027-06-30"):
		return evaluation.ExcuseStudy, "Đi học tập trung cả tháng (từ 01/09/2026 đến 30/06/2027)"
	case p.away == "secondment" && in("2026-03-01", "9999-12-31"):
		return evaluation.ExcuseSecondment, "Biệt phái cả tháng (từ 01/03/2026)"
	case p.away == "sick" && in("2026-10-01", "2026-11-30"):
		return evaluation.ExcuseSick, "Nghỉ ốm cả tháng (từ 01/10/2026 đến 30/11/2026)"
	}
	return "", ""
}

// score makes the cadre's sheet and the reviewer's out of the person's skill.
func (g *generator) score(c *card, f *evaluation.Framework, year, month int) error {
	aim := math.Max(42, math.Min(98, c.p.skill+3*g.random.NormFloat64()))
	if g.chance(1) {
		aim -= 18
	}
	c.self = g.sheet(f, aim)
	about := evaluation.Circumstances{Manager: c.p.manager, Kind: c.p.kind}
	if c.p.disciplined && year == 2026 && month >= 6 {
		about.Disciplined, about.Discipline = true, "Khiển trách"
	}
	var err error
	if c.own, err = f.Evaluate(c.self, about); err != nil {
		return err
	}
	c.head = c.self
	c.head.Comment = ""
	if g.chance(22) {
		c.head.Adjust = -float64(g.between(1, 6)) / 2
		c.remark = pick(
			g,
			[]string{
				"Chậm một báo cáo trong tháng",
				"Tinh thần phối hợp cần tốt hơn",
				"Chất lượng tham mưu còn phải chỉnh sửa",
				"Đi muộn hai buổi",
			},
		)
		c.head.Comment = c.remark
	}
	c.final, err = f.Evaluate(c.head, about)
	c.earned = c.final.Grade
	return err
}

var pieces = []string{
	"Tờ trình công nhận tổ chức đảng hoàn thành tốt",
	"Báo cáo sơ kết quý về kết nạp đảng viên",
	"Thẩm định hồ sơ đảng viên",
	"Tham mưu quyết định chuẩn y cấp ủy",
	"Dự thảo hướng dẫn đánh giá cán bộ",
	"Rà soát quy hoạch cán bộ",
	"Tổng hợp số liệu đảng viên",
	"Chuẩn bị hội nghị giao ban",
	"Trả lời kiến nghị của cơ sở",
	"Kiểm tra công tác bảo vệ chính trị nội bộ",
}

// sheet fills a framework's criteria so that the total comes near the aim.
func (g *generator) sheet(f *evaluation.Framework, aim float64) evaluation.Sheet {
	s := evaluation.Sheet{Marks: map[string]float64{}}
	share := aim / 100
	for _, group := range f.Groups {
		for _, c := range group.Criteria {
			mark := math.Round(2*c.Max*math.Min(1, share+0.03*g.random.NormFloat64())) / 2
			if group.Input == "percent" {
				mark = math.Min(100, math.Round(aim+4*g.random.NormFloat64()))
			}
			s.Marks[c.Code] = math.Max(0, math.Min(c.Max, mark))
		}
	}
	if f.Products {
		for range g.between(3, 5) {
			p := evaluation.Product{
				Name:     pick(g, pieces),
				Weight:   pick(g, []float64{1, 1, 1, 1.5, 2}),
				Assigned: float64(g.between(1, 5)),
				Evidence: fmt.Sprintf("NV-%04d", g.between(100, 1999)),
			}
			p.Completed = p.Assigned
			if g.random.Float64() > 2.4*share-1.45 {
				p.Delayed = float64(g.between(1, 2))
			}
			if g.random.Float64() > 2.4*share-1.4 {
				p.Failed = 1
			}
			if g.random.Float64() > 1.6*share-0.6 {
				p.Completed--
			}
			s.Products = append(s.Products, p)
		}
	}
	if g.chance(60) {
		s.Comment = pick(
			g,
			[]string{
				"Hoàn thành các nhiệm vụ được giao trong tháng.",
				"Đã hoàn thành kế hoạch tháng; báo cáo quý nộp đúng hạn.",
				"Còn một việc chuyển sang tháng sau do chờ số liệu cơ sở.",
			},
		)
	}
	return s
}

// above is by how many persons a unit stands above its quota: a few units of the latest month
// wait to be settled.
func above(unit int64, back int) int {
	switch {
	case back != 0:
		return 0
	case unit == 2:
		return 2
	case unit%5 == 0:
		return 1
	}
	return 0
}

// keepQuota lowers those above the quota, the lowest first, until so many are left. In a past
// month the reviewer lowered them, each with a reason; in the latest one they score lower
// themselves.
func (g *generator) keepQuota(cards []card, f *evaluation.Framework, latest bool, leave int) error {
	var best []*card
	counts := map[string]int{}
	for i := range cards {
		c := &cards[i]
		if c.state == evaluation.NotClassified {
			continue
		}
		counts[c.final.Grade]++
		if c.final.Grade == f.Quota.Grade {
			best = append(best, c)
		}
	}
	sort.Slice(best, func(i, j int) bool { return best[i].final.Points < best[j].final.Points })
	for i := 0; i < len(best) && f.Quota.Check(counts, false).Over > leave; i++ {
		c := best[i]
		if latest {
			if err := g.rescore(c, f); err != nil {
				return err
			}
		} else if i == 0 {
			c.settled = "Giữ hạn mức của đơn vị; thống nhất trong tập thể"
			c.final.Grade = f.Below(f.Quota.Grade)
		} else {
			own, err := f.Evaluate(evaluation.Sheet{
				Marks:    c.self.Marks,
				Products: c.self.Products,
			}, evaluation.Circumstances{Manager: c.p.manager, Kind: c.p.kind})
			if err != nil {
				return err
			}
			c.head.Adjust = math.Round((89.5-0.5*float64(g.between(0, 5))-own.Points)*100) / 100
			c.remark = "Xếp sau các đồng chí có sản phẩm nổi bật hơn trong tháng"
			c.head.Comment = c.remark
			if c.final, err = f.Evaluate(c.head, evaluation.Circumstances{Manager: c.p.manager, Kind: c.p.kind}); err != nil {
				return err
			}
			c.earned = c.final.Grade
		}
		counts[f.Quota.Grade]--
		counts[f.Below(f.Quota.Grade)]++
	}
	return nil
}

// rescore makes a card of the grade below the best.
func (g *generator) rescore(c *card, f *evaluation.Framework) (err error) {
	for aim := 84.0; c.final.Grade == f.Quota.Grade; aim-- {
		c.self = g.sheet(f, aim)
		c.head, c.remark = c.self, ""
		c.head.Comment = ""
		if c.own, err = f.Evaluate(c.self, evaluation.Circumstances{Manager: c.p.manager, Kind: c.p.kind}); err != nil {
			return err
		}
		c.final = c.own
		c.earned = c.final.Grade
	}
	return nil
}

// underway spreads the cards of the latest month over the states of a review that goes on:
// units of the first third have handed in, the others are under way or late.
func (g *generator) underway(u *unit, cards []card) {
	for i := range cards {
		c := &cards[i]
		if c.state == evaluation.NotClassified {
			continue
		}
		c.state = evaluation.Reviewed
		if u.id%3 == 0 {
			continue
		}
		switch n := g.random.IntN(20); {
		case c.p.heads, n < 5:
			c.state = evaluation.Submitted
		case n < 8:
			c.state = evaluation.Draft
			if n == 5 {
				c.returned = "Bổ sung minh chứng cho nhiệm vụ đột xuất, chấm lại mục tiến độ"
			}
		}
	}
	if u.id != 2 || len(cards) < 7 {
		return
	}
	// The room of the demonstration logins: cadre1 has still to score, cadre2 has handed in.
	cards[4].state, cards[4].excuse, cards[4].returned = evaluation.Draft, "", ""
	cards[5].state, cards[5].returned = evaluation.Submitted, ""
}
