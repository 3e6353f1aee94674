package award

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/store"
)

// TestEveryColumnIsWhole: a column has a title, a width, a blank of its own and something to say.
func TestEveryColumnIsWhole(t *testing.T) {
	x := EntryOf(Decision{}, Recipient{Prize: 710_000, Awardee: Awardee{
		Form:        "gk",
		FormName:    "Giấy khen",
		Post:        "Trưởng phòng",
		Place:       "Phòng Hai",
		Achievement: "Xuất sắc",
	}})
	want := map[string]string{
		"post":        "Trưởng phòng",
		"place":       "Phòng Hai",
		"form":        "Giấy khen",
		"achievement": "Xuất sắc",
		"prize":       "710.000",
	}
	codes, blanks := map[string]bool{}, map[string]bool{"stt": true, "ten": true}
	for _, c := range Columns {
		if c.Title == "" || c.Blank == "" || c.Width <= 0 || codes[c.Code] || blanks[c.Blank] {
			t.Errorf("column %+v", c)
		}
		codes[c.Code], blanks[c.Blank] = true, true
		if got := c.Cell(x); got == "" || got != want[c.Code] {
			t.Errorf("%s says %q, want %q", c.Code, got, want[c.Code])
		}
		if got := c.Fill(x); got != c.Cell(x) {
			t.Errorf("the blank of %s says %q", c.Code, got)
		}
	}
	for _, code := range codesOf(UsualColumns) {
		if _, known := ColumnOf(code); !known {
			t.Errorf("the usual column %s is unknown", code)
		}
	}
}

// TestNoPrizeIsLeftBlankInTheList, while a template says how much it is.
func TestNoPrizeIsLeftBlankInTheList(t *testing.T) {
	prize, _ := ColumnOf("prize")
	if cell, blank := prize.Cell(Entry{}), prize.Fill(Entry{}); cell != "" || blank != "0" {
		t.Errorf("the cell says %q, the blank %q", cell, blank)
	}
}

// TestTheChosenColumnsStandInTheirOrder: by their numbers, of equal ones the one offered first goes before.
func TestTheChosenColumnsStandInTheirOrder(t *testing.T) {
	for _, test := range []struct {
		numbers map[string]int64
		want    string
	}{
		{nil, ""},
		{map[string]int64{"post": 0, "place": -1}, ""},
		{map[string]int64{"prize": 1, "post": 2}, "prize,post"},
		{map[string]int64{"prize": 1, "post": 1, "place": 1}, "post,place,prize"},
		{map[string]int64{"unknown": 1, "form": 9}, "form"},
	} {
		got := ChooseColumns(func(code string) int64 { return test.numbers[code] })
		if got != test.want {
			t.Errorf("%v: %q, want %q", test.numbers, got, test.want)
		}
	}
	d := Decision{Columns: "prize,post,gone"}
	if got := d.Shows(); len(got) != 2 || got[0].Code != "prize" || got[1].Code != "post" {
		t.Errorf("shows %+v", got)
	}
	if d.Place("prize") != 1 || d.Place("post") != 2 || d.Place("place") != 0 {
		t.Errorf("places %d %d %d", d.Place("prize"), d.Place("post"), d.Place("place"))
	}
}

// formNamesOfLines are the names that the lines keep.
var formNamesOfLines = map[string]string{
	"bktp": "Bằng khen của Ủy ban nhân dân thành phố",
	"gk":   "Giấy khen",
}

// someLines are two forms, collectives and persons.
func someLines() []Recipient {
	line := func(form, name string, collective bool, prize int64) Recipient {
		return Recipient{Coefficient: 0.3, Prize: prize, Awardee: Awardee{
			Form: form, FormName: formNamesOfLines[form], Name: name, Collective: collective, Post: "Chuyên viên",
		}}
	}
	return []Recipient{
		line("bktp", "Phòng Một", true, 4_000_000), line("bktp", "An", false, 2_000_000),
		line("gk", "Bình", false, 0), line("gk", "Chi", false, 710_000),
	}
}

