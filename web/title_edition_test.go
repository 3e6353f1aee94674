package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestACatalogueInEditions copies the catalogue, edits, tries and publishes it, and judges an open
// campaign by it.
func TestACatalogueInEditions(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	edition := p.number(`SELECT min(id) FROM editions WHERE kind = 'titles'`)
	first := fmt.Sprintf("/catalogues/titles/%d", edition)
	if got := b.get(first + "/titles/ldtt"); got.Status != http.StatusNotFound {
		t.Errorf("a published title is edited: %d", got.Status)
	}
	if got := b.post(first, "version", "1", "name", "Tên khác", "legal", "Luật"); got.Status != http.StatusConflict {
		t.Errorf("a published edition was changed: %d", got.Status)
	}
	draft := b.post(first + "/copy").URL.Path
	for _, name := range []string{"head", "auditor", "council2"} {
		if got := p.as(name).get(draft); got.Status != http.StatusNotFound {
			t.Errorf("%s sees the draft: %d", name, got.Status)
		}
	}
	title := draft + "/titles/cstdcs"
	version := func() string { return b.get(draft).value("input[name=version]") }
	form := func() []string { return b.get(title).fields("main form.stack:not(.fact)") }
	set := func(fields []string, name, value string) []string {
		for i := 0; i < len(fields); i += 2 {
			if fields[i] == name {
				fields[i+1] = value
			}
		}
		return fields
	}
	got := b.post(title, set(form(), "rules.2.years", "0")...)
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Ghi một số từ 1 đến 20") ||
		got.value(`input[name="rules.2.years"]`) != "0" {
		t.Errorf("no years: %d", got.Status)
	}
	// Two initiatives, of province-wide effect: nobody of the demonstration has them.
	fields := set(set(form(), "rules.2.count", "2"), "rules.2.level", "province")
	if got := b.post(title, fields...); got.Status != http.StatusOK || got.URL.Path != draft {
		t.Fatalf("not saved: %d %s", got.Status, got.text(".notice"))
	}
	if got := b.post(title, fields...); got.Status != http.StatusConflict {
		t.Errorf("an old page wrote over a newer draft: %d", got.Status)
	}
	trial := b.get(draft + "/try?year=2026")
	if !strings.Contains(trial.text("main"), "cần 2 sáng kiến cấp tỉnh") ||
		strings.Contains(trial.text("main"), "Không đăng ký nào đổi kết quả") {
		t.Errorf("the trial: %s", trial.text("main"))
	}
	if got := b.post(draft+"/titles/cocp/drop", "version", version()); got.Status != http.StatusOK ||
		b.get(draft+"/titles/cocp").Status != http.StatusNotFound {
		t.Errorf("a title on which no other builds cannot be dropped: %d", got.Status)
	}
	if got := b.post(draft+"/titles/ldtt/drop", "version", version()); got.Status != http.StatusConflict ||
		!strings.Contains(got.Body, "dựa vào danh hiệu này") {
		t.Errorf("a title was dropped on which others build: %d", got.Status)
	}
	added := b.post(
		draft+"/titles",
		"version",
		version(),
		"title_name",
		"Người tốt, việc tốt",
		"subject",
		"person",
		"level",
		"base",
	)
	if !strings.HasPrefix(added.URL.Path, draft+"/titles/dh") {
		t.Fatalf("not added: %d %s", added.Status, added.text(".notice"))
	}
	if got := b.post(added.URL.Path+"/rules", "version", version(), "kind", "member_share"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a rule of collectives in a person's title: %d", got.Status)
	}
	b.post(added.URL.Path+"/rules", "version", version(), "kind", "year_grade")
	if got := b.get(draft); !strings.Contains(got.text("main"), "Người tốt, việc tốt") ||
		!strings.Contains(got.text("main"), "Xếp loại năm") {
		t.Errorf("the new title: %s", got.text("main"))
	}
	if got := b.get("/catalogues/titles/compare?id=" + fmt.Sprint(edition) + "&id=" +
		draft[strings.LastIndex(draft, "/")+1:]); !strings.Contains(
		got.text("main"),
		"khác",
	) {
		t.Errorf("the comparison shows no difference: %s", got.text("main"))
	}

	if got := b.post(draft+"/publish", "version", version(), "from", "01/11/2026"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("published from a day that is past: %d", got.Status)
	}
	if got := b.post(draft+"/publish", "version", version(), "from", "06/11/2026"); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Đã công bố") {
		t.Fatalf("not published: %d %s", got.Status, got.text("main"))
	}
	if got := p.as("cadre1").get("/titles"); !strings.Contains(got.text("main"), "Người tốt, việc tốt") {
		t.Error("the new edition is not in force")
	}
	if n := p.number(`SELECT count(*) FROM campaigns WHERE catalogue_id = ?`, edition); n != p.number(
		`SELECT count(*) FROM campaigns`,
	) {
		t.Error("campaigns changed their rules by themselves")
	}
	id := p.number(`SELECT id FROM campaigns WHERE year = 2027`)
	adopt := func() page {
		return b.post(
			draft+"/adopt",
			"campaign",
			fmt.Sprint(id),
			"version",
			fmt.Sprint(p.number(`SELECT version FROM campaigns WHERE id = ?`, id)),
		)
	}
	second := b.post(first + "/copy").URL.Path
	b.post(second+"/publish", "version", "1", "from", "06/11/2026")
	draft = second
	if got := adopt(); got.Status != http.StatusOK ||
		p.number(`SELECT catalogue_id FROM campaigns WHERE id = ?`, id) == edition {
		t.Errorf("not adopted: %d %s", got.Status, got.text(".notice"))
	}
	id = p.number(`SELECT id FROM campaigns WHERE year = 2026`)
	if got := adopt(); got.Status != http.StatusConflict {
		t.Errorf("rules changed after the council met: %d", got.Status)
	}
	if got := b.post(second+"/delete", "version", "2"); got.Status != http.StatusConflict {
		t.Errorf("a published edition was thrown away: %d", got.Status)
	}
}
