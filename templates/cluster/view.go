// Package cluster renders the pages of clusters and blocks, their members and marks.
package cluster

import (
	"context"

	"congthidua/internal/cluster"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"

	"github.com/a-h/templ"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// View is what a cluster's page shows.
type View struct {
	cluster.View
	Units []component.Option // that can be taken into a draft
	Form  component.Form
}

func (v View) path() string { return "/clusters/" + component.Itoa(v.ID) }

// step are the words of the button that moves the cluster on, and what is asked before.
func (v View) step() (label, ask string) {
	words := steps[v.Rights.Next]
	return words[0], words[1]
}

var steps = map[cluster.State][2]string{
	cluster.SelfScore: {
		"Mở tự chấm",
		"Mở cho các đơn vị tự chấm? Thành viên và tiêu chí không sửa được nữa; " +
			"mỗi đơn vị được phân một đơn vị khác để chấm chéo.",
	},
	cluster.CrossCheck: {
		"Mở chấm chéo",
		"Mở chấm chéo? Điểm tự chấm không sửa được nữa.",
	},
	cluster.Gathering: {
		"Mở họp cụm, khối",
		"Mở họp? Điểm chấm chéo không sửa được nữa, mọi thành viên thấy điểm của nhau.",
	},
	cluster.Over: {
		"Chốt xếp hạng",
		"Chốt xếp hạng? Điểm và biên bản không sửa được nữa.",
	},
}

// Sheet is what the page of one member's marks shows.
type Sheet struct {
	cluster.Sheet
	Form component.Form
}

func (v Sheet) path() string {
	return "/clusters/" + component.Itoa(v.Cluster.ID) + "/members/" + component.Itoa(v.ID)
}

// begin is what the form starts with: what is there, else what the stage before gave.
func (v Sheet) begin(criterion int64) (points, note string) {
	if k := v.Mark(criterion, v.Cluster.State); k != nil {
		return viet.Points(k.Points), k.Note
	}
	if before := v.Before(v.Cluster.State); before != "" && v.Marked(before) {
		return viet.Points(v.Points(criterion, before)), ""
	}
	return "", ""
}

// asks says what is wanted of who gives marks now.
func (v Sheet) asks(ctx context.Context) string {
	switch v.Cluster.State {
	case cluster.SelfScore:
		return t(
			ctx,
			"Ghi điểm từng tiêu chí; điểm nào lớn hơn 0 thì ghi minh chứng. Hạn %s.",
			viet.ShowDate(v.Cluster.SelfDue),
		)
	case cluster.CrossCheck:
		return t(
			ctx,
			"Điểm tự chấm đã điền sẵn; sửa điểm nào thì ghi lý do. Hạn %s.",
			viet.ShowDate(v.Cluster.CheckDue),
		)
	}
	return t(ctx, "Điểm chấm chéo đã điền sẵn; cuộc họp chốt khác thì ghi lý do.")
}

// pointsLabel names the field of a criterion's points.
func (v Sheet) pointsLabel(ctx context.Context, x cluster.Criterion) string {
	return t(ctx, "Điểm (tối đa %s)", viet.Points(x.Max))
}

// noteLabel names what the note is at this stage.
func (v Sheet) noteLabel(ctx context.Context) string {
	if v.Cluster.State == cluster.SelfScore {
		return t(ctx, "Minh chứng")
	}
	return t(ctx, "Lý do khác điểm trước")
}

// lead says what a cluster is and where it stands.
func lead(ctx context.Context, c cluster.Cluster) string {
	kind, state := t(ctx, cluster.KindNames[c.Kind]), t(ctx, cluster.StateNames[c.State])
	return kind + " " + component.Itoa(c.Year) + " · " + state + " · " + dates(ctx, c)
}

// dates says by when to score and to check.
func dates(ctx context.Context, c cluster.Cluster) string {
	return t(ctx, "Tự chấm đến %s, chấm chéo đến %s", viet.ShowDate(c.SelfDue), viet.ShowDate(c.CheckDue))
}

// criterion returns the i-th criterion of a form, empty beyond the last.
func criterion(list []cluster.Criterion, i int) (name, most string) {
	if i >= len(list) {
		return "", ""
	}
	return list[i].Name, viet.Points(list[i].Max)
}

// total is a stage's total, or that it is not for this reader before the meeting.
func total(ctx context.Context, m cluster.Standing, stage cluster.State) string {
	if !m.Shown {
		return t(ctx, "ẩn đến khi họp")
	}
	return m.Sum(stage)
}

// share is a total as a part of all points, for the bar.
func (v View) share(total float64) string { return component.Decimal(total / v.Max() * 100) }

// firstDay is the field of the first day, with an example.
var firstDay = templ.Attributes{"maxlength": "10", "required": true, "placeholder": "20/11/2026"}
