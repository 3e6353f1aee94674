package award_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"congthidua/internal/award"
	"congthidua/internal/org"
	"congthidua/internal/paper"
)

// title is a title of an edition of the catalogue of titles.
type title struct{ code, name string }

// campaign opens a year's campaign that judges by an edition with these titles.
func (o *office) campaign(year int, titles ...title) {
	o.t.Helper()
	body := "code: t\nname: Danh mục\nlegal: Luật\nfrom: \"2024-01-01\"\ntitles:\n"
	for _, x := range titles {
		body += fmt.Sprintf("  - {code: %s, name: %s, subject: person, level: base, vote: {share: 0.5, legal: x}, "+
			"rules: [{code: registered, kind: registered, name: Đăng ký, legal: x}]}\n", x.code, x.name)
	}
	edition := o.number(`SELECT count(*) FROM editions`) + 1
	o.exec(`INSERT INTO editions (kind, code, number, name, state, effective_from, body)
		VALUES ('titles', 't', ?, 'Danh mục', 'published', ?, ?)`, edition, fmt.Sprintf("%d-01-01", year), body)
	o.exec(`INSERT INTO campaigns (year, catalogue_id, self_due, head_due, state)
		SELECT CAST(? AS BIGINT), max(id), '2026-01-31', '2026-02-10', 'open' FROM editions`, year)
}

// registered is a registration with the council's outcome; it returns its number.
func (o *office) registered(year int, title string, person, unit int64, outcome string) int64 {
	o.t.Helper()
	var who any = person
	if person == 0 {
		who = nil
	} else {
		unit = two
	}
	o.exec(`INSERT INTO registrations (campaign_id, person_id, unit_id, title, state, registered_at, outcome)
		SELECT id, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT), 'confirmed', 1, CAST(? AS TEXT) FROM campaigns WHERE year = ?`,
		who, unit, title, outcome, year)
	return o.number(`SELECT max(id) FROM registrations`)
}

// everything is all text of a paper.
func everything(d paper.Document) string {
	text := d.Title + " " + d.Subject + " " + d.Note
	for _, b := range d.Blocks {
		text += "\n" + b.Text
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Columns {
			text += "|" + c.Title
		}
		for _, r := range b.Table.Rows {
			text += "\n" + strings.Join(r.Cells, "|")
		}
	}
	return text
}

const excellent = "Lao động xuất sắc của Ban"

// TestATitleThatOnlyTheCatalogueOfTitlesKnows has its name on every list and paper, is told as a doubt, and
// breaks nothing: neither its issue nor the sentence that it is held already.
func TestATitleThatOnlyTheCatalogueOfTitlesKnows(t *testing.T) {
	o := newOffice(t)
	o.campaign(2025, title{"ldtt", "Lao động tiên tiến"}, title{"dh12", "Tên khác hẳn"})
	o.campaign(2026, title{"ldtt", "Lao động tiên tiến"}, title{"dh12", excellent}, title{"dh13", "Tập thể kiểu mẫu"})
	o.registered(2026, "dh12", an, 0, "proposed")
	o.registered(2026, "dh13", dung, 0, "proposed")
	o.registered(2026, "dh12", binh, 0, "proposed")
	o.registered(2026, "ldtt", chi, 0, "proposed")
	d := o.decision(award.Draft)
	o.must(o.AddFromCouncil(o.ctx, committee, d.ID, 1, 2026))
	unknown := "«%s» chưa có trong danh mục hình thức khen thưởng: xếp sau cùng | " +
		"chưa có mức tiền thưởng cho danh hiệu này"
	o.check(
		o.doubtsOf(d.ID),
		fmt.Sprintf(unknown, excellent),
		fmt.Sprintf(unknown, "Tập thể kiểu mẫu"),
		fmt.Sprintf(unknown, excellent),
		"",
	)
	page, err := o.DecisionPage(o.ctx, committee, d.ID)
	o.must(err)
	var groups []string
	for _, g := range page.Groups {
		groups = append(groups, fmt.Sprintf("%s %d", g.Title(), len(g.List)))
	}
	if got := strings.Join(groups, ", "); got != "Lao động tiên tiến - Cá nhân 1, "+excellent+" - Cá nhân 2, Tập thể kiểu mẫu - Cá nhân 1" {
		t.Errorf("the groups are %s", got)
	}
	o.must(o.SaveColumns(o.ctx, clerk, d.ID, 2, "form,prize", award.ByName))
	o.through(d.ID)
	row, list, err := o.Service.Decision(o.ctx, clerk, d.ID)
	o.must(err)
	for _, p := range award.Papers {
		drawn, err := p.Draw(letterhead, row, list, o.clock.Now())
		o.must(err)
		text := everything(drawn)
		if strings.Contains(text, "dh12") || p.Code != "payment" && !strings.Contains(text, excellent) {
			t.Errorf("%s says %s", p.Code, text)
		}
	}
	if r := o.lines(d.ID)[0]; r.Prize != 0 || r.Coefficient != 0 {
		t.Errorf("a prize of %d", r.Prize)
	}
	again := o.decision(award.Signed, of(whom("dh12", an, 0), func(w *award.Awardee) { w.FormName = excellent }))
	err = o.Issue(o.ctx, clerk, again.ID, 1, letterhead)
	if !is(err, errConflict) || !strings.Contains(err.Error(), "Nguyễn Thị An đã có "+excellent+" của năm 2026") {
		t.Errorf("held already: %v", err)
	}
}

