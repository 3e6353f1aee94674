package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestADeskWithBrokenNotesInTheBrowser: what another page, an earlier day or a fault left on the phone does
// not stop the desk; notes of earlier days are removed, those of other desks of the day stay. An English
// helper sees no Vietnamese from the script.
func TestADeskWithBrokenNotesInTheBrowser(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := chromium(t, p.URL)
	desk := p.link("Bàn 1, cửa chính")
	b.open("/login")
	b.script(`document.cookie = "language=en; path=/"`)
	b.script(fmt.Sprintf(`localStorage.clear();
		localStorage["desk /desk/broken"] = "{broken";
		localStorage["desk /desk/none"] = "null";
		localStorage["desk /desk/dayless"] = "{}";
		localStorage["desk /desk/yesterday"] = '{"day":"2026-11-05","queue":[]}';
		localStorage["desk /desk/today"] = '{"day":"2026-11-06","queue":[]}';
		localStorage["desk %s"] = '{"day":"2026-11-06","queue":[null,{"guest":"1"},7]}';
		localStorage["another"] = "{of no desk";`, desk))
	b.open(desk)
	b.sees(".count", "9/12")
	guest := p.number(`SELECT min(g.id) FROM ceremony_guests g
		WHERE g.ceremony_id = 3 AND NOT EXISTS (SELECT 1 FROM ceremony_checkins c WHERE c.guest_id = g.id AND c.present)`)
	row := fmt.Sprintf(`li[data-guest="%d"]`, guest)
	b.sees(row+" .btn", "Present")
	b.click(row + " button[name=present]")
	b.sees(".count", "10/12")
	b.sees(row+" .btn", "Remove")
	b.sees(row, "Bàn 1, cửa chính") // the portal has it
	if n := p.number(`SELECT count(*) FROM ceremony_checkins WHERE guest_id = ? AND present`, guest); n != 1 {
		t.Errorf("the portal keeps %d notes", n)
	}
	b.click(row + " button[name=present]")
	b.sees(row+" .btn", "Present")
	label, err := evaluate[string](b, fmt.Sprintf(`document.querySelector('%s button[name=present]').getAttribute("aria-label")`, row))
	if err != nil || !strings.HasPrefix(label, "Here: ") {
		t.Errorf("the button is called %q, %v", label, err)
	}
	kept, err := evaluate[string](b, `Object.keys(localStorage).sort().join(", ")`)
	names := []string{"another", "desk " + desk, "desk /desk/today"}
	slices.Sort(names)
	if want := strings.Join(names, ", "); err != nil || kept != want {
		t.Errorf("kept on the phone: %s, want %s, %v", kept, want, err)
	}
}
