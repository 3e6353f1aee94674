package paper

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"

	"congthidua/static"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

// The PDF is set with fpdf and not with maroto: a table's head must repeat on every page but
// the title above it must not, and maroto repeats only what stands at the top of every page.

// Sizes in points, as both guides have them.
const (
	bodySize  = 13.0
	titleSize = 14.0
	tableSize = 12.0
	smallSize = 11.0
	point     = 25.4 / 72 // millimetres
	leading   = 1.25
	cellPad   = 1.2 // millimetres
)

var fonts = sync.OnceValues(func() (map[string][]byte, error) {
	files := map[string]string{"": "Tinos_400Regular", "B": "Tinos_700Bold", "I": "Tinos_400Regular_Italic", "BI": "Tinos_700Bold_Italic"}
	loaded := map[string][]byte{}
	for style, name := range files {
		content, err := static.Files.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			return nil, err
		}
		loaded[style] = content
	}
	return loaded, nil
})

// setter sets a document on pages.
type setter struct {
	*fpdf.Fpdf
	d      Document
	m      Margins
	width  float64 // printable
	bottom float64 // lowest printable line
	tick   func()
}

// PDF writes the document as a PDF of A4 pages with the page number at the top centre from
// the second page on.
func PDF(w io.Writer, d Document) error {
	s, err := newSetter(d)
	if err != nil {
		return err
	}
	s.AddPage()
	s.head()
	s.title()
	for i, b := range d.Blocks {
		// The last block keeps some of itself on the page of the signatures.
		below := 0.0
		if i == len(d.Blocks)-1 {
			below = s.footHeight()
		}
		if b.Table != nil {
			s.table(*b.Table, below)
		} else {
			s.paragraph(b, below)
		}
	}
	s.foot()
	return s.Output(w)
}

// FontFamily is the family of all papers: Tinos, as wide as Times New Roman.
const FontFamily = "Tinos"

// AddFonts makes the family known to a PDF, in all four styles.
func AddFonts(pdf *fpdf.Fpdf) error {
	loaded, err := fonts()
	if err != nil {
		return err
	}
	for style, content := range loaded {
		pdf.AddUTF8FontFromBytes(FontFamily, style, content)
	}
	return nil
}

func newSetter(d Document) (*setter, error) {
	width, height, m := d.Page()
	orientation := "P"
	if d.Landscape {
		orientation = "L"
	}
	pdf := fpdf.New(orientation, "mm", "A4", "")
	if err := AddFonts(pdf); err != nil {
		return nil, err
	}
	pdf.SetMargins(m.Left, m.Top, m.Right)
	pdf.SetAutoPageBreak(false, m.Bottom)
	pdf.SetTitle(d.Title+" "+d.Subject, true)
	pdf.SetCreator("Cổng Thi đua", true)
	pdf.SetLineWidth(0.2)
	s := &setter{Fpdf: pdf, d: d, m: m, width: width - m.Left - m.Right, bottom: height - m.Bottom, tick: d.counter()}
	pdf.SetHeaderFuncMode(func() {
		if pdf.PageNo() > 1 {
			s.font("", bodySize)
			pdf.SetXY(m.Left, m.Top-11)
			pdf.CellFormat(s.width, 6, fmt.Sprint(pdf.PageNo()), "", 0, "C", false, 0, "")
			pdf.SetXY(m.Left, m.Top)
		}
	}, true)
	return s, nil
}

func (s *setter) font(style string, size float64) { s.SetFont(FontFamily, style, size) }

func lineHeight(size float64) float64 { return size * point * leading }

// line sets one centred line of a column and returns its width on the paper.
func (s *setter) line(x, width float64, style string, size float64, text string) float64 {
	s.font(style, size)
	text = norm.NFC.String(text)
	for s.GetStringWidth(text) > width && size > 8 {
		size -= 0.5
		s.font(style, size)
	}
	s.SetX(x)
	s.CellFormat(width, lineHeight(size), text, "", 2, "C", false, 0, "")
	return s.GetStringWidth(text)
}

// head sets issuing body and number on the left, motto, place and date on the right.
func (s *setter) head() {
	left, right := s.width*0.44, s.width*0.56
	x, top := s.m.Left, s.m.Top
	s.SetXY(x, top)
	if s.d.Superior != "" {
		s.line(x, left, "", bodySize, Upper(s.d.Superior))
	}
	wide := 0.0
	s.font("B", bodySize)
	for _, part := range s.lines(Upper(s.d.Body), left-2) {
		wide = max(wide, s.line(x, left, "B", bodySize, part))
	}
	if s.d.Style == State {
		s.rule(x+left/2, s.GetY()+0.3, wide/3)
		s.Ln(1.2)
	} else {
		s.line(x, left, "", bodySize, "*")
	}
	if s.d.Number != "" {
		s.line(x, left, "", bodySize, s.d.Number)
	}
	below := s.GetY()
	s.SetXY(x+left, top)
	first, second := s.d.Motto()
	wide = s.line(x+left, right, "B", bodySize, first)
	if second != "" {
		wide = s.line(x+left, right, "B", bodySize, second)
	}
	s.rule(x+left+right/2, s.GetY()+0.3, wide)
	s.Ln(1.8)
	s.line(x+left, right, "I", bodySize, s.d.DateLine())
	s.SetY(max(below, s.GetY()))
}

