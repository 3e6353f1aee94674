package award_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/award"
	"congthidua/internal/fault"
)

// refusedFields are the fields of a refused form, by name with their sentence.
func refusedFields(err error) string {
	var i fault.Invalid
	if !errors.As(err, &i) {
		return fmt.Sprint(err)
	}
	var list []string
	for _, field := range []string{"form", "kind", "year", "achievement", "lines", "since", "amount", "legal"} {
		if text, refused := i.Fields[field]; refused {
			list = append(list, field+": "+text.String())
		}
	}
	return strings.Join(list, " | ")
}

// TestTypedLinesAreUnderstood, all or none.
func TestTypedLinesAreUnderstood(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft)
	o.exec(
		`INSERT INTO people (id, name, name_key, search_key, kind) VALUES (200, 'Nguyễn Thị An', 'an', 'nguyen thi an', 'cadre')`,
	)
	o.exec(`INSERT INTO posts (person_id, unit_id, title) VALUES (200, ?, 'Chuyên viên')`, twenty)
	for name, test := range map[string]struct {
		lines award.Lines
		want  string // what stands on the lines, or which fields are refused
		ok    bool
	}{
		"a person by name": {award.Lines{Subject: award.OfRoster, Text: " \n đỗ   văn dũng \n"},
			"104/0 Đỗ Văn Dũng, Chuyên viên, Phòng Hai Mươi, 40", true},
		"a person by code": {award.Lines{Subject: award.OfRoster, Text: "CB102"}, "102/0 Lê Văn Bình, Trưởng phòng, Phòng Hai, 30", true},
		"by name and unit": {award.Lines{Subject: award.OfRoster, Text: "Nguyễn Thị An, phòng hai"},
			"101/0 Nguyễn Thị An, Chuyên viên, Phòng Hai, 40", true},
		"two of a name": {award.Lines{Subject: award.OfRoster, Text: "Nguyễn Thị An"}, "lines: «Nguyễn Thị An» là ai trong 2 người", false},
		"nobody": {award.Lines{Subject: award.OfRoster, Text: "CB102\nKhông Ai"},
			"lines: «Không Ai»: không có trong danh sách cán bộ", false},
		"a unit":          {award.Lines{Subject: award.OfBody, Text: "phong hai"}, "0/2 Phòng Hai, , Ban Tổ chức, 1", true},
		"the body itself": {award.Lines{Subject: award.OfBody, Text: "Ban Tổ chức"}, "0/1 Ban Tổ chức, , , 0", true},
		"no such unit":    {award.Lines{Subject: award.OfBody, Text: "Phòng Ba"}, "lines: «Phòng Ba»: có 0 đơn vị tên này", false},
		"an outsider": {award.Lines{Subject: award.Outsider,
			Text: "Trần Bà; nguyên Trưởng phòng; đã mất; con là Trần Con; thừa"}, "0/0 Trần Bà (người nhận thay: Trần " +
			"Con), nguyên Trưởng phòng, đã mất, 90", true},
		"another body":     {award.Lines{Subject: award.OutsideUnit, Text: "Sở Nội vụ"}, "0/0 Sở Nội vụ, , , 90", true},
		"a name of one":    {award.Lines{Subject: award.Outsider, Text: "A; b; c"}, "lines: «A; b; c»: ghi «tên; chức vụ; cơ quan»", false},
		"a post too long":  {award.Lines{Subject: award.Outsider, Text: "An Na; " + strings.Repeat("x", 201)}, "lines: «An Na; ", false},
		"the longest post": {award.Lines{Subject: award.Outsider, Text: "An Na; " + strings.Repeat("x", 200)}, "0/0 An Na, xxx", true},
		"nothing":          {award.Lines{Subject: award.OfRoster, Text: " \n "}, "lines: Ghi ít nhất một dòng", false},
		"no subject":       {award.Lines{Text: "CB102"}, "kind: Chọn đối tượng", false},
		"500 lines":        {award.Lines{Subject: award.Outsider, Text: strings.Repeat("An Na\n", 500)}, "0/0 An Na, , , 90", true},
		"501 lines": {award.Lines{Subject: award.Outsider, Text: strings.Repeat("An Na\n", 501)},
			"lines: Không quá 500 dòng một lần", false},
		"no form":   {award.Lines{Form: "dh12", Subject: award.OfRoster, Text: "CB102"}, "form: Chọn hình thức khen thưởng", false},
		"next year": {award.Lines{Year: 2027, Subject: award.OfRoster, Text: "CB102"}, "year: Năm từ 1950 đến 2026", false},
		"1949":      {award.Lines{Year: 1949, Subject: award.OfRoster, Text: "CB102"}, "year: Năm từ 1950 đến 2026", false},
		"1950":      {award.Lines{Year: 1950, Subject: award.OfRoster, Text: "CB102"}, "102/0 Lê Văn Bình", true},
		"a long story": {award.Lines{Achievement: strings.Repeat("x", 1001), Subject: award.OfRoster,
			Text: "CB102"}, "achievement: Không quá 1000 ký tự", false},
	} {
		t.Run(name, func(t *testing.T) {
			l := test.lines
			if l.Form == "" {
				l.Form = "gk"
			}
			if l.Year == 0 {
				l.Year = 2026
			}
			err := o.AddRecipients(o.ctx, committee, d.ID, o.read(d.ID).Version, l)
			got := refusedFields(err)
			if err == nil {
				r := o.lines(d.ID)[0]
				unit := int64(0)
				if r.UnitID != nil {
					unit = *r.UnitID
				}
				name := r.Name
				if r.Representative != "" {
					name += " (người nhận thay: " + strings.TrimPrefix(r.Representative, "con là ") + ")"
				}
				got = fmt.Sprintf("%d/%d %s, %s, %s, %d", r.Person(), unit, name, r.Post, r.Place, r.Level)
				if r.Form != "gk" || r.FormName != "Giấy khen" ||
					r.Collective != (unit != 0 || l.Subject == award.OutsideUnit) {
					t.Errorf("the line is %+v", r)
				}
			}
			if (err == nil) != test.ok || !strings.HasPrefix(got, test.want) {
				t.Errorf("%s, want %s", got, test.want)
			}
			if n := len(o.lines(d.ID)); !test.ok && n != 0 {
				t.Errorf("%d lines were kept of a list with a fault", n)
			}
			o.exec(`DELETE FROM recipients`)
		})
	}
}

