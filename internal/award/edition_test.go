package award_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/catalogue"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
)

// today is the morning on which the office opens.
const today = "2026-11-06"

// drafted copies the edition of a kind that is in force today, changes its content and returns the draft.
func (o *office) drafted(kind string, change func(v catalogue.Values)) catalogue.Edition {
	o.t.Helper()
	e, err := catalogue.Latest(o.Store.Read(o.ctx), kind, today)
	o.must(err)
	id, err := o.editions().Copy(o.ctx, access.System(), e.ID)
	o.must(err)
	e, content, _, err := o.editions().Edition(o.ctx, access.System(), id)
	o.must(err)
	change(content.Values)
	o.must(o.editions().Save(o.ctx, access.System(), id, e.Version, content))
	return o.edition(id)
}

func (o *office) edition(id int64) catalogue.Edition {
	o.t.Helper()
	e, err := catalogue.Find(o.Store.Read(o.ctx), id)
	o.must(err)
	return e
}

// publish puts a draft in force from a day on, written as people do.
func (o *office) publish(e catalogue.Edition, from string) {
	o.t.Helper()
	o.must(o.editions().Publish(o.ctx, access.System(), e.ID, e.Version, from))
}

// row finds a row of a list by its code.
func row(v catalogue.Values, list, name, code string) catalogue.Values {
	for _, r := range v.Rows(list) {
		if r.Text(name) == code {
			return r
		}
	}
	return nil
}

// dearer makes ldtt bring 0.5 base salaries in place of 0.3.
func dearer(v catalogue.Values) { row(v, "prizes", "form", "ldtt")["persons"] = 0.5 }

// prizeOf is the prize that the page of a decision shows of its only line.
func (o *office) prizeOf(id int64) int64 {
	o.t.Helper()
	page, err := o.DecisionPage(o.ctx, committee, id)
	o.must(err)
	return page.Foreseen
}

// receivedOn makes a draft one of another body, decided on a day.
func (o *office) receivedOn(id int64, day string) {
	o.t.Helper()
	o.exec(`UPDATE decisions SET received = TRUE, number = '9-QĐ/X', decided_on = ? WHERE id = ?`, day, id)
}

// TestAPrizeFollowsTheEditionOfItsDay: a draft changes nothing; what is published from a day on changes the
// prizes of that day and later; what was issued before, and what has an earlier day, keeps its own.
func TestAPrizeFollowsTheEditionOfItsDay(t *testing.T) {
	o := newOffice(t)
	const before, after = 710_000, 1_170_000 // 0.3 and 0.5 × 2,340,000
	issued := o.decision(award.Draft, whom("ldtt", an, 0))
	o.through(issued.ID)
	open := o.decision(award.Draft, whom("ldtt", binh, 0))
	earlier := o.decision(award.Draft, whom("ldtt", chi, 0))
	o.receivedOn(earlier.ID, "2026-11-09")
	e := o.drafted(award.PrizesKind, dearer)
	for _, step := range []struct {
		name                  string
		change                func()
		at                    string
		issued, open, earlier int64
	}{
		{"a draft", func() {}, "2026-11-06 09:00", before, before, before},
		{"published from the tenth", func() { o.publish(e, "10/11/2026") }, "2026-11-06 09:00", before, before, before},
		{"the day before", func() {}, "2026-11-09 23:59", before, before, before},
		{"the day", func() {}, "2026-11-10 00:00", before, after, before},
		{"later", func() {}, "2026-12-31 12:00", before, after, before},
	} {
		step.change()
		at, err := time.ParseInLocation("2006-01-02 15:04", step.at, clock.Zone)
		o.must(err)
		o.clock.At = at
		got := [3]int64{o.prizeOf(issued.ID), o.prizeOf(open.ID), o.prizeOf(earlier.ID)}
		if want := [3]int64{step.issued, step.open, step.earlier}; got != want {
			t.Errorf("%s: prizes of %v, want %v", step.name, got, want)
		}
	}
	o.through(open.ID)
	if got := o.lines(open.ID)[0]; got.Prize != after || got.Coefficient != 0.5 {
		t.Errorf("issued on the last day of the year with %d, %v", got.Prize, got.Coefficient)
	}
	if got := o.lines(issued.ID)[0]; got.Prize != before || got.Coefficient != 0.3 {
		t.Errorf("what was issued before has %d, %v", got.Prize, got.Coefficient)
	}
}

