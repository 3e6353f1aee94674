package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"strings"

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
	f, r, err := pdf.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // reading only
	var b strings.Builder
	for i := 1; i <= min(r.NumPage(), 500) && b.Len() < mostText; i++ {
		page, err := r.Page(i).GetPlainText(nil)
		if err != nil {
			return b.String()
		}
		b.WriteString(page)
		b.WriteByte('\n')
	}
	return cut(b.String())
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
