package demo

import (
	"fmt"

	"congthidua/internal/cluster"
)

// clusterPlan is a cluster of the demonstration.
type clusterPlan struct {
	kind             cluster.Kind
	name             string
	state            cluster.State
	year, from, size int // the rooms in it, in the order of the tree
}

var clusterPlans = []clusterPlan{
	{cluster.OfArea, "Cụm thi đua số 1", cluster.Over, 2025, 0, 6},
	{cluster.OfArea, "Cụm thi đua số 1", cluster.CrossCheck, 2026, 0, 5},
	{cluster.OfField, "Khối tham mưu, tổng hợp", cluster.Gathering, 2026, 5, 6},
	{cluster.OfArea, "Cụm thi đua số 2", cluster.Draft, 2026, 6, 4},
}

var clusterCriteria = []struct {
	name string
	max  float64
}{
	{"Kết quả thực hiện nhiệm vụ chính trị", 50},
	{"Xây dựng Đảng, chính quyền, đoàn thể", 25},
	{"Tổ chức phong trào thi đua, khen thưởng", 15},
	{"Sáng kiến, cách làm mới", 10},
}

// clusters makes one in most states. Last year's has a tie that a criterion parts, and one that
// nothing parts.
func (g *generator) clusters([]*person) error {
	var rooms []int
	for i, u := range g.units[1:] { // without the agency itself
		if len(u.people) > 0 {
			rooms = append(rooms, i+1)
		}
	}
	for _, plan := range clusterPlans {
		if len(rooms) < plan.from+plan.size {
			continue
		}
		if err := g.cluster(plan, rooms[plan.from:plan.from+plan.size]); err != nil {
			return err
		}
	}
	return nil
}

func (g *generator) cluster(plan clusterPlan, rooms []int) error {
	heldOn, place, conclusion := "", "", ""
	if plan.state == cluster.Over {
		heldOn, place = date(plan.year, 12, 18), "Phòng họp số 2"
		conclusion = "Thống nhất xếp hạng như trên; đề nghị tặng Cờ thi đua cho đơn vị dẫn đầu."
	}
	var id int64
	err := g.tx.Raw(`
		INSERT INTO clusters (kind, name, year, lead_id, self_due, check_due, state, held_on, place, conclusion)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		plan.kind, plan.name, plan.year, g.units[rooms[0]].id, date(plan.year, 10, 25), date(plan.year, 11, 15),
		plan.state, heldOn, place, conclusion).Scan(&id).Error
	if err != nil {
		return err
	}
	criteria := make([]int64, len(clusterCriteria))
	for i, x := range clusterCriteria {
		if err := g.tx.Raw(`
			INSERT INTO cluster_criteria (cluster_id, ordinal, name, max)
			VALUES (?, ?, ?, ?)
			RETURNING id`, id, i, x.name, x.max).Scan(&criteria[i]).Error; err != nil {
			return err
		}
	}
	for i, room := range rooms {
		var checker *int64
		if plan.state != cluster.Draft {
			checker = &g.units[rooms[(i+1)%len(rooms)]].id
		}
		var member int64
		if err := g.tx.Raw(`
			INSERT INTO cluster_members (cluster_id, unit_id, checker_id)
			VALUES (?, ?, ?)
			RETURNING id`, id, g.units[room].id, checker).Scan(&member).Error; err != nil {
			return err
		}
		if err := g.marks(plan, i, member, criteria); err != nil {
			return err
		}
	}
	return nil
}

// marks are those of a member in every stage that is over; in the one that is on, of two in three.
func (g *generator) marks(plan clusterPlan, place int, member int64, criteria []int64) error {
	stages := map[cluster.State][]cluster.State{
		cluster.CrossCheck: {cluster.SelfScore, cluster.CrossCheck},
		cluster.Gathering:  {cluster.SelfScore, cluster.CrossCheck, cluster.Gathering},
		cluster.Over:       {cluster.SelfScore, cluster.CrossCheck, cluster.Gathering},
	}[plan.state]
	for _, stage := range stages {
		if stage == plan.state && stage == cluster.CrossCheck && place%3 == 2 {
			continue // its checker has not come to it
		}
		for k, x := range clusterCriteria {
			lost := float64((place/2*3+k*2)%7) / 2 // pairs of units have the same points
			if place == 1 {                        // parted by the first criterion only
				lost += []float64{-1, 1, 0, 0}[k%4]
			}
			note := fmt.Sprintf("Báo cáo số %d/BC, mục %d", 40+place, k+1)
			if stage != cluster.SelfScore {
				note = ""
				if k == 0 {
					lost, note = lost+1.5, "Hai nhiệm vụ hoàn thành sau hạn"
				}
				if stage == cluster.Gathering {
					note = ""
				}
			}
			if err := g.tx.Exec(`
				INSERT INTO cluster_marks (member_id, criterion_id, stage, points, note)
				VALUES (?, ?, ?, ?, ?)`, member, criteria[k], stage, min(x.max, x.max-lost), note).Error; err != nil {
				return err
			}
		}
	}
	return nil
}
