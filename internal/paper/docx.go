package paper

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// docx gathers the body of word/document.xml. It is written here because the library that was tried, godocx,
// has neither page headers, which carry the page number, nor rows that repeat as the head of a table.
type docx struct {
	strings.Builder
	width int // printable, in twentieths of a point
	tick  func()
}

// twips is how many twentieths of a point a millimetre has.
const twips = 56.6929

// DOCX writes the document for a word processor.
func DOCX(w io.Writer, d Document) error {
	width, _, m := d.Page()
	x := &docx{width: int((width - m.Left - m.Right) * twips), tick: d.counter()}
	x.head(d)
	x.paragraph(run{text: d.Title, bold: true, size: titleSize}, center, 240, 0)
	x.paragraph(run{text: d.Subject, bold: true}, center, 0, 0)
	x.paragraph(run{text: d.Note, italic: true}, center, 0, 160)
	for i, b := range d.Blocks {
		last := i == len(d.Blocks)-1
		if b.Table != nil {
			x.table(*b.Table, last)
			x.WriteString(paragraph(run{size: 6}, left, 0, 0, keepNext(last)))
			continue
		}
		bold, size := b.style()
		x.WriteString(paragraph(run{text: b.Text, bold: bold, size: size}, left, 0, 60, keepNext(last)))
	}
	x.foot(d)
	return x.write(w, d)
}

const (
	left   = "left"
	center = "center"
	right  = "right"
)

type run struct {
	text         string
	bold, italic bool
	size         float64 // points; 0 is the body's
}

