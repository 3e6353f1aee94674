package emulation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/org"
)

func TestTheListIsNarrowedAndOrdered(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.row(dung, 20, "best", emulation.Confirmed)
	o.row(chi, 21, "good", emulation.Late)
	o.row(0, 2, "team", emulation.Confirmed)
	o.row(an, 2, "best", emulation.Registered)
	o.row(binh, 2, "good", emulation.Withdrawn)
	o.exec(`UPDATE registrations SET verdict = 'met' WHERE person_id = ?`, dung)
	for name, c := range map[string]struct {
		filter emulation.Filter
		want   string
	}{
		"by unit":              {emulation.Filter{}, "unit 2, 201, 211, 209"},
		"a person":             {emulation.Filter{Person: an}, "201"},
		"a unit":               {emulation.Filter{Unit: 2}, "unit 2, 201"},
		"a title":              {emulation.Filter{Title: "best"}, "201, 209"},
		"a state":              {emulation.Filter{State: emulation.Late}, "211"},
		"the withdrawn ones":   {emulation.Filter{State: emulation.Withdrawn}, "202"},
		"a verdict":            {emulation.Filter{Verdict: emulation.Met}, "209"},
		"by name":              {emulation.Filter{Sort: "name"}, "201, 209, 211, unit 2"},
		"by name, turned":      {emulation.Filter{Sort: "name", Desc: true}, "unit 2, 211, 209, 201"},
		"by title":             {emulation.Filter{Sort: "title", Desc: true}, "unit 2, 211, 209, 201"},
		"by an unknown word":   {emulation.Filter{Sort: "id; DROP TABLE people"}, "unit 2, 201, 211, 209"},
		"the second page":      {emulation.Filter{Page: 1}, ""},
		"all without pages":    {emulation.Filter{All: true, Page: 1}, "unit 2, 201, 211, 209"},
		"a year without one":   {emulation.Filter{Year: 1999}, ""},
		"two conditions":       {emulation.Filter{Unit: 2, Title: "best"}, "201"},
		"nothing fits the two": {emulation.Filter{Unit: 20, Title: "good"}, ""},
	} {
		f := c.filter
		if f.Year == 0 {
			f.Year = year
		}
		rows, err := o.list(f)
		o.must(err)
		var got []string
		for _, r := range rows {
			who := fmt.Sprint(r.Person())
			if r.PersonID == nil {
				who = fmt.Sprint("unit ", r.UnitID)
			}
			got = append(got, who)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %s, want %s", name, strings.Join(got, ", "), c.want)
		}
	}
}

func TestTheListOfHeads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	o.row(an, 2, "good", emulation.Registered)
	o.row(bossTwo, 2, "good", emulation.Registered)
	o.row(0, 2, "team", emulation.Registered)
	rows, total, err := o.Registrations(o.ctx, officer(0), emulation.Filter{Year: year, Heads: true, All: true})
	o.must(err)
	if total != 1 || len(rows) != 1 || rows[0].Person() != bossTwo {
		t.Errorf("%d: %+v", total, rows)
	}
}

// A page has a hundred registrations.
func TestPagesOfTheList(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.open()
	for person := int64(1001); person <= 1101; person++ {
		name := fmt.Sprint("Người ", person)
		o.exec(`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (?, ?, ?, ?, 'cadre')`,
			person, name, name, name)
		o.row(person, 2, "good", emulation.Registered)
	}
	for page, expected := range map[int]int{0: 100, 1: 1, 2: 0} {
		rows, total, err := o.Registrations(o.ctx, officer(0), emulation.Filter{Year: year, Page: page})
		o.must(err)
		if len(rows) != expected || total != 101 {
			t.Errorf("page %d: %d of %d, want %d", page, len(rows), total, expected)
		}
	}
}

func TestPapers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := o.open()
	id := o.row(an, 2, "best", emulation.Confirmed)
	o.row(0, 2, "team", emulation.Registered)
	o.row(dung, 20, "good", emulation.Late)
	o.compute()
	rows, err := o.list(emulation.Filter{Year: year, All: true})
	o.must(err)
	list, err := o.Titles(o.ctx, officer(0), c)
	o.must(err)
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, clock.Zone)
	d := emulation.ListPaper(org.Letterhead{}, c, list, rows, now)
	var lines []string
	for _, r := range d.Blocks[0].Table.Rows {
		lines = append(lines, strings.Join(r.Cells, "|"))
	}
	expected := []string{
		"1. PHÒNG 2",
		"1|Tập thể Phòng 2||Tập thể giỏi||Chờ xác nhận. Không đạt: Thành viên: 0/3 người",
		"2|Người 201|Chuyên viên|Chiến sĩ giỏi||Không đạt: Sáng kiến: cần 1 sáng kiến cấp cơ sở",
		"2. PHÒNG 20",
		"3|Người 209|Chuyên viên|Lao động giỏi||Muộn, chờ cho phép. Chưa xác định được: Đăng ký",
	}
	for i, line := range expected {
		if i >= len(lines) || !strings.HasPrefix(lines[i], line) {
			t.Errorf("line %d: %q, want %q", i, lines, line)
		}
	}
	if d.Note != "(3 đăng ký)" || len(lines) != 5 {
		t.Errorf("%s, %d lines", d.Note, len(lines))
	}
	x, err := o.Explain(o.ctx, officer(0), id)
	o.must(err)
	d = emulation.ExplainPaper(org.Letterhead{}, x, now)
	table := d.Blocks[3].Table
	if d.Blocks[2].Text != "Kết quả: Không đạt" || len(table.Rows) != 2 || table.Rows[1].Cells[3] != "Không đạt" ||
		table.Rows[0].Cells[3] != "Đạt" || table.Rows[0].Cells[4] != "Quy chế" {
		t.Errorf("%+v %+v", d.Blocks, table.Rows)
	}
}
