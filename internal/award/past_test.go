package award_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/intake"
	"congthidua/internal/sheet"

	"gorm.io/gorm"
)

// imported judges rows of a list and, where apply is set, carries the good ones out. It returns what was found.
func (o *office) imported(apply bool, answers map[int]int64, rows ...[]string) []string {
	o.t.Helper()
	return o.importedBy(intake.Opening{Reach: access.Reach{All: true}, Answers: answers}, apply, rows...)
}

// importedBy is imported by somebody with a reach.
func (o *office) importedBy(in intake.Opening, apply bool, rows ...[]string) (found []string) {
	o.t.Helper()
	in.UnitID = root
	in.Columns = map[string]int{}
	for i, name := range []string{"decision", "decided_on", "body", "form", "name", "birth", "unit", "year", "achievement", "post", "code"} {
		in.Columns[name] = i
	}
	o.must(o.Store.Write(o.ctx, func(tx *gorm.DB) error {
		r, err := award.Past{Clock: o.clock}.Open(tx, in)
		if err != nil {
			return err
		}
		for i, cells := range rows {
			f, ok := r.Judge(sheet.Row{Number: i + 1, Cells: cells})
			if !ok {
				found = append(found, "–")
				continue
			}
			found = append(found, strings.TrimSpace(string(f.Action)+" "+f.Reason))
			if apply && f.Action == intake.Add {
				if err := r.Write(tx, f); err != nil {
					return err
				}
			}
		}
		if !apply {
			return nil
		}
		_, err = r.Close(tx)
		return err
	}))
	return found
}

// TestDecisionsOfThePast become issued ones with prizes of their day and honours; what is known already is told.
func TestDecisionsOfThePast(t *testing.T) {
	o := newOffice(t)
	o.exec(`UPDATE people SET birth_date = '1980-01-01'`)
	row := func(form, name, year string) []string {
		return []string{"12/QĐ-UBND", "20/12/2018", "Ủy ban", form, name, "1980", "", year, "Xuất sắc", ""}
	}
	with := func(cells []string, i int, text string) []string {
		cells = slices.Clone(cells)
		cells[i] = text
		return cells
	}
	good := row("Lao động tiên tiến", names[an], "2018")
	rows := [][]string{
		good,
		row("gk", names[binh], ""),
		good,
		row("Danh hiệu lạ", names[binh], "2018"),
		with(good, 0, ""),
		with(good, 1, "31/02/2018"),
		with(good, 1, "07/11/2026"),
		with(good, 2, ""),
		with(good, 7, "1949"),
		with(good, 7, "2027"),
		with(good, 7, "x"),
		with(good, 4, "Không Ai"),
		with(good, 8, strings.Repeat("x", 1001)),
		{"Tập thể"},
		with(row("ttldtt", "Phòng Hai", "2018"), 5, ""),
		{},
		with(with(good, 4, "Bà Ngoại"), 9, "nguyên Trưởng phòng"),
	}
	found := o.imported(true, map[int]int64{17: -1, 12: 0}, rows...)
	want := []string{
		"add Lao động tiên tiến theo 12/QĐ-UBND ngày 20/12/2018 cho Nguyễn Thị An",
		"add Giấy khen theo 12/QĐ-UBND ngày 20/12/2018 cho Lê Văn Bình",
		"refuse Trùng với dòng 1",
		"refuse Không có hình thức «Danh hiệu lạ» trong danh mục",
		"refuse Thiếu số quyết định",
		"refuse Ngày quyết định không có thật",
		"refuse Ngày quyết định không có thật, hoặc chưa đến: «07/11/2026»",
		"refuse Thiếu cơ quan ban hành",
		"refuse Năm «1949» không đúng, cần từ 1950 đến 2026",
		"refuse Năm «2027» không đúng",
		"refuse Năm «x» không đúng",
		"refuse Bạn chọn không nhận dòng này",
		"refuse Thành tích quá 1000 ký tự",
		"–",
		"add Tập thể lao động tiên tiến theo 12/QĐ-UBND ngày 20/12/2018 cho Phòng Hai",
		"–",
		"add Lao động tiên tiến theo 12/QĐ-UBND ngày 20/12/2018 cho Bà Ngoại",
	}
	for i := range want {
		if !strings.HasPrefix(found[i], want[i]) {
			t.Errorf("row %d: %s, want %s", i+1, found[i], want[i])
		}
	}
	id := o.number(`SELECT id FROM decisions`)
	d := o.read(id)
	if d.State != award.Issued || !d.Received || d.Number != "12/QĐ-UBND" || d.DecidedOn != "2018-12-20" || d.Body != "Ủy ban" ||
		d.Subject != "Tặng Lao động tiên tiến" || d.BaseSalary != 1_390_000 || d.PrizeLegal != "Nghị định 91/2017/NĐ-CP" {
		t.Errorf("the decision: %+v", d)
	}
	var lines []string
	for _, r := range o.lines(id) {
		lines = append(lines, fmt.Sprintf("%d %s %s, %s %d %d %v", r.Person(), r.Name, r.Post, r.Place, r.Year, r.Prize, r.Collective))
	}
	for i, line := range []string{
		"101 Nguyễn Thị An Chuyên viên, Phòng Hai 2018 420000 false",
		"102 Lê Văn Bình Trưởng phòng, Phòng Hai 2018 420000 false",
		"0 Phòng Hai , Ban Tổ chức 2018 1120000 true",  // 0.8 × 1,390,000 = 1,112,000
		"0 Bà Ngoại nguyên Trưởng phòng,  2018 0 true", // no prize of this form for a collective
	} {
		if lines[i] != line {
			t.Errorf("line %d: %s, want %s", i, lines[i], line)
		}
	}
	if n := o.number(`SELECT count(*) FROM honours WHERE decision = '12/QĐ-UBND' AND decided_on = '2018-12-20' AND year = 2018`); n != 3 {
		t.Errorf("%d honours", n)
	}
	again := o.imported(false, nil, good, row("gk", names[dung], "2018"))
	if !strings.HasPrefix(again[0], "same Đã có: "+strings.TrimPrefix(want[0], "add ")) ||
		!strings.HasPrefix(again[1], "refuse Quyết định 12/QĐ-UBND ngày 20/12/2018 đã có trong phần mềm") {
		t.Errorf("again: %q", again)
	}
	asked := o.imported(false, nil, with(good, 4, "Không Ai"))
	if !strings.HasPrefix(asked[0], "ask ") {
		t.Errorf("whom nobody knows: %q", asked)
	}
}