// TestAFormIsCalledAsOnItsDay: a new name counts for what is not issued, what is issued keeps its own.
func TestAFormIsCalledAsOnItsDay(t *testing.T) {
	o := newOffice(t)
	issued := o.decision(award.Draft, whom("gk", an, 0))
	o.through(issued.ID)
	open := o.decision(award.Draft, of(whom("gk", binh, 0), func(w *award.Awardee) { w.FormName = "Giấy khen" }))
	proposed := o.proposal(award.ProposalDraft, whom("gk", chi, 0))
	o.publish(o.drafted(award.FormsKind, func(v catalogue.Values) {
		row(v, "forms", "code", "gk")["name"] = "Giấy khen của Trưởng ban"
	}), "06/11/2026")
	for name, x := range map[string]struct {
		id   int64
		want string
	}{
		"issued": {issued.ID, "Giấy khen"},
		"open":   {open.ID, "Giấy khen của Trưởng ban"},
	} {
		d, list, err := o.Service.Decision(o.ctx, clerk, x.id)
		o.must(err)
		drawn, err := award.ListPaper(letterhead, d, list, o.clock.Now())
		o.must(err)
		got, text := award.FormName(list[0].Awardee), everything(drawn)
		if got != x.want || !strings.Contains(text, x.want+" - Cá nhân") {
			t.Errorf("%s: %s\n%s", name, got, text)
		}
	}
	_, list, err := o.Proposal(o.ctx, committee, proposed.ID)
	o.must(err)
	if got := award.FormName(list[0].Awardee); got != "Giấy khen của Trưởng ban" {
		t.Errorf("proposed is %s", got)
	}
	o.through(open.ID)
	if got := o.lines(open.ID)[0].FormName; got != "Giấy khen của Trưởng ban" {
		t.Errorf("issued is %s", got)
	}
	names, err := o.FormNames(o.ctx, committee)
	o.must(err)
	if names["gk"] != "Giấy khen của Trưởng ban" || names["ldtt"] != "Lao động tiên tiến" {
		t.Errorf("%q", names)
	}
}

// TestThePapersOfADossierFollowTheEdition: a paper more is asked of what can still be changed.
func TestThePapersOfADossierFollowTheEdition(t *testing.T) {
	o := newOffice(t)
	draft := o.proposal(award.ProposalDraft, whom("gk", an, 0))
	sent := o.proposal(award.Sent, whom("gk", binh, 0))
	o.exec(`UPDATE proposals SET sent_on = ? WHERE id = ?`, "2026-11-05", sent.ID)
	o.publish(o.drafted(award.DossiersKind, func(v catalogue.Values) {
		v["papers"] = append(v.Rows("papers"), catalogue.Values{"code": "tax", "name": "Xác nhận thuế", "from": "file"})
	}), "06/11/2026")
	for id, want := range map[int64]bool{draft.ID: true, sent.ID: false} {
		page, err := o.ProposalPage(o.ctx, committee, id)
		o.must(err)
		asked := slices.ContainsFunc(page.Needs, func(n award.Need) bool { return n.Code == "tax" })
		if asked != want {
			t.Errorf("the proposal %d asks for it: %v", id, asked)
		}
	}
}

// TestWhatIsRefusedOfAnEdition: a page that is stale, a form that nobody knows, a kind of proposal that there is not.
func TestWhatIsRefusedOfAnEdition(t *testing.T) {
	o := newOffice(t)
	e := o.drafted(award.PrizesKind, dearer)
	o.want(fault.ErrStale, o.editions().Publish(o.ctx, access.System(), e.ID, e.Version-1, "10/11/2026"))
	o.want(errInvalid, o.editions().Publish(o.ctx, access.System(), e.ID, e.Version, "05/11/2026"))
	for kind, change := range map[string]func(v catalogue.Values){
		award.PrizesKind: func(v catalogue.Values) { row(v, "prizes", "form", "gk")["form"] = "khac" },
		award.DossiersKind: func(v catalogue.Values) {
			row(v, "papers", "code", "consent")["forms"] = []string{"gk", "khac"}
		},
	} {
		e := o.drafted(kind, change)
		err := o.editions().Publish(o.ctx, access.System(), e.ID, e.Version, "10/11/2026")
		if !is(err, errConflict) || !strings.Contains(err.Error(), "«khac»") {
			t.Errorf("%s: %v", kind, err)
		}
	}
	_, faults, err := award.Kinds()[2].Parse(strings.Join([]string{
		"code: dossiers", "name: Giấy tờ", "legal: Luật", "from: '2026-01-01'", "papers:",
		"  - {code: submission, name: Tờ trình, from: portal, kinds: [yearly, weekly]}",
		"  - {code: plan, name: Kế hoạch, from: portal}",
		"  - {code: list, name: Danh sách, from: portal}",
		"  - {code: letter, name: Thư, from: file}", "",
	}, "\n"))
	if err != nil || len(faults) != 2 || faults["papers.0.kinds"].String() == "" ||
		faults["papers.1.from"].String() != "Phần mềm không lập giấy tờ «plan»" {
		t.Errorf("%v, %v", faults, err)
	}
}

