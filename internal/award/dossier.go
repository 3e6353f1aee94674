package award

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// SubmissionPaper is the tờ trình of a proposal.
func SubmissionPaper(l org.Letterhead, p Proposal, list []ProposalLine, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("to-trinh-%d", p.ID), "TỜ TRÌNH", now)
	d.Subject = "đề nghị " + lower(p.Subject)
	d.Blocks = []paper.Block{{Text: "Kính gửi: " + p.Body}, {Text: fmt.Sprintf("%s kính đề nghị %s xét, khen thưởng %d tập thể, %d cá nhân (%s), gồm:", l.Body, p.Body, p.Collectives, p.People, lower(ProposalKinds[p.Kind]))}}
	recipients := make([]Recipient, len(list))
	for i, x := range list {
		recipients[i] = x.Recipient
	}
	for _, g := range Groups(recipients) {
		d.Blocks = append(d.Blocks, paper.Block{Text: fmt.Sprintf("- %s: %d;", g.Title(), len(g.List))})
	}
	d.Blocks = append(d.Blocks, paper.Block{Text: "Hồ sơ kèm theo: danh sách trích ngang, báo cáo thành tích của từng tập thể, cá nhân."}, paper.Block{Text: "Kính trình xem xét, quyết định."})
	d.Copies = []string{"Như trên;", "Lưu " + l.Code() + "."}
	d.Signers = []paper.Signer{{Title: l.Authority, Name: l.Signer}}
	return d
}

func lower(s string) string {
	for _, r := range s {
		return strings.ToLower(string(r)) + s[len(string(r)):]
	}
	return s
}

// ProposalListPaper is the list of who is proposed, with the achievement.
func ProposalListPaper(l org.Letterhead, p Proposal, list []ProposalLine, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("danh-sach-de-nghi-%d", p.ID), "DANH SÁCH TRÍCH NGANG", now)
	d.Number, d.Landscape, d.Subject = "", true, "đề nghị "+lower(p.Subject)
	t := paper.Table{Columns: []paper.Column{{Title: "STT", Width: 12, Align: paper.Center}, {Title: "Họ và tên, tên tập thể", Width: 58}, {Title: "Chức vụ, đơn vị", Width: 66}, {Title: "Hình thức đề nghị", Width: 56}, {Title: "Thành tích", Width: 70}}}
	c, err := Shipped()
	for i, x := range list {
		form := x.Form
		if err == nil && c.Form(x.Form) != nil {
			form = c.Form(x.Form).Name
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []string{strconv.Itoa(i + 1), named(x.Recipient), Where(x.Recipient), form, x.Achievement}})
	}
	d.Blocks = []paper.Block{{Table: &t}}
	d.Signers = []paper.Signer{{Title: "NGƯỜI LẬP BIỂU"}, {Title: l.Authority, Name: l.Signer}}
	return d
}

// ReportPaper is an achievement report: filled from the record, finished by hand.
func ReportPaper(l org.Letterhead, p Proposal, x ProposalLine, r Record, now time.Time) paper.Document {
	d := l.Paper(fmt.Sprintf("bao-cao-thanh-tich-%d", x.ID), "BÁO CÁO THÀNH TÍCH", now)
	d.Number = ""
	c, err := Shipped()
	title := func(code string) string {
		if err == nil && c.Form(code) != nil {
			return c.Form(code).Name
		}
		return code
	}
	d.Subject = "đề nghị tặng " + title(x.Form)
	add := func(strong bool, text string) { d.Blocks = append(d.Blocks, paper.Block{Text: text, Strong: strong}) }
	add(true, "I. Sơ lược")
	add(false, "Tên: "+x.Name)
	add(false, "Chức vụ, đơn vị: "+Where(x.Recipient))
	add(true, "II. Thành tích")
	add(false, orDots(x.Achievement))
	for line := range strings.Lines(x.Report) {
		if line = viet.Clean(line); line != "" {
			add(false, line)
		}
	}
	add(true, "III. Các danh hiệu, hình thức khen thưởng đã được ghi nhận")
	for _, h := range r.Honours {
		add(false, fmt.Sprintf("- %d: %s (%s ngày %s)", h.Year, title(h.Title), h.Decision, viet.ShowDate(h.DecidedOn)))
	}
	if len(r.Honours) == 0 {
		add(false, "(không có trong hồ sơ)")
	}
	if len(r.Initiatives) > 0 {
		add(true, "IV. Sáng kiến được công nhận")
		for _, i := range r.Initiatives {
			add(false, fmt.Sprintf("- %d: %s, tỷ lệ đóng góp %d%% (%s ngày %s)", i.Year, i.Name, i.Share, i.Decision, viet.ShowDate(i.DecidedOn)))
		}
	}
	d.Signers = []paper.Signer{{Title: "XÁC NHẬN CỦA CẤP TRÌNH"}, {Title: "NGƯỜI BÁO CÁO", Name: x.Name}}
	return d
}

