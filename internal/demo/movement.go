package demo

import (
	"fmt"

	"congthidua/internal/movement"
)

// movementPlan is a movement of the demonstration with the targets of everybody who signs.
type movementPlan struct {
	name, aim, criteria string
	state               movement.State
	year, share         int // one unit in share has not signed
	targets             [][3]any
}

var movementPlans = []movementPlan{
	{
		"Chuẩn hóa hồ sơ cán bộ năm 2025",
		"Hồ sơ của mọi cán bộ đủ thành phần, đúng mẫu, tra cứu được trong ngày.",
		"Đạt mọi chỉ tiêu; không có hồ sơ bị trả lại khi kiểm tra.",
		movement.Over,
		2025,
		100,
		[][3]any{{"Hồ sơ đủ thành phần", 100.0, "%"}, {"Buổi hướng dẫn cơ sở", 4.0, "buổi"}},
	},
	{
		"Xử lý công việc đúng hạn, không giấy tờ",
		"Văn bản đến được xử lý trên mạng, đúng hạn; giảm họp, giảm giấy.",
		"Đạt mọi chỉ tiêu và có ít nhất một sáng kiến được công nhận.",
		movement.Interim,
		2026,
		8,
		[][3]any{
			{"Văn bản xử lý đúng hạn", 98.0, "%"},
			{"Hồ sơ số hóa", 120.0, "hồ sơ"},
			{"Cuộc họp không giấy", 10.0, "cuộc"},
		},
	},
	{
		"Học tập suốt đời, làm chủ công nghệ số",
		"Mỗi cán bộ hoàn thành một khóa học và hướng dẫn lại cho đơn vị.",
		"",
		movement.Launched,
		2026,
		3,
		[][3]any{{"Cán bộ hoàn thành khóa học", 90.0, "%"}, {"Buổi sinh hoạt chuyên đề", 3.0, "buổi"}},
	},
	{
		"Lập thành tích chào mừng kỷ niệm ngày thành lập ngành",
		"Hoàn thành sớm chương trình công tác năm.",
		"",
		movement.Draft,
		2027,
		1,
		[][3]any{{"Nhiệm vụ hoàn thành trước hạn", 80.0, "%"}},
	},
}

// movements makes one movement in every state; units report more or less of what they pledged.
func (g *generator) movements([]*person) error {
	for n, plan := range movementPlans {
		begin, sign, end := date(plan.year, 2, 3), date(plan.year, 3, 31), date(plan.year, 12, 15)
		if plan.state == movement.Launched {
			begin, sign, end = date(plan.year, 10, 15), date(plan.year, 11, 20), date(plan.year+1, 6, 30)
		}
		var id int64
		if err := g.tx.Raw(`
			INSERT INTO movements (name, aim, criteria, starts_on, sign_by, ends_on, state)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			RETURNING id`, plan.name, plan.aim, plan.criteria, begin, sign, end, plan.state).Scan(&id).Error; err != nil {
			return err
		}
		targets := make([]int64, len(plan.targets))
		for i, x := range plan.targets {
			if err := g.tx.Raw(`
				INSERT INTO movement_targets (movement_id, ordinal, name, goal, measure)
				VALUES (?, ?, ?, ?, ?)
				RETURNING id`, id, i, x[0], x[1], x[2]).Scan(&targets[i]).Error; err != nil {
				return err
			}
		}
		if plan.state == movement.Draft {
			continue
		}
		if err := g.pledges(plan, n, id, targets); err != nil {
			return err
		}
	}
	return nil
}

// pledges are those of the rooms; the first room of the launched movement has not signed yet, so
// that something waits for its head.
func (g *generator) pledges(plan movementPlan, n int, id int64, targets []int64) error {
	silent := plan.share - 1
	if plan.state == movement.Launched {
		silent = 1
	}
	for i, u := range g.units {
		if len(u.people) == 0 || i > 40 || i%plan.share == silent {
			continue
		}
		var pledge int64
		commitment := fmt.Sprintf("%s thực hiện đủ %d chỉ tiêu, báo cáo đúng hạn.", u.name, len(targets))
		signed := date(plan.year, 2, 10+i%15)
		if plan.state == movement.Launched {
			signed = date(plan.year, 10, 16+i%12)
		}
		if err := g.tx.Raw(`
			INSERT INTO pledges (movement_id, unit_id, commitment, signed_on)
			VALUES (?, ?, ?, ?)
			RETURNING id`, id, u.id, commitment, signed).Scan(&pledge).Error; err != nil {
			return err
		}
		for _, place := range u.people[1:min(3, len(u.people))] { // and two persons of each
			person := g.people[place]
			if err := g.tx.Exec(`
				INSERT INTO pledges (movement_id, unit_id, person_id, commitment, signed_on)
				VALUES (?, ?, ?, ?, ?)`, id, u.id, person.id, "Hoàn thành phần việc của mình, hướng dẫn đồng nghiệp.", signed).Error; err != nil {
				return err
			}
		}
		for _, stage := range map[movement.State][]movement.State{
			movement.Interim: {movement.Interim},
			movement.Over:    {movement.Interim, movement.Final},
		}[plan.state] {
			if stage == movement.Interim && i%5 == 4 {
				continue // has not reported
			}
			for k, target := range targets {
				goal := plan.targets[k][1].(float64) //nolint:errcheck // the table above
				part := map[movement.State]int{movement.Interim: 45, movement.Final: 85}[stage] + (i*7+k*11+n)%25
				achieved := float64(int(goal*float64(part)) / 100)
				if err := g.tx.Exec(`
					INSERT INTO movement_results (pledge_id, target_id, stage, achieved, evidence)
					VALUES (?, ?, ?, ?, ?)`, pledge, target, stage, achieved, fmt.Sprintf("Báo cáo số %d/BC", 20+i)).Error; err != nil {
					return err
				}
			}
		}
	}
	return nil
}
