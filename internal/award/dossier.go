package award

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// Extra is a paper of a dossier that another part of the portal makes: the minutes of a council.
type Extra struct {
	Name string // of the file, without extension
	paper.Document
}

// Dossier is what a dossier is put together from.
type Dossier struct {
	ProposalRow
	List     []ProposalLine
	Records  map[int64]Record   // by person
	Careers  map[int64][]Served // by person
	Needs    []Need
	Meetings []int64 // of the council, whose minutes belong to it
	Extras   []Extra
}

// madePapers are the papers that the portal makes for every dossier; no other paper of the catalogue may come from
// the portal.
var madePapers = []struct {
	code string // of the paper in the catalogue
	file string // without extension
	pdf  bool   // as PDF too
	draw func(l org.Letterhead, p ProposalRow, list []ProposalLine, now time.Time) paper.Document
}{
	{code: "submission", file: "01-to-trinh", draw: submissionPaper},
	{code: "list", file: "02-danh-sach", pdf: true, draw: proposalListPaper},
}

// makes reports whether the portal makes the paper with a code.
func makes(code string) bool {
	for _, x := range madePapers {
		if x.code == code {
			return true
		}
	}
	return false
}

// Write writes the whole dossier as a zip: table of contents, submission, list, minutes, a report for each with
// what backs it, and the attached files; what is missing stands in the table of contents.
func (v Dossier) Write(w io.Writer, l org.Letterhead, now time.Time, progress func(done, total int)) error {
	z := zipper{Writer: zip.NewWriter(w)}
	for _, x := range madePapers {
		made := x.draw(l, v.ProposalRow, v.List, now)
		z.paper(x.file+".docx", made, paper.DOCX)
		if x.pdf {
			z.paper(x.file+".pdf", made, paper.PDF)
		}
	}
	for _, x := range v.Extras {
		z.paper("03-bien-ban/"+x.Name+".docx", x.Document, paper.DOCX)
	}
	for i, x := range v.List {
		name := fmt.Sprintf("%03d-%s.docx", i+1, strings.ReplaceAll(viet.SearchKey(x.Name), " ", "-"))
		if err := v.line(&z, l, x, name, now); err != nil {
			return err
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
	z.contents(fmt.Sprintf("HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG\r\n%s\r\nGửi: %s\r\n\r\n%s\r\n%s\r\n",
		v.Subject, v.Body, strings.Join(z.names, "\r\n"), missing))
	if z.err != nil {
		return z.err
	}
	return z.Close()
}

// line puts the papers of one line into the archive.
func (v Dossier) line(z *zipper, l org.Letterhead, x ProposalLine, name string, now time.Time) error {
	record := v.Records[x.Person()]
	z.paper("04-bao-cao/"+name, reportPaper(l, x, record, now), paper.DOCX)
	if len(record.Initiatives) > 0 {
		z.paper("05-sang-kien/"+name, initiativePaper(l, x, record, now), paper.DOCX)
	}
	if posts := v.Careers[x.Person()]; v.Kind == Career && len(posts) > 0 {
		career, err := careerPaper(l, x, posts, now)
		if err != nil {
			return err
		}
		z.paper("06-qua-trinh/"+name, career, paper.DOCX)
	}
	return nil
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