// TestNobodyImportsTheOwnHonour, nor that of somebody out of reach.
func TestNobodyImportsTheOwnHonour(t *testing.T) {
	o := newOffice(t)
	o.exec(`UPDATE people SET birth_date = '1980-01-01'`)
	row := func(name string) []string {
		return []string{"12/QĐ-UBND", "20/12/2018", "Ủy ban", "gk", name, "1980", "", "2018", "Xuất sắc", ""}
	}
	own := intake.Opening{Reach: access.Reach{All: true}, Person: an}
	found := o.importedBy(own, false, row(names[an]), row(names[binh]))
	if !strings.HasPrefix(found[0], "refuse Không ai tự ghi") || !strings.HasPrefix(found[1], "add ") {
		t.Errorf("%q", found)
	}
	found = o.importedBy(intake.Opening{Reach: access.Reach{Person: an}}, false, row(names[binh]))
	if !strings.HasPrefix(found[0], "refuse Người, tập thể này ngoài phạm vi") {
		t.Errorf("%q", found)
	}
}

// TestAListSaysWhatWasThen: post and place of those days stand, not those of today.
func TestAListSaysWhatWasThen(t *testing.T) {
	o := newOffice(t)
	o.exec(`UPDATE people SET birth_date = '1980-01-01'`)
	o.imported(true, nil, []string{
		"12/QĐ-UBND", "20/12/2018", "Ủy ban", "gk", names[an], "1980", "Phòng Cũ", "2018", "Xuất sắc", "Nhân viên",
	})
	lines := o.lines(o.number(`SELECT id FROM decisions`))
	if len(lines) != 1 || lines[0].Person() != an || lines[0].Post != "Nhân viên" || lines[0].Place != "Phòng Cũ" {
		t.Errorf("%+v", lines)
	}
}
