package document

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// docx makes a DOCX with a body.
func docx(t *testing.T, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range map[string]string{"[Content_Types].xml": "<Types/>",
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="x"><w:body>` + body +
			`</w:body></w:document>`} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestTemplates: blanks within a run and split over several, a row repeated, characters of XML, lines.
func TestTemplates(t *testing.T) {
	content := docx(
		t,
		`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Số {so} ngày </w:t></w:r><w:r><w:t>{ngay}</w:t></w:r></w:p>`+
			`<w:p><w:r><w:t>Về việc {ve</w:t></w:r><w:r><w:t>_viec}.</w:t></w:r></w:p>`+
			`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Họ tên</w:t></w:r></w:p></w:tc></w:tr>`+
			`<w:tr><w:tc><w:p><w:r><w:t>{#nguoi}{stt}. {ten}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`+
			`<w:p><w:r><w:t>Không phải chỗ điền: { } {A}</w:t></w:r></w:p>`,
	)
	fields, err := Fields(content)
	if err != nil || strings.Join(fields, " ") != "so ngay ve_viec #nguoi stt ten" {
		t.Fatalf("%v %v", fields, err)
	}
	b := Blanks{
		Values: map[string]string{"so": "12", "ngay": "5/11", "ve_viec": "A & B <c>\ndòng hai"},
		Rows:   map[string][]map[string]string{"nguoi": {{"stt": "1", "ten": "Ấn"}, {"stt": "2", "ten": "Bình"}}},
	}
	if err := Check(fields, b); err != nil {
		t.Error(err)
	}
	filled, err := Fill(content, b)
	if err != nil {
		t.Fatal(err)
	}
	text := partOf(t, filled)
	for _, want := range []string{`<w:b/>`, "Số 12 ngày ", ">5/11<", "Về việc A &amp; B &lt;c&gt;", "<w:br/>",
		"1. Ấn", "2. Bình", "Không phải chỗ điền: { } {A}"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if strings.Contains(text, "{ten}") || strings.Contains(text, "#nguoi") || strings.Count(text, "<w:tr>") != 3 {
		t.Error(text)
	}
	none, err := Fill(content, Blanks{Rows: map[string][]map[string]string{"nguoi": nil}})
	if err != nil || strings.Count(partOf(t, none), "<w:tr>") != 1 {
		t.Errorf("nobody: %v", err)
	}
	if err := Check([]string{"so", "la_gi"}, b); err == nil || !strings.Contains(err.Error(), "{la_gi}") {
		t.Errorf("an unknown blank: %v", err)
	}
	if _, err := Fields([]byte("PK\x03\x04 broken")); err == nil {
		t.Error("a broken file was read")
	}
}

func partOf(t *testing.T, content []byte) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMarksOfSecrecy(t *testing.T) {
	for text, want := range map[string]string{"MẬT": "MẬT", "Số 5\nTỐI MẬT\nKính gửi": "TỐI MẬT",
		"(TUYỆT MẬT)": "TUYỆT MẬT", "BẢO MẬT thông tin": "", "bí mật nhà nước": "", "MẬT MÃ": "", "Văn bản " +
			"mật": "", "Dấu: MẬT, số 3": "MẬT"} {
		mark, _ := Secret(text)
		if mark != want {
			t.Errorf("%q: %q, want %q", text, mark, want)
		}
	}
}