func (s *setter) rule(center, y, width float64) { s.Line(center-width/2, y, center+width/2, y) }

func (s *setter) title() {
	s.Ln(6)
	for _, l := range []struct {
		style string
		size  float64
		text  string
	}{{"B", titleSize, s.d.Title}, {"B", bodySize, s.d.Subject}, {"I", bodySize, s.d.Note}} {
		if l.text == "" {
			continue
		}
		s.font(l.style, l.size)
		s.SetX(s.m.Left + s.width*0.05)
		s.MultiCell(s.width*0.9, lineHeight(l.size), norm.NFC.String(l.text), "", "C", false)
	}
	s.Ln(4)
}

// room starts a new page where fewer than height millimetres are left.
func (s *setter) room(height float64) bool {
	if s.GetY()+height <= s.bottom {
		return false
	}
	s.AddPage()
	s.SetXY(s.m.Left, s.m.Top)
	return true
}

func (s *setter) paragraph(b Block, below float64) {
	bold, size := b.style()
	style := ""
	if bold {
		style = "B"
	}
	s.font(style, size)
	h := lineHeight(size)
	lines := s.lines(b.Text, s.width)
	if below > 0 {
		s.room(min(float64(len(lines))*h+below, s.bottom-s.m.Top))
	}
	for _, line := range lines {
		s.room(h)
		s.font(style, size)
		s.SetX(s.m.Left)
		s.CellFormat(s.width, h, line, "", 2, "L", false, 0, "")
	}
	s.Ln(1.2)
}

// lines breaks text at spaces to the width in the present font.
func (s *setter) lines(text string, width float64) []string {
	var lines []string
	for para := range strings.SplitSeq(norm.NFC.String(text), "\n") {
		line := ""
		for word := range strings.FieldsSeq(para) {
			next := strings.TrimSpace(line + " " + word)
			if line != "" && s.GetStringWidth(next) > width {
				lines = append(lines, line)
				next = word
			}
			for s.GetStringWidth(next) > width && len([]rune(next)) > 1 { // a word longer than the cell
				cut := len([]rune(next)) - 1
				for cut > 1 && s.GetStringWidth(string([]rune(next)[:cut])) > width {
					cut--
				}
				lines = append(lines, string([]rune(next)[:cut]))
				next = string([]rune(next)[cut:])
			}
			line = next
		}
		lines = append(lines, line)
	}
	return lines
}

func sum(list []float64) float64 {
	total := 0.0
	for _, x := range list {
		total += x
	}
	return total
}

// signatureRoom is the height kept for signature and seal, in millimetres.
var signatureRoom = 28.0

// footHeight is what the signatures need, 0 where there are none.
func (s *setter) footHeight() float64 {
	if len(s.d.Signers)+len(s.d.Copies) == 0 {
		return 0
	}
	return max(signatureRoom+4*lineHeight(bodySize), float64(len(s.d.Copies)+2)*lineHeight(smallSize)) + 4
}

// foot sets the distribution list on the left and the signatures; it is never parted.
func (s *setter) foot() {
	if len(s.d.Signers)+len(s.d.Copies) == 0 {
		return
	}
	s.room(s.footHeight())
	s.Ln(4)
	top := s.GetY()
	if len(s.d.Copies) > 0 {
		s.font("BI", smallSize)
		s.SetX(s.m.Left)
		s.CellFormat(s.width/2, lineHeight(smallSize), "Nơi nhận:", "", 2, "L", false, 0, "")
		s.font("", smallSize)
		for _, c := range s.d.Copies {
			s.SetX(s.m.Left)
			s.CellFormat(s.width/2, lineHeight(smallSize), norm.NFC.String("- "+c), "", 2, "L", false, 0, "")
		}
	}
	columns := len(s.d.Signers)
	if len(s.d.Copies) > 0 {
		columns++
	}
	columns = max(2, columns)
	width := s.width / float64(columns)
	for i, signer := range s.d.Signers {
		x := s.m.Left + s.width - width*float64(len(s.d.Signers)-i)
		s.SetXY(x, top)
		for _, title := range signer.titles() {
			s.line(x, width, "B", bodySize, title)
		}
		if signer.Hint != "" {
			s.line(x, width, "I", smallSize, signer.Hint)
		}
		s.SetXY(x, top+signatureRoom+lineHeight(bodySize))
		s.line(x, width, "B", bodySize, signer.Name)
	}
}

// Bytes renders with one of the renderers into memory.
func Bytes(render func(io.Writer, Document) error, d Document) ([]byte, error) {
	var b bytes.Buffer
	err := render(&b, d)
	return b.Bytes(), err
}
