package work_test

import (
	"strings"
	"testing"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/trial"
	"congthidua/internal/work"
)

var letterhead = org.Letterhead{Body: "Cơ quan", Authority: "BAN THƯỜNG VỤ", Signer: "Nguyễn Văn Ký"}

// words are the texts of a paper, cells by " | ".
func words(d paper.Document) string {
	var lines []string
	for _, b := range d.Blocks {
		if b.Text != "" {
			lines = append(lines, b.Text)
		}
		if b.Table == nil {
			continue
		}
		for _, r := range b.Table.Rows {
			lines = append(lines, strings.Join(r.Cells, " | "))
		}
	}
	for _, s := range d.Signers {
		lines = append(lines, s.Title+": "+s.Name)
	}
	return strings.Join(lines, "\n")
}

// TestTheProgrammeOnPaper: by quarters, with the approved months where they are others, and how each item
// stands; signed by the unit's head and by who approved it.
func TestTheProgrammeOnPaper(t *testing.T) {
	t.Parallel()
	items := []work.ItemRow{
		{
			Item: work.Item{
				Title:        "Tổng kết",
				Product:      "Báo cáo",
				FirstMonth:   3,
				LastMonth:    3,
				PlannedFirst: 3,
				PlannedLast:  3,
			},
			Tasks:      1,
			Closed:     1,
			LastClosed: "2027-03-20",
		},
		{
			Item: work.Item{
				Title:        "Rà soát",
				Product:      "Kế hoạch",
				FirstMonth:   4,
				LastMonth:    6,
				PlannedFirst: 3,
				PlannedLast:  5,
			},
		},
		{Item: work.Item{Title: "Đề án", Product: "Đề án", FirstMonth: 12, LastMonth: 12}},
	}
	for i := range items {
		items[i].Lead, items[i].Checker = "Phạm Văn Bình", "Trần Thị An"
	}
	p := work.ProgrammePage{List: items, Month: 7, Chair: work.Chair{Name: "Trần Thị An", Post: "Trưởng phòng"}}
	p.Year, p.ApprovedBy, p.ApprovedOn = 2027, "Đỗ Văn Bảo", "2027-01-15"
	want := strings.Join([]string{
		"Quý I",
		"1 | Tổng kết | Báo cáo | Phạm Văn Bình | Trần Thị An | Tháng 3 | Xong 20/03/2027",
		"Quý II",
		"2 | Rà soát | Kế hoạch | Phạm Văn Bình | Trần Thị An | Tháng 4-6\n(duyệt: 3-5) | Chậm",
		"Quý IV",
		"3 | Đề án | Đề án | Phạm Văn Bình | Trần Thị An | Tháng 12 | Chưa đến kỳ",
		"PHÊ DUYỆT\nBAN THƯỜNG VỤ: Đỗ Văn Bảo",
		"T/L BAN THƯỜNG VỤ\nTRƯỞNG PHÒNG: Trần Thị An",
	}, "\n")
	d := work.ProgrammePaper(letterhead, p, trial.Clock().At)
	if got := words(d); got != want || d.Note != "(Đỗ Văn Bảo duyệt ngày 15/01/2027)" {
		t.Errorf("%s\n%s\nwant\n%s", d.Note, got, want)
	}
	p.Chair.Top = true
	if got := words(work.ProgrammePaper(letterhead, p, trial.Clock().At)); !strings.HasSuffix(
		got,
		"\nBAN THƯỜNG VỤ: Nguyễn Văn Ký",
	) {
		t.Errorf("the body's own is signed: %s", got)
	}
}

// TestTheNoticeOfAReview: who came, what happened, what was concluded and given out.
func TestTheNoticeOfAReview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	o.must(o.Decide(ctx, as(anna), 2, thisWeek, order(nil)))
	o.must(o.SaveReview(ctx, as(anna), 2, thisWeek, work.Minutes{
		Version:    1,
		Absent:     map[int64]string{chi: "nghỉ phép", binh: ""},
		Others:     "Đại diện Văn phòng",
		Conclusion: "Làm ngay.",
		Close:      true,
	}))
	v, err := o.Agenda(ctx, as(anna), 2, thisWeek)
	o.must(err)
	want := strings.Join([]string{
		"Có mặt 1/3. Vắng: Phạm Văn Bình; Ngô Thị Chi (nghỉ phép).",
		"Cùng dự: Đại diện Văn phòng",
		"I. Tình hình thực hiện",
		"Trong tuần hoàn thành 0 nhiệm vụ; quá hạn 0; phát sinh 0; tuần sau đến hạn 0.",
		"II. Kết luận",
		"Làm ngay.",
		"III. Nhiệm vụ được giao",
		"1 | Báo cáo quý | Phạm Văn Bình, Phòng Tổ chức | Trần Thị An | 4 | 20/03/2027 | Mới giao",
		"T/L BAN THƯỜNG VỤ\nCHỨC VỤ: Trần Thị An",
	}, "\n")
	if got := words(work.NoticePaper(letterhead, v, o.clock.At)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// TestTheOverviewOnPaper and the list of tasks.
func TestTheOverviewOnPaper(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.task(nil)
	v, err := o.Overview(t.Context(), as(boss), 2027)
	o.must(err)
	task := "1 | Báo cáo quý | Phạm Văn Bình, Phòng Tổ chức | Trần Thị An | 4 | 20/03/2027 | Mới giao"
	want := "I. Theo đơn vị\n1 | Phòng Tổ chức | 1 | 0 | 0 | –\nII. Chỉ đạo đang thực hiện\n" + task
	if got := words(work.OverviewPaper(letterhead, v, o.clock.At)); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	list, err := o.Tasks(t.Context(), as(boss), work.Filter{All: true})
	o.must(err)
	if got := words(work.TasksPaper(letterhead, list.Tasks, o.clock.At)); !strings.HasPrefix(got, task+"\n") {
		t.Errorf("the list: %s", got)
	}
}
