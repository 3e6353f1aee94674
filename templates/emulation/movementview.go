package emulation

import (
	"context"
	"net/url"

	"congthidua/internal/emulation"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

// Movement is what a movement's page shows.
type Movement struct {
	emulation.Movement
	Progress []emulation.Progress
	Rows     []emulation.Pledge
	Total    int
	Filter   emulation.PledgeFilter
	Signers  []component.Option // whom the actor can sign for now
	MayRun   bool
	Form     component.Form
	Query    url.Values
}

func (v Movement) path() string { return "/movements/" + component.Itoa(v.ID) }

// PledgeView is what a pledge's page shows.
type PledgeView struct {
	emulation.Pledge
	Movement  emulation.Movement
	Results   []emulation.Achievement
	MayReport bool
	Form      component.Form
}

func (v PledgeView) path() string {
	return "/movements/" + component.Itoa(v.Movement.ID) + "/pledges/" + component.Itoa(v.ID)
}

// result returns what was achieved of a target in a review, nil before.
func (v PledgeView) result(target int64, stage string) *emulation.Achievement {
	for i, r := range v.Results {
		if r.TargetID == target && r.Stage == stage {
			return &v.Results[i]
		}
	}
	return nil
}

// shown is a result as figure with its measure.
func shown(r *emulation.Achievement, x emulation.Target) string {
	if r == nil {
		return "–"
	}
	return viet.Points(r.Achieved) + " " + x.Measure
}

// typed is the result as it stands in the form.
func typed(r *emulation.Achievement) (achieved, evidence string) {
	if r == nil {
		return "", ""
	}
	return viet.Points(r.Achieved), r.Evidence
}

func goal(x emulation.Target) string { return viet.Points(x.Goal) + " " + x.Measure }

// dates says when a movement runs and by when to sign.
func dates(ctx context.Context, m emulation.Movement) string {
	return t(ctx, "Từ %s đến %s; ký giao ước trước %s", viet.ShowDate(m.StartsOn), viet.ShowDate(m.EndsOn), viet.ShowDate(m.SignBy))
}

// latest is the newer of two reviews.
func latest(interim, final *float64) *float64 {
	if final != nil {
		return final
	}
	return interim
}

// reachedBy says how many of those who reported have reached the goal.
func reachedBy(ctx context.Context, x emulation.Progress) string {
	if x.Reported == 0 {
		return "–"
	}
	return t(ctx, "%d trên %d báo cáo", x.Met, x.Reported)
}

func portion(x *float64) string { return component.Decimal(*x * 100) }

// steps name the buttons that move a movement on, and what is asked before.
var steps = map[string][2]string{
	emulation.Launched: {"Phát động", "Phát động phong trào? Nội dung và chỉ tiêu không sửa được nữa."},
	emulation.Interim:  {"Mở sơ kết", "Mở kỳ sơ kết? Không ký giao ước được nữa; các đơn vị nhập kết quả."},
	emulation.Final:    {"Mở tổng kết", "Mở kỳ tổng kết? Kết quả sơ kết không sửa được nữa."},
	emulation.Over:     {"Kết thúc phong trào", "Kết thúc phong trào? Kết quả không sửa được nữa."},
}

// target returns the i-th target of a form, empty beyond the last.
func target(m emulation.Movement, i int) (name, goal, measure string) {
	if i >= len(m.Targets) {
		return "", "", ""
	}
	x := m.Targets[i]
	return x.Name, viet.Points(x.Goal), x.Measure
}
