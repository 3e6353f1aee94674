package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestTheOfficesOwnTemplates: one with unknown blanks is refused; one that is kept is filled from a
// decision, with a row for each recipient.
func TestTheOfficesOwnTemplates(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk")
	b.get("/documents/templates")
	const upload = "/documents/templates?object=decision"
	got := b.upload(upload, "Mẫu lạ.docx", template(t, `<w:p><w:r><w:t>{la_gi}</w:t></w:r></w:p>`))
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.text("main"), "{la_gi}") {
		t.Errorf("an unknown blank: %d %s", got.Status, got.text(".notice, .error"))
	}
	got = b.upload(upload, "Thông báo khen.docx", template(t,
		`<w:p><w:r><w:t>Theo {so} ngày {ngay}: {tong_tien_chu}</w:t></w:r></w:p>`+
			`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{#nguoi}{stt}. {ten}, {don_vi}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`))
	if got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Thông báo khen") {
		t.Fatalf("%d %s", got.Status, got.text(".notice, .error"))
	}
	id := p.number(`SELECT max(id) FROM templates`)
	if got := b.get("/decisions/4"); !strings.Contains(got.Body, fmt.Sprintf("/decisions/4/fill/%d", id)) {
		t.Error("the decision does not offer the template")
	}
	filled := b.get(fmt.Sprintf("/decisions/4/fill/%d", id))
	text := docxText(t, filled.Body)
	if filled.Status != http.StatusOK || !strings.Contains(text, "Theo 7030/QĐ-UBND ngày 28/12/2018") ||
		strings.Count(text, "<w:tr>") != 6 || strings.Contains(text, "{") {
		t.Errorf("%d: %.600s", filled.Status, text)
	}
	if got := b.get(fmt.Sprintf("/ceremonies/1/fill/%d", id)); got.Status != http.StatusNotFound {
		t.Errorf("a template of another object: %d", got.Status)
	}
	if got := p.as("head").get("/documents/templates"); got.Status != http.StatusForbidden {
		t.Errorf("a head among the templates: %d", got.Status)
	}
	drop := fmt.Sprintf("/documents/templates/%d/drop", id)
	if got := b.post(drop, "version", "2"); got.Status != http.StatusConflict {
		t.Errorf("dropped from a stale page: %d", got.Status)
	}
	b.post(drop, "version", "1")
	if n := p.number(`SELECT count(*) FROM templates WHERE id = ?`, id); n != 0 {
		t.Error("the template was not removed")
	}
	// The demonstration's own, made by a real writer of DOCX.
	own := b.get("/decisions/4/fill/1")
	text = docxText(t, own.Body)
	if own.Status != http.StatusOK || strings.Contains(text, "{") || strings.Count(text, "Cờ thi đua của thành phố") < 6 {
		t.Errorf("the demonstration's template: %d %.300s", own.Status, text)
	}
}

// template is a DOCX with a body.
func template(t *testing.T, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", "<Types/>"},
		{"word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="x"><w:body>` + body + `</w:body></w:document>`},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func docxText(t *testing.T, content string) string {
	t.Helper()
	r, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
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
