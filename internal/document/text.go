package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// mostText is how much of a file's text is kept for the search, in bytes; mostXML bounds what a DOCX
// may unpack to while it is read.
const (
	mostText = 2 << 20
	mostXML  = 64 << 20
)

// Text reads the text of a PDF or DOCX at path; other files have none. What cannot be read has none
// either: a scan without text is kept all the same.
func Text(path string) string {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf":
		return pdfText(path)
	case ".docx":
		text, err := docxText(path)
		if err != nil {
			return ""
		}
		return text
	}
	return ""
}

// pdfText never fails: the reader of PDFs panics on some that are broken.
func pdfText(path string) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	content, err := os.ReadFile(path) // #nosec G304 -- a path of the portal's own
	if err != nil {
		return ""
	}
	r, err := pdf.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return ""
	}
	identity := bytes.Contains(content, []byte(identityRange))
	var b strings.Builder
	for i := 1; i <= min(r.NumPage(), 500) && b.Len() < mostText; i++ {
		if identity {
			b.WriteString(identityText(r.Page(i)))
		} else {
			page, err := r.Page(i).GetPlainText(nil)
			if err != nil {
				return cut(b.String())
			}
			b.WriteString(page)
		}
		b.WriteByte('\n')
	}
	return cut(b.String())
}

// identityRange is how writers such as the portal's own say that a font's codes are UTF-16: one range
// over everything, of which the reader follows only the last byte.
const identityRange = "<0000> <FFFF> <0000>"

// identityText reads a page whose strings are UTF-16.
func identityText(p pdf.Page) string {
	var b strings.Builder
	show := func(v pdf.Value) {
		raw := v.RawString()
		codes := make([]uint16, 0, len(raw)/2)
		for i := 0; i+1 < len(raw); i += 2 {
			codes = append(codes, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		b.WriteString(string(utf16.Decode(codes)))
	}
	pdf.Interpret(p.V.Key("Contents"), func(stack *pdf.Stack, op string) {
		list := make([]pdf.Value, stack.Len())
		for i := len(list) - 1; i >= 0; i-- {
			list[i] = stack.Pop()
		}
		if len(list) == 0 {
			return
		}
		switch last := list[len(list)-1]; op {
		case "Tj", "'", "\"":
			show(last)
			b.WriteByte(' ')
		case "TJ":
			for i := range last.Len() {
				show(last.Index(i))
			}
			b.WriteByte(' ')
		}
	})
	return b.String()
}

func cut(s string) string {
	if len(s) > mostText {
		return strings.ToValidUTF8(s[:mostText], "")
	}
	return s
}

func docxText(path string) (string, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return "", err
	}
	defer archive.Close() //nolint:errcheck // reading only
	f, err := archive.Open("word/document.xml")
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // reading only
	return wordText(io.LimitReader(f, mostXML))
}

// wordText gathers the text of a WordprocessingML part, a line to each paragraph.
func wordText(r io.Reader) (string, error) {
	var b bytes.Buffer
	d := xml.NewDecoder(r)
	inside := false
	for b.Len() < mostText {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return b.String(), err
		}
		switch x := token.(type) {
		case xml.StartElement:
			inside = x.Name.Local == "t"
			if x.Name.Local == "tab" {
				b.WriteByte(' ')
			}
		case xml.EndElement:
			inside = false
			if x.Name.Local == "p" {
				b.WriteByte('\n')
			}
		case xml.CharData:
			if inside {
				b.Write(x)
			}
		}
	}
	return cut(b.String()), nil
}
