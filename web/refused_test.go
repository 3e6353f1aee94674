package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// ticked tells whether a box stands ticked on a page, by the action of its form, its name and value.
func (p page) ticked(action, name, value string) bool {
	_, ticked := p.Find(fmt.Sprintf(`form[action="%s"] input[name="%s"][value="%s"]`, action, name, value)).Attr("checked")
	return ticked
}

// TestRefusedBoxesComeBackAsTheyWereSent: what is shown again after a refusal must not decide otherwise than the
// person did, in the form that was sent and in the others of the page.
func TestRefusedBoxesComeBackAsTheyWereSent(t *testing.T) {
	t.Parallel()
	t.Run("the head's desk, and the own registration beside it", func(t *testing.T) {
		p := startPortal(t)
		b := p.as("head")
		const own, unit = "/registrations", "/registrations/unit"
		got := b.post(own, "year", "2027", "form_name", "own", "title", "ldtt", "commitment.ldtt", "Đúng hạn")
		if !got.ticked(own, "title", "ldtt") {
			t.Fatal("the own registration is not shown")
		}
		p.as("cadre2").post(own, "year", "2027", "form_name", "own", "title", "ldtt", "commitment.ldtt", "Đúng hạn")
		got = b.get("/registrations?year=2027")
		waiting := got.value(`form[action="/registrations/unit"] input[name=registration]`)
		got = b.post(unit, "year", "2027", "unit", "2", "form_name", "unit-2", "title", "ttldtt",
			"commitment.ttldtt", strings.Repeat("x", 1001))
		if got.Status != http.StatusUnprocessableEntity || !got.ticked(own, "title", "ldtt") {
			t.Errorf("%d: the own registration would be withdrawn", got.Status)
		}
		if waiting == "" || got.ticked(unit, "registration", waiting) || !got.ticked(unit, "title", "ttldtt") ||
			len(got.value(`form[action="/registrations/unit"] input[name="commitment.ttldtt"]`)) != 1001 {
			t.Errorf("registration %q: the desk is not as it was sent", waiting)
		}
	})
	t.Run("restricted", func(t *testing.T) {
		p := startPortal(t)
		got := p.as("clerk").post("/documents/incoming", "form_name", "document", "restricted", "1", "subject", "Hồ sơ cán bộ",
			"dated_on", "32/01/2026")
		if got.Status != http.StatusUnprocessableEntity || !got.ticked("/documents/incoming", "restricted", "1") {
			t.Errorf("%d: the document would go to everybody", got.Status)
		}
	})
	t.Run("what a reply answers", func(t *testing.T) {
		p := startPortal(t)
		got := p.as("head").post("/documents/outgoing", "form_name", "document", "answers", "1", "subject", "")
		if got.Status != http.StatusUnprocessableEntity || got.value(`form[action="/documents/outgoing"] input[name=answers]`) != "1" {
			t.Errorf("%d: the reply answers nothing", got.Status)
		}
	})
	t.Run("who is absent from a vote", func(t *testing.T) {
		p := startPortal(t)
		made := p.as("committee").post("/councils/meetings", "year", "2026", "held_on", "20/11/2026", "place", "Phòng họp",
			"titles", "ldtt")
		chair := p.words(`SELECT a.username FROM council_members m JOIN accounts a ON a.person_id = m.person_id
			WHERE m.role = 'chair' AND m.until IS NULL`)[0]
		path, b := made.URL.Path, p.as(chair)
		member := b.get(path).value("input[name=absent]")
		got := b.post(path+"/open", "form_name", "open", "version", b.get(path).value("form[action$='/open'] input[name=version]"),
			"absent", member, "password", "wrong")
		if member == "" || got.Status != http.StatusUnprocessableEntity || !got.ticked(path+"/open", "absent", member) {
			t.Errorf("%d: member %q would be counted as present", got.Status, member)
		}
	})
	t.Run("a discipline that has nothing to do with duty", func(t *testing.T) {
		p := startPortal(t)
		got := p.as("committee").post("/people/20/disciplines", "form_name", "discipline", "decision", "", "decided_on", "01/10/2026")
		const action = "/people/20/disciplines"
		if got.Status != http.StatusUnprocessableEntity || got.ticked(action, "on_duty", "1") {
			t.Errorf("%d: on duty again", got.Status)
		}
		if open := got.Find("details[open] form"); open.Length() != 1 || open.AttrOr("action", "") != action {
			t.Errorf("%d forms are open", open.Length())
		}
		if n := got.Find(`form[action="/people/20/honours"] [name=decided_on][value="01/10/2026"]`).Length(); n != 0 {
			t.Error("the day stands in another form as well")
		}
	})
	t.Run("a unit below another", func(t *testing.T) {
		p := startPortal(t)
		got := p.as("committee").post("/units", "form_name", "below", "parent", "2", "name", "", "code", "PX")
		if got.Status != http.StatusUnprocessableEntity || got.value("form input[type=hidden][name=parent]") != "2" ||
			got.value(`form[action="/units"] input[name=code]`) != "PX" ||
			got.value(`form[action="/units/2"] input[name=code]`) == "PX" {
			t.Errorf("%d at %s: not under its parent", got.Status, got.URL.Path)
		}
	})
}
