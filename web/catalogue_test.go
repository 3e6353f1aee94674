package web

import (
	"net/http"
	"strings"
	"testing"

	"congthidua/internal/catalogue"
	"congthidua/templates/component"
)

// TestACatalogueOverHTTP: an edition is copied, edited with a row more, compared, published from a day on,
// taken out and brought in again.
func TestACatalogueOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	if got := b.get("/catalogues"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Loại văn bản, sổ văn bản") {
		t.Fatalf("%d %s", got.Status, got.text("main"))
	}
	first := p.number(`SELECT id FROM editions WHERE kind = 'documents'`)
	path := "/catalogues/documents/" + component.Itoa(first)
	b.get(path)
	draft := b.post(path + "/copy").URL.Path
	got := b.get(draft)
	fields := got.fields("main form.stack")
	rows := got.Find(`input[name^="kinds."][name$=".#"]`).Length()
	fields = with(
		fields,
		"kinds."+component.Itoa(int64(rows-1))+".code",
		"TLg",
		"kinds."+component.Itoa(int64(rows-1))+".name",
		"Tờ lược ghi",
		"kinds."+component.Itoa(int64(rows-1))+".#",
		"1",
	)
	if got := b.post(draft, fields...); got.Status != http.StatusOK ||
		!strings.Contains(got.text(".notice"), "Đã lưu") {
		t.Fatalf("not saved: %d %s", got.Status, got.text(".error, .notice"))
	}
	if got := b.get(draft); got.value(`input[name="kinds.0.code"]`) != "TLg" {
		t.Errorf("the new row does not come first: %s", got.value(`input[name="kinds.0.code"]`))
	}
	if got := b.post(draft, fields...); got.Status != http.StatusConflict {
		t.Errorf("saved from a stale page: %d", got.Status)
	}
	wrong := with(fields, "version", "2", "kinds.1.code", "TLg", "name", "Tên mới của danh mục")
	if got := b.post(draft, wrong...); got.Status != http.StatusUnprocessableEntity ||
		got.value("input[name=name]") != "Tên mới của danh mục" ||
		got.Find(".error").Length() < 2 {
		t.Errorf("a code twice: %d %s", got.Status, got.text(".error"))
	}
	if got := b.get("/catalogues/documents/compare?id=" + component.Itoa(first) + "&id=" +
		draft[strings.LastIndex(draft, "/")+1:]); !strings.Contains(
		got.text("main"),
		"Tờ lược ghi",
	) {
		t.Errorf("the comparison: %s", got.text("main"))
	}
	if got := b.post(draft+"/publish", "version", "2", "from", "01/01/2027"); got.Status != http.StatusOK ||
		!strings.Contains(got.text(".lead"), "Đã công bố") {
		t.Fatalf("not published: %d %s", got.Status, got.text(".error, .notice"))
	}
	file := b.get(draft + "/export.yaml")
	if file.Status != http.StatusOK ||
		!strings.Contains(file.Header.Get("Content-Disposition"), "documents-documents-2.yaml") ||
		!strings.Contains(file.Body, "Tờ lược ghi") {
		t.Fatalf("%d %s", file.Status, file.Header)
	}
	b.get("/catalogues/documents")
	if got := b.upload("/catalogues/documents/import", "a.yaml", []byte(file.Body)); got.Status != http.StatusOK ||
		!strings.Contains(got.text(".lead"), string(catalogue.StateNames[catalogue.Draft])) {
		t.Errorf("not imported: %d %s", got.Status, got.text(".error, .notice"))
	}
	b.get("/catalogues/documents")
	if got := b.upload("/catalogues/documents/import", "a.yaml", []byte(strings.Replace(file.Body, "code: TLg",
		"code: ''", 1))); got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.text("#error-file"), "kinds.0.code") {
		t.Errorf("a file with a fault: %d %s", got.Status, got.text(".error"))
	}
	reader := p.as("cadre1")
	if got := reader.get(path); got.Status != http.StatusOK || got.Find("main form").Length() != 0 {
		t.Errorf("a reader: %d with %d forms", got.Status, got.Find("main form").Length())
	}
	if got := p.as("admin").get("/catalogues"); got.Status != http.StatusForbidden {
		t.Errorf("the admin: %d", got.Status)
	}
}

// TestACatalogueWithItsOwnPagesIsImported: its address is not taken for that of an edition.
func TestACatalogueWithItsOwnPagesIsImported(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	for _, kind := range []string{"titles", "frameworks"} {
		list := "/catalogues/" + kind
		id := p.number(`SELECT min(id) FROM editions WHERE kind = ? AND state = 'published'`, kind)
		file := b.get(list + "/" + component.Itoa(id) + "/export.yaml")
		b.get(list)
		got := b.upload(list+"/import", kind+".yaml", []byte(file.Body))
		if got.Status != http.StatusOK ||
			!strings.Contains(got.text(".lead"), string(catalogue.StateNames[catalogue.Draft])) {
			t.Errorf("%s not imported: %d %s %s", kind, got.Status, got.URL.Path, got.text(".error, .notice"))
		}
	}
}

// with returns the fields of a form with some of them set to something else.
func with(fields []string, pairs ...string) []string {
	list := append([]string{}, fields...)
	for i := 0; i+1 < len(pairs); i += 2 {
		found := false
		for j := 0; j+1 < len(list); j += 2 {
			if list[j] == pairs[i] {
				list[j+1], found = pairs[i+1], true
			}
		}
		if !found {
			list = append(list, pairs[i], pairs[i+1])
		}
	}
	return list
}
