package award

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// ProposalPaper is a paper of a proposal: from it follow the route, the links on the page, and the file.
type ProposalPaper struct {
	Code       string // last part of its address
	Title      string // of the link to the page that is printed
	File       string // of the link to the file
	Format     string // of that file, ".docx"
	Permission access.Permission
	Draw       func(l org.Letterhead, p ProposalRow, list []ProposalLine, now time.Time) paper.Document
}

// ProposalPapers are the papers of a proposal in the order of their links. A new one is one entry here, with the
// English of its titles.
var ProposalPapers = []ProposalPaper{
	{
		Code:       "submission",
		Title:      "Tờ trình",
		File:       "Tờ trình DOCX",
		Format:     ".docx",
		Permission: access.ProposalView,
		Draw:       submissionPaper,
	},
	{
		Code:       "list",
		Title:      "Danh sách trích ngang",
		File:       "Danh sách XLSX",
		Format:     ".xlsx",
		Permission: access.ProposalView,
		Draw:       proposalListPaper,
	},
}

// submissionPaper is the tờ trình of a proposal.
func submissionPaper(l org.Letterhead, p ProposalRow, list []ProposalLine, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("to-trinh-%d", p.ID), "TỜ TRÌNH", now)
	d.Subject = "đề nghị " + lower(p.Subject)
	d.Blocks = []paper.Block{
		{Text: "Kính gửi: " + p.Body},
		{Text: fmt.Sprintf("%s kính đề nghị %s xét, khen thưởng %d tập thể, %d cá nhân (%s), gồm:",
			l.Body, p.Body, p.Collectives, p.People, lower(ProposalKindNames[p.Kind]))},
	}
	proposed := make([]Recipient, len(list))
	for i, x := range list {
		proposed[i] = Recipient{Awardee: x.Awardee}
	}
	for _, g := range Groups(proposed) {
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf("- %s: %d;", g.Title(), len(g.List))})
	}
	d.Blocks = append(d.Blocks,
		paper.Block{Text: "Hồ sơ kèm theo: danh sách trích ngang, báo cáo thành tích của từng tập thể, cá nhân."},
		paper.Block{Text: "Kính trình xem xét, quyết định."})
	d.Copies = []string{"Như trên;", "Lưu " + l.Code() + "."}
	d.Signers = []paper.Signer{{Title: l.Authority, Name: l.Signer}}
	return d
}

// proposalListPaper is the list of who is proposed, with the achievement.
func proposalListPaper(l org.Letterhead, p ProposalRow, list []ProposalLine, now time.Time) paper.Document {
	d := head(l, fmt.Sprintf("danh-sach-de-nghi-%d", p.ID), "DANH SÁCH TRÍCH NGANG", now)
	d.Landscape, d.Subject = true, "đề nghị "+lower(p.Subject)
	t := paper.Table{Columns: []paper.Column{
		{Title: "STT", Width: 12, Align: paper.Center},
		{Title: "Họ và tên, tên tập thể", Width: 58},
		{Title: "Chức vụ, đơn vị", Width: 66},
		{Title: "Hình thức đề nghị", Width: 56},
		{Title: "Thành tích", Width: 70},
	}}
	for i, x := range list {
		cells := []string{strconv.Itoa(i + 1), x.named(), x.Where(), FormName(x.Awardee), x.Achievement}
		t.Rows = append(t.Rows, paper.Row{Cells: cells})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// reportPaper is an achievement report: filled from the record, finished by hand.
func reportPaper(l org.Letterhead, x ProposalLine, r Record, now time.Time) paper.Document {
	d := head(l, fmt.Sprintf("bao-cao-thanh-tich-%d", x.ID), "BÁO CÁO THÀNH TÍCH", now)
	d.Subject = "đề nghị tặng " + FormName(x.Awardee)
	part := func(text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: true}) }
	add := func(text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text}) }
	part("I. Sơ lược")
	add("Tên: " + x.Name)
	add("Chức vụ, đơn vị: " + x.Where())
	part("II. Thành tích")
	add(orDots(x.Achievement))
	for line := range strings.Lines(x.Report) {
		if line = viet.Clean(line); line != "" {
			add(line)
		}
	}
	part("III. Các danh hiệu, hình thức khen thưởng đã được ghi nhận")
	for _, h := range r.Honours {
		add(fmt.Sprintf("- %d: %s (%s ngày %s)", h.Year, h.Name, h.Decision, viet.ShowDate(h.DecidedOn)))
	}
	if len(r.Honours) == 0 {
		add("(không có trong hồ sơ)")
	}
	if len(r.Initiatives) > 0 {
		part("IV. Sáng kiến được công nhận")
		for _, i := range r.Initiatives {
			add(fmt.Sprintf("- %d: %s, tỷ lệ đóng góp %d%% (%s ngày %s)",
				i.Year, i.Name, i.Share, i.Decision, viet.ShowDate(i.DecidedOn)))
		}
	}
	d.Signers = []paper.Signer{{Title: "XÁC NHẬN CỦA CẤP TRÌNH"}, {Title: "NGƯỜI BÁO CÁO", Name: x.Name}}
	return d
}

// orDots leaves room to write by hand where there is nothing.
func orDots(s string) string {
	if s == "" {
		return "……………………………………………………………………"
	}
	return s
}
