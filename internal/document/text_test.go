package document

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congthidua/internal/paper"
	"congthidua/internal/viet"
)

// TestTheTextOfFiles reads Vietnamese out of a PDF and a DOCX, and nothing out of what is broken.
func TestTheTextOfFiles(t *testing.T) {
	d := paper.Document{
		Style:   paper.Party,
		Body:    "BAN TỔ CHỨC",
		Title:   "BÁO CÁO",
		Subject: "kết quả kết nạp đảng viên",
		Blocks:  []paper.Block{{Text: "Đồng chí Nguyễn Thị Ấn được bổ nhiệm."}},
	}
	folder := t.TempDir()
	for name, render := range map[string]func() ([]byte, error){
		"a.pdf":  func() ([]byte, error) { return paper.Bytes(paper.PDF, d) },
		"a.docx": func() ([]byte, error) { return paper.Bytes(paper.DOCX, d) },
	} {
		content, err := render()
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		key := strings.Join(strings.Fields(viet.SearchKey(Text(path))), " ")
		for _, want := range []string{"bao cao", "ket nap dang vien", "nguyen thi an duoc bo nhiem"} {
			if !strings.Contains(key, want) {
				t.Errorf("%s: %q is not in %q", name, want, key)
			}
		}
		if err := os.WriteFile(path, content[:len(content)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		if text := Text(path); strings.Contains(text, "nhiệm") && name == "a.docx" {
			t.Errorf("half of %s says %q", name, text)
		}
	}
	if Text(filepath.Join(folder, "none.pdf")) != "" || Text("x.png") != "" {
		t.Error("text out of nothing")
	}
}