func (r run) xml() string {
	size := r.size
	if size == 0 {
		size = bodySize
	}
	var b strings.Builder
	b.WriteString("<w:r><w:rPr>")
	if r.bold {
		b.WriteString("<w:b/>")
	}
	if r.italic {
		b.WriteString("<w:i/>")
	}
	fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr>`, int(size*2), int(size*2))
	for i, part := range strings.Split(norm.NFC.String(r.text), "\n") {
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		b.WriteString(`<w:t xml:space="preserve">`)
		_ = xml.EscapeText(&b, []byte(part)) // a strings.Builder does not fail
		b.WriteString("</w:t>")
	}
	b.WriteString("</w:r>")
	return b.String()
}

func (x *docx) paragraph(r run, align string, before, after int) {
	x.WriteString(paragraph(r, align, before, after, ""))
}

// paragraph writes one paragraph; more goes into its properties.
func paragraph(r run, align string, before, after int, more string) string {
	return fmt.Sprintf(`<w:p><w:pPr>%s<w:spacing w:before="%d" w:after="%d"/><w:jc w:val="%s"/></w:pPr>%s</w:p>`, more,
		before, after, align, r.xml())
}

// keepNext keeps a paragraph on the page of what follows: the last block stays with the
// signatures.
func keepNext(yes bool) string {
	if yes {
		return "<w:keepNext/>"
	}
	return ""
}

// ruled is a line with a rule below it, as long as the text: a paragraph's border would run
// across the whole column, so the indents narrow it.
func ruled(r run, column int, share float64) string {
	indent := int(float64(column) * (1 - share) / 2)
	border := `<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>`
	return fmt.Sprintf(
		`<w:p><w:pPr>%s<w:spacing w:before="0" w:after="60"/><w:ind w:left="%d" w:right="%d"/><w:jc w:val="center"/>`+
			`</w:pPr>%s</w:p>`,
		border, indent, indent, r.xml())
}

// columns lays cells side by side without lines.
func (x *docx) side(widths []int, contents []string) {
	x.WriteString(
		`<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(
			x.width) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`,
	)
	for _, w := range widths {
		fmt.Fprintf(x, `<w:gridCol w:w="%d"/>`, w)
	}
	x.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	for i, w := range widths {
		fmt.Fprintf(x, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, w, contents[i])
	}
	x.WriteString(`</w:tr></w:tbl>`)
}

func (x *docx) head(d Document) {
	l := int(float64(x.width) * 0.44)
	r := x.width - l
	var issuer, motto strings.Builder
	if d.Superior != "" {
		issuer.WriteString(paragraph(run{text: Upper(d.Superior)}, center, 0, 0, ""))
	}
	if d.Style == State {
		issuer.WriteString(paragraph(run{text: Upper(d.Body), bold: true}, center, 0, 0, ""))
		issuer.WriteString(ruled(run{size: 2}, l, 0.3))
	} else {
		issuer.WriteString(paragraph(run{text: Upper(d.Body), bold: true}, center, 0, 0, ""))
		issuer.WriteString(paragraph(run{text: "*"}, center, 0, 0, ""))
	}
	if d.Number != "" {
		issuer.WriteString(paragraph(run{text: d.Number}, center, 0, 0, ""))
	}
	first, second := d.Motto()
	if second == "" {
		motto.WriteString(ruled(run{text: first, bold: true}, r, textShare(first, r)))
	} else {
		motto.WriteString(paragraph(run{text: first, bold: true, size: 12}, center, 0, 0, ""))
		motto.WriteString(ruled(run{text: second, bold: true}, r, textShare(second, r)))
	}
	motto.WriteString(paragraph(run{text: d.DateLine(), italic: true}, center, 0, 0, ""))
	x.side([]int{l, r}, []string{issuer.String(), motto.String()})
}

// textShare estimates how much of a column a line of bold text fills, so that the rule below it
// is as long as the text.
func textShare(text string, column int) float64 {
	units := 0.0
	for _, r := range text {
		if strings.ToUpper(string(r)) == string(r) && r != ' ' && r != '-' {
			units += 0.735
		} else if r == ' ' {
			units += 0.25
		} else {
			units += 0.5
		}
	}
	return min(1, (units*bodySize*20+120)/float64(column))
}

func (x *docx) table(t Table, last bool) {
	widths := make([]int, len(t.Columns))
	x.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(x.width) + `" w:type="dxa"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(x, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	x.WriteString(
		`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>` +
			`<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	// Lengths are in twentieths of a point; a cell keeps 70 free on either side.
	for i, w := range t.fitted(float64(x.width), 150, func(word string, strong bool) float64 { return estimate(word, strong, 20*tableSize) }) {
		widths[i] = int(w)
		fmt.Fprintf(x, `<w:gridCol w:w="%d"/>`, widths[i])
	}
	x.WriteString(`</w:tblGrid>`)
	heads := Row{Cells: make([]string, len(t.Columns)), Strong: true}
	for i, c := range t.Columns {
		heads.Cells[i] = c.Title
	}
	x.row(t, widths, heads, true, false)
	for i, r := range t.Rows {
		x.row(t, widths, r, false, last && i == len(t.Rows)-1)
		x.tick()
	}
	x.WriteString(`</w:tbl>`)
}

func (x *docx) row(t Table, widths []int, r Row, head, keep bool) {
	x.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		x.WriteString(`<w:tblHeader/>`)
	}
	x.WriteString(`</w:trPr>`)
	for _, c := range r.cells(len(t.Columns)) {
		width := 0
		for _, w := range widths[c.at : c.at+c.over] {
			width += w
		}
		align := [...]string{left, center, right}[t.Columns[c.at].Align]
		vertical := "top"
		if head {
			align, vertical = center, "center"
		} else if c.over > 1 {
			align = left
		}
		fmt.Fprintf(x,
			`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/><w:vAlign w:val="%s"/></w:tcPr>%s</w:tc>`,
			width, c.over, vertical,
			paragraph(run{text: c.text, bold: r.Strong, size: tableSize}, align, 40, 40, keepNext(keep)))
	}
	x.WriteString(`</w:tr>`)
}

func (x *docx) foot(d Document) {
	if len(d.Signers)+len(d.Copies) == 0 {
		return
	}
	var contents []string
	if len(d.Copies) > 0 {
		var b strings.Builder
		b.WriteString(paragraph(run{text: "Nơi nhận:", bold: true, italic: true, size: smallSize}, left, 0, 0, ""))
		for _, c := range d.Copies {
			b.WriteString(paragraph(run{text: "- " + c, size: smallSize}, left, 0, 0, ""))
		}
		contents = append(contents, b.String())
	} else if len(d.Signers) == 1 {
		contents = append(contents, paragraph(run{}, left, 0, 0, ""))
	}
	for _, s := range d.Signers {
		var b strings.Builder
		for _, title := range s.titles() {
			b.WriteString(paragraph(run{text: title, bold: true}, center, 0, 0, ""))
		}
		if s.Hint != "" {
			b.WriteString(paragraph(run{text: s.Hint, italic: true, size: smallSize}, center, 0, 0, ""))
		}
		b.WriteString(paragraph(run{text: s.Name, bold: true}, center, int(signatureRoom*twips), 0, ""))
		contents = append(contents, b.String())
	}
	widths := make([]int, len(contents))
	for i := range widths {
		widths[i] = x.width / len(widths)
	}
	x.WriteString(paragraph(run{size: 6}, left, 0, 60, keepNext(true)))
	x.side(widths, contents)
}

const (
	wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	officeTypes = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relations   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
)

func (x *docx) write(w io.Writer, d Document) error {
	width, height, m := d.Page()
	orient := ""
	if d.Landscape {
		orient = ` w:orient="landscape"`
	}
	mm := func(v float64) int { return int(v * twips) }
	section := fmt.Sprintf(
		`<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p><w:sectPr>`+
			`<w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="%d" w:h="%d"%s/>`+
			`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="500" w:footer="500" w:gutter="0"/>`+
			`<w:titlePg/></w:sectPr>`,
		mm(width), mm(height), orient, mm(m.Top), mm(m.Right), mm(m.Bottom), mm(m.Left))
	parts := []struct{ name, content string }{
		{
			"[Content_Types].xml",
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
				`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
				`<Default Extension="xml" ContentType="application/xml"/>` +
				`<Override PartName="/word/document.xml" ContentType="` + officeTypes + `document.main+xml"/>` +
				`<Override PartName="/word/styles.xml" ContentType="` + officeTypes + `styles+xml"/>` +
				`<Override PartName="/word/header1.xml" ContentType="` + officeTypes + `header+xml"/></Types>`,
		},
		{
			"_rels/.rels",
			packageRels + `<Relationship Id="rId1" Type="` + relations + `officeDocument" Target="word/document.xml"/>` +
				`</Relationships>`,
		},
		{
			"word/_rels/document.xml.rels",
			packageRels + `<Relationship Id="rId1" Type="` + relations + `styles" Target="styles.xml"/>` +
				`<Relationship Id="rId2" Type="` + relations + `header" Target="header1.xml"/></Relationships>`,
		},
		{
			"word/styles.xml",
			`<w:styles ` + wordNames + `><w:docDefaults><w:rPrDefault><w:rPr>` +
				`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" ` +
				`w:cs="Times New Roman"/><w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>`,
		},
		{
			"word/header1.xml",
			`<w:hdr ` + wordNames + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/>` +
				`</w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/>` +
				`</w:r></w:p></w:hdr>`,
		},
		{
			"word/document.xml",
			`<w:document ` + wordNames + `><w:body>` + x.String() + section + `</w:body></w:document>`,
		},
	}
	archive := zip.NewWriter(w)
	for _, p := range parts {
		file, err := archive.Create(p.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(file, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+p.content); err != nil {
			return err
		}
	}
	return archive.Close()
}
