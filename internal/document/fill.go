package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"

	"congthidua/internal/fault"
)

// Blanks fill a template: single values, and the rows of tables that repeat.
type Blanks struct {
	Values map[string]string
	Rows   map[string][]map[string]string
}

// Templates may unpack to no more than this, in bytes.
const mostTemplate = 64 << 20

var (
	part      = regexp.MustCompile(`^word/(document|header\d*|footer\d*)\.xml$`)
	tableRow  = regexp.MustCompile(`(?s)<w:tr[ >].*?</w:tr>`)
	paragraph = regexp.MustCompile(`(?s)<w:p[ >].*?</w:p>`)
	run       = regexp.MustCompile(`(?s)<w:t(?: [^>]*)?>(.*?)</w:t>`)
	blank     = regexp.MustCompile(`\{(#?)([a-z][a-z0-9_]{0,40})\}`)
)

// Fields lists the blanks of a template: "name", and "#rows" for a table row that repeats.
func Fields(content []byte) (fields []string, err error) {
	err = eachPart(content, func(_ *zip.File, text string, filled bool) error {
		if !filled {
			return nil
		}
		for _, p := range paragraph.FindAllString(text, -1) {
			for _, m := range blank.FindAllStringSubmatch(spoken(p), -1) {
				if name := m[1] + m[2]; !slices.Contains(fields, name) {
					fields = append(fields, name)
				}
			}
		}
		return nil
	})
	return fields, err
}

// Check refuses a template with blanks that nothing fills, naming them.
func Check(fields []string, known Blanks) error {
	var unknown []string
	for _, f := range fields {
		_, value := known.Values[f]
		rows, isRows := strings.CutPrefix(f, "#")
		_, row := known.Rows[rows]
		inRow := false
		for _, list := range known.Rows {
			if len(list) > 0 {
				_, found := list[0][f]
				inRow = inRow || found
			}
		}
		if !value && !(isRows && row) && !inRow {
			unknown = append(unknown, "{"+f+"}")
		}
	}
	if len(unknown) > 0 {
		return fault.Invalidf("file", "Mẫu có chỗ điền không rõ: %s", strings.Join(unknown, ", "))
	}
	if len(fields) == 0 {
		return fault.Invalidf("file", "Mẫu không có chỗ điền nào, ví dụ {ten}")
	}
	return nil
}

// Fill writes a template with its blanks filled. A table row that holds {#rows} is repeated for each of
// the rows. What was split over several runs by the word processor is joined first, within its
// paragraph.
func Fill(content []byte, b Blanks) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	err := eachPart(content, func(f *zip.File, text string, filled bool) error {
		if filled {
			text = tableRow.ReplaceAllStringFunc(text, func(row string) string { return b.repeat(row) })
			text = paragraph.ReplaceAllStringFunc(text, func(p string) string { return fillParagraph(p, b.Values) })
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
		if err != nil {
			return err
		}
		_, err = io.WriteString(to, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

// eachPart calls fn with every part of a DOCX, in their order; filled tells those that hold text.
func eachPart(content []byte, fn func(f *zip.File, text string, filled bool) error) error {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return fault.Invalidf("file", "Không đọc được tệp DOCX này")
	}
	left := int64(mostTemplate)
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			return fault.Invalidf("file", "Không đọc được tệp DOCX này")
		}
		text, err := io.ReadAll(io.LimitReader(in, left+1))
		_ = in.Close() // it was only read
		if err != nil || int64(len(text)) > left {
			return fault.Invalidf("file", "Không đọc được tệp DOCX này")
		}
		left -= int64(len(text))
		if err := fn(f, string(text), part.MatchString(f.Name)); err != nil {
			return err
		}
	}
	return nil
}

// repeat writes a row once for each of the rows that it names, or as it is where it names none.
func (b Blanks) repeat(row string) string {
	name := ""
	for _, p := range paragraph.FindAllString(row, -1) {
		for _, m := range blank.FindAllStringSubmatch(spoken(p), -1) {
			if m[1] == "#" {
				name = m[2]
			}
		}
	}
	rows, known := b.Rows[name]
	if name == "" || !known {
		return row
	}
	var out strings.Builder
	for _, values := range rows {
		with := map[string]string{"#" + name: ""}
		for k, v := range values {
			with[k] = v
		}
		out.WriteString(paragraph.ReplaceAllStringFunc(row, func(p string) string { return fillParagraph(p, with) }))
	}
	return out.String()
}

// spoken is what a paragraph says, whatever its runs.
func spoken(p string) string {
	var b strings.Builder
	for _, m := range run.FindAllStringSubmatch(p, -1) {
		b.WriteString(unescape(m[1]))
	}
	return b.String()
}

// fillParagraph fills the blanks of a paragraph. Where each blank lies within a run, the runs keep
// their looks; a blank that is split takes the whole text into the first run.
func fillParagraph(p string, values map[string]string) string {
	text := spoken(p)
	if !strings.Contains(text, "{") {
		return p
	}
	whole := 0
	for _, m := range run.FindAllStringSubmatch(p, -1) {
		whole += len(blank.FindAllString(unescape(m[1]), -1))
	}
	if whole == len(blank.FindAllString(text, -1)) {
		return run.ReplaceAllStringFunc(p, func(r string) string {
			return written(fillText(unescape(run.FindStringSubmatch(r)[1]), values))
		})
	}
	first := true
	return run.ReplaceAllStringFunc(p, func(string) string {
		if first {
			first = false
			return written(fillText(text, values))
		}
		return written("")
	})
}

func fillText(text string, values map[string]string) string {
	return blank.ReplaceAllStringFunc(text, func(b string) string {
		if v, known := values[b[1:len(b)-1]]; known {
			return v
		}
		return b
	})
}

// written is text as a run holds it, its lines apart.
func written(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = `<w:t xml:space="preserve">` + escape(lines[i]) + `</w:t>`
	}
	return strings.Join(lines, `<w:br/>`)
}

func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}

func unescape(s string) string {
	var text string
	if err := xml.Unmarshal([]byte("<t>"+s+"</t>"), &text); err != nil {
		return s
	}
	return text
}