// TestAProposalForATitleThatOnlyTheCatalogueOfTitlesKnows, with its dossier and the record of such titles.
func TestAProposalForATitleThatOnlyTheCatalogueOfTitlesKnows(t *testing.T) {
	o := newOffice(t)
	o.campaign(2026, title{"dh12", excellent})
	o.registered(2026, "dh12", an, 0, "proposed")
	o.exec(`INSERT INTO honours (person_id, title, year, decision, decided_on) VALUES
		(?, 'dh12', 2024, '7-QĐ/TU', '2024-05-01'), (?, 'dh99', 2023, '8-QĐ/TU', '2023-05-01')`, an, an)
	p := o.proposal(award.ProposalDraft)
	page, err := o.ProposalPage(o.ctx, committee, p.ID)
	o.must(err)
	if last := page.Titles[len(page.Titles)-1]; last.Code != "dh12" || last.Name != excellent {
		t.Errorf("offered is %+v", last)
	}
	o.must(o.ProposeFromCouncil(o.ctx, committee, p.ID, 1, 2026, "dh12"))
	if got := o.doubtsOfProposal(p.ID); !strings.Contains(got[0], "«"+excellent+"» chưa có trong danh mục") {
		t.Errorf("doubts %q", got)
	}
	row, list, err := o.Proposal(o.ctx, committee, p.ID)
	o.must(err)
	for _, drawn := range award.ProposalPapers {
		if text := everything(drawn.Draw(letterhead, row, list, o.clock.Now())); !strings.Contains(text, excellent) ||
			strings.Contains(text, "dh12") {
			t.Errorf("%s says %s", drawn.Code, text)
		}
	}
	v, err := o.Dossier(o.ctx, committee, p.ID)
	o.must(err)
	var held []string
	for _, h := range v.Records[an].Honours {
		held = append(held, h.Name)
	}
	if got := strings.Join(held, ", "); got != excellent+", dh99" { // of the last nobody knows a name
		t.Errorf("the record names %s", got)
	}
	var out bytes.Buffer
	steps := 0
	o.must(v.Write(&out, org.Letterhead{Style: "party"}, o.clock.Now(), func(int, int) { steps++ }))
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(archive.File) != 5 || steps != 1 {
		t.Errorf("the dossier: %v, %d steps", err, steps)
	}
}

// TestInstallNamesTheFormsOfOldLines, by the catalogue or by the edition that judged.
func TestInstallNamesTheFormsOfOldLines(t *testing.T) {
	o := newOffice(t)
	o.campaign(2025, title{"dh12", "Tên của năm trước"})
	o.campaign(2026, title{"dh12", excellent})
	old := o.registered(2025, "dh12", an, 0, "proposed")
	judged := of(whom("dh12", an, 0), func(w *award.Awardee) { w.RegistrationID = &old })
	d := o.decision(award.Issued, whom("ldtt", an, 0), judged, whom("dh12", binh, 0), whom("dh77", binh, 0),
		of(whom("gk", dung, 0), func(w *award.Awardee) { w.FormName = "Tên cũ của giấy khen" }))
	p := o.proposal(award.Sent, whom("hcld3", an, 0))
	o.must(o.Install(o.ctx))
	o.must(o.Install(o.ctx)) // twice does no harm
	var names []string
	for _, r := range o.lines(d.ID) {
		names = append(names, r.FormName)
	}
	if got := strings.Join(names, ", "); got != "Lao động tiên tiến, Tên của năm trước, "+excellent+", , Tên cũ của giấy khen" {
		t.Errorf("named %s", got)
	}
	if got := o.proposalLines(p.ID)[0].FormName; got != "Huân chương Lao động hạng Ba" {
		t.Errorf("named %s", got)
	}
	if n := o.number(`SELECT count(*) FROM base_salaries`); n == 0 ||
		n != o.number(`SELECT count(DISTINCT since) FROM base_salaries`) {
		t.Errorf("%d base salaries", n)
	}
}

// TestTheMinutesAreThereOnceTheMeetingIsOver: those of a meeting that still votes back no dossier.
func TestTheMinutesAreThereOnceTheMeetingIsOver(t *testing.T) {
	o := newOffice(t)
	o.campaign(2026, title{"cstdcs", "Chiến sĩ thi đua cơ sở"})
	registration := o.registered(2026, "cstdcs", an, 0, "proposed")
	o.exec(`INSERT INTO meetings (campaign_id, held_on, place, state)
		SELECT id, '2026-11-01', 'Phòng họp', 'draft' FROM campaigns`)
	o.exec(`INSERT INTO candidates (meeting_id, registration_id, secret, share)
		SELECT id, ?, FALSE, 0.5 FROM meetings`, registration)
	p := o.proposal(award.ProposalDraft)
	o.exec(`UPDATE proposals SET kind = 'yearly' WHERE id = ?`, p.ID)
	o.must(o.ProposeFromCouncil(o.ctx, committee, p.ID, 1, 2026, "cstdcs"))
	for _, x := range []struct {
		state string
		there bool
	}{{"draft", false}, {"open", false}, {"closed", true}} {
		o.exec(`UPDATE meetings SET state = ?, secretary_closes = ?, chair_closes = ?`, x.state, x.there, x.there)
		page, err := o.ProposalPage(o.ctx, committee, p.ID)
		o.must(err)
		there := false
		for _, n := range page.Needs {
			there = there || n.From == award.FromCouncil && n.Done()
		}
		if there != x.there {
			t.Errorf("while the meeting is %s the minutes are there: %v", x.state, there)
		}
	}
}