// TestALineIsCorrectedWithinItsBounds: the name orders the line anew.
func TestALineIsCorrectedWithinItsBounds(t *testing.T) {
	o := newOffice(t)
	d := o.decision(award.Draft, whom("gk", an, 0), whom("gk", 0, two))
	person, unit := o.lines(d.ID)[0].ID, o.lines(d.ID)[1].ID
	most := map[string]int{"name": 200, "post": 200, "place": 200, "representative": 200, "achievement": 1000}
	for _, f := range award.LineFields {
		for n, want := range map[int]error{most[f.Code]: nil, most[f.Code] + 1: errInvalid} {
			w := whom("gk", an, 0)
			*f.Of(&w) = strings.Repeat("x", n)
			if err := o.SaveRecipient(o.ctx, committee, d.ID, person, o.lines(d.ID)[0].Version, w); !is(err, want) {
				t.Errorf("%s of %d: %v", f.Code, n, err)
			}
		}
		if kept := o.lines(d.ID)[0].Awardee; *f.Of(&kept) != strings.Repeat("x", most[f.Code]) {
			t.Errorf("%s was kept as %q", f.Code, *f.Of(&kept))
		}
	}
	o.must(
		o.SaveRecipient(o.ctx, committee, d.ID, person, o.lines(d.ID)[0].Version, award.Awardee{Name: "Trần Thị Bé"}),
	)
	o.must(o.SaveRecipient(o.ctx, committee, d.ID, unit, 1, award.Awardee{Name: "Phòng Mới"}))
	got := o.lines(d.ID)
	if got[0].Name != "Trần Thị Bé" ||
		!strings.HasPrefix(strings.ToLower(got[0].NameKey), "be") && got[0].NameKey == "Trần Thị Bé" ||
		got[1].NameKey != "phong moi" {
		t.Errorf("keys %q and %q", got[0].NameKey, got[1].NameKey)
	}
	if got[0].Person() != an || got[0].Form != "gk" || got[0].Year != 2026 {
		t.Errorf("more was changed: %+v", got[0])
	}
}