func orDots(s string) string {
	if s == "" {
		return "……………………………………………………………………"
	}
	return s
}

// Extra is a paper of a dossier that another part of the portal makes: the minutes of a council.
type Extra struct {
	Name string // of the file, without extension
	paper.Document
}

// Parts are what a dossier is put together from.
type Parts struct {
	Proposal
	List    []ProposalLine
	Records map[int64]Record
	Careers map[int64][]Served
	Needs   []Need
	Extras  []Extra
}

// Dossier writes the whole dossier as a zip: table of contents, submission, list, minutes, a report for
// each with what backs it, and the attached files; what is missing stands in the table of contents.
func Dossier(w io.Writer, l org.Letterhead, v Parts, now time.Time, progress func(done, total int)) error {
	z := zipper{Writer: zip.NewWriter(w)}
	z.paper("01-to-trinh.docx", SubmissionPaper(l, v.Proposal, v.List, now), paper.DOCX)
	z.paper("02-danh-sach.docx", ProposalListPaper(l, v.Proposal, v.List, now), paper.DOCX)
	z.paper("02-danh-sach.pdf", ProposalListPaper(l, v.Proposal, v.List, now), paper.PDF)
	for _, x := range v.Extras {
		z.paper("03-bien-ban/"+x.Name+".docx", x.Document, paper.DOCX)
	}
	for i, x := range v.List {
		name := fmt.Sprintf("%03d-%s", i+1, strings.ReplaceAll(viet.SearchKey(x.Name), " ", "-"))
		z.paper("04-bao-cao/"+name+".docx", ReportPaper(l, v.Proposal, x, v.Records[x.PersonID], now), paper.DOCX)
		if r := v.Records[x.PersonID]; len(r.Initiatives) > 0 {
			z.paper("05-sang-kien/"+name+".docx", InitiativePaper(l, x, r, now), paper.DOCX)
		}
		if career := v.Careers[x.PersonID]; v.Kind == "career" && len(career) > 0 {
			z.paper("06-qua-trinh/"+name+".docx", CareerPaper(l, x, career, now), paper.DOCX)
		}
		progress(i+1, len(v.List))
	}
	missing := ""
	for _, n := range v.Needs {
		for _, f := range n.Files {
			z.file(fmt.Sprintf("07-dinh-kem/%s-%d-%s", n.Code, f.ID, f.Name), n.Name, f.Path)
		}
		if !n.Done() {
			missing += "\r\nTHIẾU: " + strings.TrimSuffix(n.Name+": "+strings.Join(n.Missing, ", "), ": ")
		}
	}
	z.contents(fmt.Sprintf("HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG\r\n%s\r\nGửi: %s\r\n\r\n%s\r\n%s\r\n", v.Subject, v.Body, strings.Join(z.names, "\r\n"), missing))
	if z.err != nil {
		return z.err
	}
	return z.Close()
}

// zipper puts papers and files into an archive until something fails.
type zipper struct {
	*zip.Writer
	names []string
	err   error
}

func (z *zipper) put(name, title string, write func(io.Writer) error) {
	if z.err != nil {
		return
	}
	out, err := z.Create(name)
	if err == nil {
		err = write(out)
	}
	z.err = err
	z.names = append(z.names, name+": "+title)
}

func (z *zipper) paper(name string, d paper.Document, render func(io.Writer, paper.Document) error) {
	z.put(name, d.Title+" "+d.Subject, func(w io.Writer) error { return render(w, d) })
}

func (z *zipper) file(name, title, path string) {
	z.put(name, title, func(w io.Writer) error {
		f, err := os.Open(path) // #nosec G304 -- a path of the portal's own, from the database
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // reading only
		_, err = io.Copy(w, f)
		return err
	})
}

func (z *zipper) contents(text string) {
	z.put("00-muc-luc.txt", "", func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}
