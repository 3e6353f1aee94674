// Package movement renders the pages of movements and pledges.
package movement

import (
	"context"
	"net/url"

	"congthidua/internal/locale"
	"congthidua/internal/movement"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// View is what a movement's page shows.
type View struct {
	movement.View
	Rows    []movement.PledgeRow
	Total   int
	Filter  movement.PledgeFilter
	Signers []component.Option // whom the actor can sign for now
	Form    component.Form
	Query   url.Values
}

func (v View) path() string { return "/movements/" + component.Itoa(v.ID) }

// kindPath is the page's address with the pledges of one kind.
func (v View) kindPath(kind movement.Signed) templ.SafeURL {
	return templ.URL(component.Query(v.path(), v.Query, "kind", string(kind), "page", ""))
}

// PledgeView is what a pledge's page shows.
type PledgeView struct {
	movement.PledgeView
	Form component.Form
}

func (v PledgeView) path() string {
	return "/movements/" + component.Itoa(v.Movement.ID) + "/pledges/" + component.Itoa(v.ID)
}

// shown is a result as figure with its measure.
func shown(r *movement.Result, x movement.Target) string {
	if r == nil {
		return "–"
	}
	return viet.Points(r.Achieved) + " " + x.Measure
}

// typed is the result as it stands in the form.
func typed(r *movement.Result) (achieved, evidence string) {
	if r == nil {
		return "", ""
	}
	return viet.Points(r.Achieved), r.Evidence
}

func goal(x movement.Target) string { return viet.Points(x.Goal) + " " + x.Measure }

// overall is the pledge's mean over all targets in both reviews.
func overall(ctx context.Context, v PledgeView) string {
	return t(ctx, "Mức đạt chung: sơ kết %s, tổng kết %s. Là bình quân các chỉ tiêu, mỗi chỉ tiêu tính không quá 100%%.",
		movement.Share(v.Interim), movement.Share(v.Final))
}

// dates says when a movement runs and by when to sign.
func dates(ctx context.Context, m movement.Movement) string {
	begin, end, by := viet.ShowDate(m.StartsOn), viet.ShowDate(m.EndsOn), viet.ShowDate(m.SignBy)
	return t(ctx, "Từ %s đến %s; ký giao ước trước %s", begin, end, by)
}

// latest is the newer of two reviews.
func latest(interim, final *float64) *float64 {
	if final != nil {
		return final
	}
	return interim
}

// reachedBy says how many of those who reported have reached the goal.
func reachedBy(ctx context.Context, x movement.Progress) string {
	if x.Reported == 0 {
		return "–"
	}
	return t(ctx, "%d trên %d báo cáo", x.Met, x.Reported)
}

func portion(x *float64) string { return component.Decimal(*x * 100) }

// steps name the buttons that move a movement on, and what is asked before.
var steps = map[movement.State][2]string{
	movement.Launched: {"Phát động", "Phát động phong trào? Nội dung và chỉ tiêu không sửa được nữa."},
	movement.Interim:  {"Mở sơ kết", "Mở kỳ sơ kết? Không ký giao ước được nữa; các đơn vị nhập kết quả."},
	movement.Final:    {"Mở tổng kết", "Mở kỳ tổng kết? Kết quả sơ kết không sửa được nữa."},
	movement.Over:     {"Kết thúc phong trào", "Kết thúc phong trào? Kết quả không sửa được nữa."},
}

// target returns the i-th target of a form, empty beyond the last.
func target(targets []movement.Target, i int) (name, goal, measure string) {
	if i >= len(targets) {
		return "", "", ""
	}
	x := targets[i]
	return x.Name, viet.Points(x.Goal), x.Measure
}

// firstDay is the field of the first day, with an example.
var firstDay = templ.Attributes{"maxlength": "10", "required": true, "placeholder": "01/01/2027"}