// TestABaseSalaryIsEntered once for a day, within its bounds.
func TestABaseSalaryIsEntered(t *testing.T) {
	o := newOffice(t)
	for name, test := range map[string]struct{ since, amount, legal, want string }{
		"as written":   {"01/07/2031", "2.500.000", " Nghị  định 1 ", ""},
		"that day":     {"1/7/2031", "2.600.000", "x", "since: Đã có mức lương cơ sở từ ngày này"},
		"no day":       {"31/02/2031", "2.500.000", "x", "since: Không có ngày «31/02/2031»; ghi ngày/tháng/năm"},
		"the least":    {"02/07/2031", "100.000", "x", ""},
		"too little":   {"03/07/2031", "99.999", "x", "amount: Ghi số đồng, ví dụ 2.340.000"},
		"the most":     {"04/07/2031", "99.999.999", "x", ""},
		"too much":     {"05/07/2031", "100.000.000", "x", "amount: Ghi số đồng, ví dụ 2.340.000"},
		"half a đồng":  {"06/07/2031", "2.500.000,5", "x", "amount: Ghi số đồng, ví dụ 2.340.000"},
		"no legal":     {"07/07/2031", "2.500.000", "", "legal: Không được để trống; ghi từ 1 đến 200 ký tự"},
		"a long legal": {"08/07/2031", "2.500.000", strings.Repeat("x", 201), "legal: Không quá 200 ký tự (đang có 201)"},
	} {
		if name == "that day" {
			continue
		}
		got := refusedFields(o.AddSalary(o.ctx, committee, test.since, test.amount, test.legal))
		if got == "<nil>" {
			got = ""
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
	got := refusedFields(o.AddSalary(o.ctx, committee, "1/7/2031", "2.600.000", "x"))
	if got != "since: Đã có mức lương cơ sở từ ngày này" {
		t.Errorf("twice for a day: %s", got)
	}
	list, err := o.Salaries(o.ctx, committee)
	o.must(err)
	for i := 1; i < len(list); i++ {
		if list[i-1].Since >= list[i].Since {
			t.Error("the oldest does not come first")
		}
	}
	if got := o.text(`SELECT legal FROM base_salaries WHERE since = '2031-07-01'`); got != "Nghị định 1" {
		t.Errorf("kept as %q", got)
	}
}

// TestTheTextOfADecision within its bounds; an own one has no number before it is issued.
func TestTheTextOfADecision(t *testing.T) {
	o := newOffice(t)
	good := award.Decision{
		Body:      "Ban",
		Subject:   "Tặng giấy khen",
		Grounds:   " Luật  TĐKT \n\n  Nghị định 98 ",
		Number:    "1",
		DecidedOn: "x",
		Signer:    "y",
	}
	id, err := o.CreateDecision(o.ctx, committee, good)
	o.must(err)
	d := o.read(id)
	if d.Number != "" || d.DecidedOn != "" || d.Signer != "" || d.Grounds != "Luật TĐKT\nNghị định 98" ||
		d.State != award.Draft || d.Kind != award.Grant || d.Ordering != award.ByPrecedence {
		t.Errorf("kept as %+v", d)
	}
	received := func(change func(*award.Decision)) award.Decision {
		d := award.Decision{
			Received:  true,
			Body:      "Thành ủy",
			Subject:   "Tặng bằng khen",
			Number:    "5-QĐ/TU",
			DecidedOn: "06/11/2026",
		}
		change(&d)
		return d
	}
	for name, test := range map[string]struct {
		d    award.Decision
		want error
	}{
		"the shortest subject": {award.Decision{Body: "B", Subject: "abc"}, nil},
		"a shorter one":        {award.Decision{Body: "B", Subject: "ab"}, errInvalid},
		"the longest":          {award.Decision{Body: "B", Subject: strings.Repeat("x", 500)}, nil},
		"a longer one":         {award.Decision{Body: "B", Subject: strings.Repeat("x", 501)}, errInvalid},
		"no body":              {award.Decision{Subject: "abc"}, errInvalid},
		"a long body":          {award.Decision{Body: strings.Repeat("x", 201), Subject: "abc"}, errInvalid},
		"long grounds":         {award.Decision{Body: "B", Subject: "abc", Grounds: strings.Repeat("x", 3001)}, errInvalid},
		"an unknown column":    {award.Decision{Body: "B", Subject: "abc", Columns: "age"}, errInvalid},
		"an unknown order":     {award.Decision{Body: "B", Subject: "abc", Ordering: "age"}, errInvalid},
		"received":             {received(func(*award.Decision) {}), nil},
		"the same again":       {received(func(*award.Decision) {}), errInvalid},
		"of another day":       {received(func(d *award.Decision) { d.DecidedOn = "05/11/2026" }), nil},
		"of tomorrow":          {received(func(d *award.Decision) { d.DecidedOn, d.Number = "07/11/2026", "6" }), errInvalid},
		"of no day":            {received(func(d *award.Decision) { d.DecidedOn, d.Number = "", "7" }), errInvalid},
		"without a number":     {received(func(d *award.Decision) { d.Number = "" }), errInvalid},
	} {
		if name == "the same again" {
			continue
		}
		if _, err := o.CreateDecision(o.ctx, committee, test.d); !is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = o.CreateDecision(o.ctx, committee, received(func(*award.Decision) {}))
	o.want(errInvalid, err) // the same number and day of the same body
	o.want(errInvalid, o.SaveDecision(o.ctx, committee, id, 1, received(func(*award.Decision) {})))
}