// TestTheListFollowsItsColumns: head, groups with their counts, totals in figures and words.
func TestTheListFollowsItsColumns(t *testing.T) {
	d := DecisionRow{Decision: Decision{
		Record:     store.Record{ID: 7},
		Subject:    "Tặng giấy khen",
		State:      Issued,
		Number:     "5-QĐ/BTCTU",
		DecidedOn:  "2026-11-06",
		Body:       "Ban Tổ chức",
		Columns:    "prize,post",
		BaseSalary: 2_340_000,
		PrizeLegal: "Nghị định 98",
	}}
	p, err := ListPaper(org.Letterhead{Authority: "TRƯỞNG BAN"}, d, someLines(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if p.Note != "(Kèm theo Quyết định số 5-QĐ/BTCTU, ngày 06 tháng 11 năm 2026 của Ban Tổ chức)" {
		t.Errorf("the note is %s", p.Note)
	}
	table := p.Blocks[0].Table
	var head []string
	for _, c := range table.Columns {
		head = append(head, c.Title)
	}
	if got := strings.Join(head, "|"); got != "STT|Họ và tên, tên tập thể|Mức tiền thưởng (đồng)|Chức vụ" {
		t.Errorf("the columns are %s", got)
	}
	var rows []string
	for _, r := range table.Rows {
		rows = append(rows, strings.Join(r.Cells, "|"))
	}
	want := []string{
		"I. Bằng khen của Ủy ban nhân dân thành phố - Tập thể (1)", "1|Phòng Một|4.000.000|Chuyên viên",
		"II. Bằng khen của Ủy ban nhân dân thành phố - Cá nhân (1)", "1|An|2.000.000|Chuyên viên",
		"III. Giấy khen - Cá nhân (2)", "1|Bình||Chuyên viên", "2|Chi|710.000|Chuyên viên",
	}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("the rows are\n%s", strings.Join(rows, "\n"))
	}
	if p.Blocks[1].Text != "Tổng số: 1 tập thể, 3 cá nhân." ||
		!strings.Contains(p.Blocks[2].Text, "6.710.000 đồng (Sáu triệu") {
		t.Errorf("the totals: %s %s", p.Blocks[1].Text, p.Blocks[2].Text)
	}
	if p.Landscape {
		t.Error("two columns need no landscape")
	}
	d.Columns = "post,place,form,prize"
	if p, err = ListPaper(org.Letterhead{}, d, someLines(), time.Now()); err != nil || !p.Landscape {
		t.Errorf("four columns: landscape %v, %v", p.Landscape, err)
	}
}

// TestThePaymentListLeavesOutWhoGetsNothing, and adds up the rest.
func TestThePaymentListLeavesOutWhoGetsNothing(t *testing.T) {
	p, err := paymentPaper(org.Letterhead{}, DecisionRow{}, someLines(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	rows := p.Blocks[0].Table.Rows
	if len(rows) != 4 || rows[2].Cells[0] != "3" || rows[2].Cells[1] != "Chi" || rows[2].Cells[4] != "0,3" ||
		rows[3].Cells[5] != "6.710.000" {
		t.Errorf("the rows are %+v", rows)
	}
}

// TestADecisionSaysWhatItDoes in articles by its kind.
func TestADecisionSaysWhatItDoes(t *testing.T) {
	for kind, want := range map[Kind]string{
		Grant: "Điều 1. Tặng Bằng khen của Ủy ban nhân dân thành phố cho 1 tập thể; Bằng khen của Ủy ban nhân " +
			"dân thành phố cho 1 cá nhân; Giấy khen cho 2 cá nhân (có danh sách kèm theo).",
		Correction: "Điều 1. Đính chính thông tin của 1 tập thể, 3 cá nhân tại Quyết định số 4-QĐ/X ngày 01/02/2026 " +
			"(có danh sách kèm theo). Lý do: Sai tên.",
		Revocation: "Điều 1. Hủy bỏ việc khen thưởng 1 tập thể, 3 cá nhân tại Quyết định số 4-QĐ/X ngày 01/02/2026 " +
			"(có danh sách kèm theo). Lý do: Sai tên.",
	} {
		d := DecisionRow{
			Decision:  Decision{Kind: kind, Reason: "Sai tên", Grounds: "- Luật;\nNghị định"},
			OldNumber: "4-QĐ/X",
			OldOn:     "2026-02-01",
		}
		p, err := decisionPaper(org.Letterhead{Sign: "BTCTU"}, d, someLines(), time.Now())
		if err != nil || p.Blocks[3].Text != want || p.Blocks[0].Text != "- Luật;" ||
			p.Blocks[1].Text != "- Nghị định;" {
			t.Errorf("%s: %v %+v", kind, err, p.Blocks)
		}
		if !p.Date.IsZero() || p.Number != "Số ………-QĐ/BTCTU" {
			t.Errorf("%s: dated %v, numbered %s before it is issued", kind, p.Date, p.Number)
		}
	}
}

// TestADayThatIsNoneIsTold: no paper is printed with another day instead.
func TestADayThatIsNoneIsTold(t *testing.T) {
	d := DecisionRow{Decision: Decision{State: Issued, Number: "1", DecidedOn: "2026-13-45"}}
	for _, p := range Papers {
		if _, err := p.Draw(org.Letterhead{}, d, someLines(), time.Now()); err == nil {
			t.Errorf("%s was drawn", p.Code)
		}
	}
	if _, err := (Served{Since: "2026-13-45"}).lasted("2026-11-06"); err == nil {
		t.Error("a post since no day has lasted")
	}
}

// TestEveryPaperIsWhole: what the routes, the links and the files are made of.
func TestEveryPaperIsWhole(t *testing.T) {
	codes := map[string]bool{}
	for _, p := range Papers {
		if p.Code == "" || codes[p.Code] || p.Draw == nil || !access.Known(p.Permission) ||
			(p.Title == "") != (p.File == "") ||
			p.Title != "" && p.Format == "" {
			t.Errorf("%+v", p)
		}
		codes[p.Code] = true
	}
	codes = map[string]bool{}
	for _, p := range ProposalPapers {
		if p.Code == "" || codes[p.Code] || p.Draw == nil || !access.Known(p.Permission) || p.Title == "" ||
			p.File == "" ||
			p.Format == "" {
			t.Errorf("%+v", p)
		}
		codes[p.Code] = true
	}
}

// TestListsStandInOrder: by the rank of the form, collectives before persons; unknown forms last, each together.
func TestListsStandInOrder(t *testing.T) {
	c, _ := shipped(t)
	order := []Awardee{
		{Form: "hcld3"}, {Form: "bktp", Collective: true}, {Form: "bktp"}, {Form: "gk", Collective: true}, {Form: "gk"},
		{Form: "dh12", Collective: true}, {Form: "dh12"}, {Form: "dh13", Collective: true},
	}
	for i := range order {
		for j := range order {
			if got := c.before(order[i], order[j]); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%v and %v: %d", order[i], order[j], got)
			}
		}
	}
}

func TestFirstLetters(t *testing.T) {
	if capital("đồng") != "Đồng" || lower("Đồng") != "đồng" || capital("") != "" {
		t.Error(fmt.Sprint(capital("đồng"), lower("Đồng")))
	}
}