// TestTryingAnEdition: which lines that are not decided yet would get another prize, or be called otherwise.
func TestTryingAnEdition(t *testing.T) {
	o := newOffice(t)
	o.decision(award.Issued, whom("ldtt", an, 0))
	open := o.decision(award.Draft, whom("ldtt", binh, 0), whom("gk", chi, 0))
	signed := o.decision(award.Signed, whom("ldtt", dung, 0))
	past := o.decision(award.Draft, whom("ldtt", an, 0))
	o.receivedOn(past.ID, "2026-11-05")
	got, err := o.editions().Try(o.ctx, access.System(), o.drafted(award.PrizesKind, dearer).ID)
	o.must(err)
	want := []catalogue.Shift{
		{
			Link: award.DecisionPath(open.ID), What: names[binh] + ", Lao động tiên tiến: Tặng giấy khen",
			Before: "710.000", After: "1.170.000",
		},
		{
			Link: award.DecisionPath(signed.ID), What: names[dung] + ", Lao động tiên tiến: Tặng giấy khen",
			Before: "710.000", After: "1.170.000",
		},
	}
	if got.Looked != 3 || got.Changed != 2 || !slices.Equal(got.Shifts, want) {
		t.Errorf("prizes: looked at %d, %d changed: %+v", got.Looked, got.Changed, got.Shifts)
	}
	renamed := o.drafted(award.FormsKind, func(v catalogue.Values) { row(v, "forms", "code", "gk")["name"] = "Giấy" })
	got, err = o.editions().Try(o.ctx, access.System(), renamed.ID)
	o.must(err)
	want = []catalogue.Shift{{What: "1 trường hợp chưa quyết định: gk", Before: "Giấy khen", After: "Giấy"}}
	if got.Looked != 2 || !slices.Equal(got.Shifts, want) {
		t.Errorf("forms: looked at %d: %+v", got.Looked, got.Shifts)
	}
}

// TestATitleAddedOnItsPage goes from the draft of an edition of the titles to the list of a decision: it is
// offered from its day on, has its name and a doubt, and gets its prize once an edition of the prizes has one.
func TestATitleAddedOnItsPage(t *testing.T) {
	o := newOffice(t)
	titles := &emulation.Service{Store: o.Store, Clock: o.clock, Editions: o.editions()}
	e, err := catalogue.Latest(o.Store.Read(o.ctx), emulation.TitlesKind, today)
	o.must(err)
	id, err := o.editions().Copy(o.ctx, access.System(), e.ID)
	o.must(err)
	code, err := titles.AddTitle(o.ctx, access.System(), id, o.edition(id).Version, excellent, emulation.OfPerson, "base")
	o.must(err)
	d := o.decision(award.Draft)
	typed := award.Lines{Form: code, Subject: award.OfRoster, Year: 2026, Text: fmt.Sprint("CB", an)}
	offers := func() bool {
		page, err := o.DecisionPage(o.ctx, committee, d.ID)
		o.must(err)
		return slices.ContainsFunc(page.Forms, func(f award.Form) bool {
			return f.Code == code && f.Name == excellent
		})
	}
	if offers() {
		t.Error("a draft is offered")
	}
	o.want(errInvalid, o.AddRecipients(o.ctx, committee, d.ID, 1, typed))
	o.publish(o.edition(id), "10/11/2026")
	if offers() {
		t.Error("it is offered before its day")
	}
	o.clock.At = time.Date(2026, 11, 10, 8, 0, 0, 0, clock.Zone)
	if !offers() {
		t.Error("it is not offered")
	}
	o.must(o.AddRecipients(o.ctx, committee, d.ID, 1, typed))
	page, err := o.DecisionPage(o.ctx, committee, d.ID)
	o.must(err)
	want := award.Doubt{Text: "chưa có mức tiền thưởng cho danh hiệu này", Legal: "Nghị định 98/2023/NĐ-CP"}
	found := page.Doubts[page.List[0].ID]
	if page.Groups[0].Title() != excellent+" - Cá nhân" || !slices.Contains(found, want) || page.Doubts.Grave() != 0 {
		t.Errorf("%s: %+v", page.Groups[0].Title(), found)
	}
	drawn, err := award.ListPaper(letterhead, page.DecisionRow, page.List, o.clock.Now())
	o.must(err)
	if text := everything(drawn); !strings.Contains(text, excellent+" - Cá nhân") || strings.Contains(text, code) {
		t.Errorf("the list says %s", text)
	}
	o.publish(o.drafted(award.PrizesKind, func(v catalogue.Values) {
		v["prizes"] = append(v.Rows("prizes"), catalogue.Values{"form": code, "persons": 1.0})
	}), "10/11/2026")
	if page, err = o.DecisionPage(o.ctx, committee, d.ID); err != nil || page.Foreseen != 2_340_000 {
		t.Errorf("a prize of %d, %v", page.Foreseen, err)
	}
	if slices.Contains(page.Doubts[page.List[0].ID], want) {
		t.Error("the doubt is still there")
	}
	o.must(o.Submit(o.ctx, committee, d.ID, o.read(d.ID).Version))
}
