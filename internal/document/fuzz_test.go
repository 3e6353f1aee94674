package document

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"congthidua/internal/paper"
)

// FuzzFill fills whatever is uploaded as a template; it never panics, and what it leaves is readable.
func FuzzFill(f *testing.F) {
	content, err := paper.Bytes(
		paper.DOCX,
		paper.Document{Style: paper.Party, Title: "{ten}", Blocks: []paper.Block{{Text: "{#nguoi}"}}},
	)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content, "a")
	f.Add([]byte("PK"), "{ten}")
	f.Fuzz(func(t *testing.T, content []byte, value string) {
		b := Blanks{
			Values: map[string]string{"ten": value},
			Rows:   map[string][]map[string]string{"nguoi": {{"ten": value}}},
		}
		filled, err := Fill(content, b)
		if err != nil {
			return
		}
		if _, err := Fields(filled); err != nil {
			t.Errorf("what was filled cannot be read: %v", err)
		}
	})
}

// FuzzText reads whatever is uploaded as a PDF or DOCX.
func FuzzText(f *testing.F) {
	for _, render := range []func() ([]byte, error){func() ([]byte, error) {
		return paper.Bytes(paper.PDF,
			paper.Document{Style: paper.Party,
				Title: "A"})
	}, func() ([]byte, error) { return paper.Bytes(paper.DOCX, paper.Document{Style: paper.Party, Title: "A"}) }} {
		content, err := render()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, name := range []string{"a.pdf", "a.docx"} {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if text := Text(path); !utf8.ValidString(text) || len(text) > mostText {
				t.Errorf("%d bytes of text, valid %t", len(text), utf8.ValidString(text))
			}
		}
	})
}
