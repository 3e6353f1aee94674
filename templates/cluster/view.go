// Package cluster renders the pages of clusters and blocks, their members and marks.
package cluster

import (
	"context"

	"congthidua/internal/cluster"
	"congthidua/internal/locale"
	"congthidua/internal/viet"
	"congthidua/templates/component"
)

func t(ctx context.Context, text string, args ...any) string { return locale.T(ctx, text, args...) }

// View is what a cluster's page shows.
type View struct {
	cluster.Cluster
	Members   []cluster.Standing
	Units     []component.Option // that can be taken into a draft
	MayRun    bool
	MaySettle bool // records the meeting and settles marks now
	Form      component.Form
}

func (v View) path() string { return "/clusters/" + component.Itoa(v.ID) }

// ranked reports whether the members stand in their ranking.
func (v View) ranked() bool {
	return v.State == cluster.Gathering || v.State == cluster.Over
}

// step are the words of the button that moves the cluster on, and what is asked before.
func (v View) step() (label, ask string) {
	words := steps[v.Next()]
	return words[0], words[1]
}

var steps = map[string][2]string{
	cluster.SelfScore:  {"Mở tự chấm", "Mở cho các đơn vị tự chấm? Thành viên và tiêu chí không sửa được nữa; mỗi đơn vị được phân một đơn vị khác để chấm chéo."},
	cluster.CrossCheck: {"Mở chấm chéo", "Mở chấm chéo? Điểm tự chấm không sửa được nữa."},
	cluster.Gathering:  {"Mở họp cụm, khối", "Mở họp? Điểm chấm chéo không sửa được nữa, mọi thành viên thấy điểm của nhau."},
	cluster.Over:       {"Chốt xếp hạng", "Chốt xếp hạng? Điểm và biên bản không sửa được nữa."},
}

// Sheet is one member's marks.
type Sheet struct {
	cluster.Member
	Cluster cluster.Cluster
	MayMark bool
	Form    component.Form
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
		return t(ctx, "Ghi điểm từng tiêu chí; điểm nào lớn hơn 0 thì ghi minh chứng. Hạn %s.", viet.ShowDate(v.Cluster.SelfDue))
	case cluster.CrossCheck:
		return t(ctx, "Điểm tự chấm đã điền sẵn; sửa điểm nào thì ghi lý do. Hạn %s.", viet.ShowDate(v.Cluster.CheckDue))
	}
	return t(ctx, "Điểm chấm chéo đã điền sẵn; cuộc họp chốt khác thì ghi lý do.")
}

// noteLabel names what the note is at this stage.
func (v Sheet) noteLabel(ctx context.Context) string {
	if v.Cluster.State == cluster.SelfScore {
		return t(ctx, "Minh chứng")
	}
	return t(ctx, "Lý do khác điểm trước")
}

// dates says by when to score and to check.
func dates(ctx context.Context, c cluster.Cluster) string {
	return t(ctx, "Tự chấm đến %s, chấm chéo đến %s", viet.ShowDate(c.SelfDue), viet.ShowDate(c.CheckDue))
}

// criterion returns the i-th criterion of a form, empty beyond the last.
func criterion(c cluster.Cluster, i int) (name, most string) {
	if i >= len(c.Criteria) {
		return "", ""
	}
	return c.Criteria[i].Name, viet.Points(c.Criteria[i].Max)
}

// yearText is the year as it stands in the form.
func yearText(c cluster.Cluster) string {
	if c.Year == 0 {
		return ""
	}
	return component.Itoa(c.Year)
}

func kindOptions(ctx context.Context) (list []component.Option) {
	for _, kind := range []string{"cluster", "block"} {
		list = append(list, component.Option{Value: kind, Text: t(ctx, cluster.KindNames[kind])})
	}
	return list
}

// total is a stage's total, or that it is not for this reader before the meeting.
func total(ctx context.Context, m cluster.Standing, stage string) string {
	if !m.Shown {
		return t(ctx, "ẩn đến khi họp")
	}
	return m.Sum(stage)
}

// share is a total as a part of all points, for the bar.
func (v View) share(total float64) string { return component.Decimal(total / v.Max() * 100) }
