package web

import (
	"net/http"
	"strings"
	"testing"

	"congthidua/templates/component"
)

// TestAFrameworkOverHTTP: a framework is copied, edited with a fault and without, compared, tried, published from
// a month that is not open, and taken out.
func TestAFrameworkOverHTTP(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	id := p.number(`SELECT id FROM editions WHERE kind = 'frameworks' AND code = 'nd335-staff'`)
	first := "/catalogues/frameworks/" + component.Itoa(id)
	list := b.get("/catalogues/frameworks")
	if list.Find(`main a[href="`+first+`"]`).Length() != 1 || list.text(`nav a[aria-current=page]`) == "" {
		t.Fatalf("%d %s", list.Status, list.text("main"))
	}
	if got := b.get(first); got.Find(`nav a[href="/catalogues/frameworks"][aria-current=page]`).Length() == 0 ||
		!strings.Contains(got.text("main"), "laodong.vn") || !strings.Contains(got.text(".lead"), "Nghị định 335") {
		t.Errorf("%d %s", got.Status, got.text("main"))
	}
	draft := b.post(first + "/copy").URL.Path
	fields := b.get(draft).fields("main form.stack:not(.fact)")
	got := b.post(draft, with(fields, "total", "general + dutty")...)
	if got.Status != http.StatusOK || !strings.Contains(got.text(".notice.error"), "ký tự 11") {
		t.Fatalf("the fault is not shown: %d %s", got.Status, got.text("main"))
	}
	if got := b.post(draft+"/publish", "version", "2", "from", "01/12/2026"); got.Status != http.StatusConflict {
		t.Errorf("published with a fault: %d", got.Status)
	}
	if got := b.post(draft, with(fields, "grade.0", "88")...); got.Status != http.StatusConflict {
		t.Errorf("saved from a stale page: %d", got.Status)
	}
	wrong := b.post(draft, with(fields, "version", "2", "grade.0", "nhiều")...)
	if wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(wrong.text(".notice.error"), "«nhiều»") {
		t.Errorf("a figure that is none: %d %s", wrong.Status, wrong.text("main"))
	}
	if got := b.post(draft, with(fields, "version", "2", "grade.0", "88")...); got.Status != http.StatusOK ||
		got.value("input[name=version]") != "3" {
		t.Fatalf("not saved: %d %s", got.Status, got.text(".notice"))
	}
	compare := "/catalogues/frameworks/compare?id=" + component.Itoa(id) + "&id=" + draft[strings.LastIndex(draft, "/")+1:]
	if got := b.get(compare); !strings.Contains(got.text("main"), "từ 88") || !strings.Contains(got.text("main"), "từ 90") {
		t.Errorf("the comparison: %s", got.text("main"))
	}
	if got := b.get(draft + "/try?period=13"); got.Status != http.StatusOK {
		t.Errorf("the trial: %d", got.Status)
	}
	for _, day := range []string{"01/10/2026", "15/12/2026"} { // October is open
		if got := b.post(draft+"/publish", "version", "3", "from", day); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("published from %s: %d", day, got.Status)
		}
	}
	if got := b.post(draft+"/publish", "version", "3", "from", "01/12/2026"); got.Status != http.StatusOK ||
		!strings.Contains(got.text(".lead"), "Đã công bố từ 01/12/2026") {
		t.Fatalf("not published: %d %s", got.Status, got.text("main"))
	}
	file := b.get(draft + "/export.yaml")
	if !strings.Contains(file.Header.Get("Content-Disposition"), "frameworks-nd335-staff-2.yaml") ||
		!strings.Contains(file.Body, `from: "2026-12-01"`) {
		t.Errorf("%d %s", file.Status, file.Header)
	}
	other := b.post(first + "/copy").URL.Path
	for _, name := range []string{"head", "auditor", "clerk"} {
		if got := p.as(name).get(other); got.Status != http.StatusNotFound && got.Status != http.StatusForbidden {
			t.Errorf("%s sees the draft: %d", name, got.Status)
		}
	}
	if got := b.post(other+"/delete", "version", "1"); got.Status != http.StatusOK || b.get(other).Status != http.StatusNotFound {
		t.Errorf("not thrown away: %d", got.Status)
	}
	if got := b.get("/frameworks"); got.Status != http.StatusNotFound {
		t.Errorf("the old address answers: %d", got.Status)
	}
}
