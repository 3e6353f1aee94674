package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"gorm.io/gorm"
)

// submit sends a form as the page shows it, with other values for some of its fields.
func (b *browser) submit(from page, form string, pairs ...string) page {
	b.p.t.Helper()
	shown := from.Find(form).First()
	if shown.Length() == 0 {
		b.p.t.Fatalf("%s: no form %s", from.URL, form)
	}
	fields := url.Values{}
	shown.Find("input[name], textarea[name]").Each(func(_ int, s *goquery.Selection) {
		name, value := s.AttrOr("name", ""), s.AttrOr("value", "")
		if _, checked := s.Attr("checked"); s.AttrOr("type", "") == "radio" && !checked {
			return
		}
		if goquery.NodeName(s) == "textarea" {
			value = s.Text()
		}
		fields.Set(name, value)
	})
	fields.Del("_csrf")
	for i := 0; i+1 < len(pairs); i += 2 {
		fields.Set(pairs[i], pairs[i+1])
	}
	var list []string
	for name := range fields {
		list = append(list, name, fields.Get(name))
	}
	return b.post(shown.AttrOr("action", ""), list...)
}

// TestTheSeedsCeremony is worked case 14 on the page: from the Huân chương down, 31 in 8, 8, 8, 7.
func TestTheSeedsCeremony(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk")
	got := b.get("/ceremonies/1")
	var groups []string
	got.Find("section.sheet").Each(func(_ int, s *goquery.Selection) {
		if s.Find(".stage").Length() > 0 {
			groups = append(groups, strings.TrimSpace(s.Find("h2").Contents().First().Text()))
		}
	})
	if !slices.Equal(groups, []string{
		"Huân chương Lao động hạng Ba - Cá nhân",
		"Cờ thi đua của thành phố - Tập thể",
		"Kỷ niệm chương «Vì sự nghiệp công tác tổ chức xây dựng Đảng» - Cá nhân",
		"Bằng khen của Ban Thường vụ Thành ủy - Tập thể",
		"Bằng khen của Ban Thường vụ Thành ủy - Cá nhân",
		"Bằng khen của Ủy ban nhân dân thành phố - Tập thể",
		"Bằng khen của Ủy ban nhân dân thành phố - Cá nhân",
	}) {
		t.Errorf("the order: %q", groups)
	}
	if n := got.Find(".stage li").Length(); n != 66 {
		t.Errorf("%d stand on the stage, want 66", n)
	}
	var sizes []int
	got.Find(".stage").Each(func(_ int, s *goquery.Selection) { sizes = append(sizes, s.Find("li").Length()) })
	if len(sizes) != 11 || sizes[2] != 8 || sizes[5] != 7 {
		t.Errorf("turns of %v", sizes)
	}
	held := p.as("committee").post("/ceremonies/1/absences", "version", "1", "recipient", "1")
	if held.Status != http.StatusConflict {
		t.Errorf("a ceremony that was held changed: %d", held.Status)
	}
	for _, paper := range []string{"run", "script", "stage", "checklist", "plates"} {
		for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
			if got := b.get("/ceremonies/1/papers/" + paper + format); got.Status != http.StatusOK {
				t.Errorf("%s%s: %d", paper, format, got.Status)
			}
		}
	}
	script := b.get("/ceremonies/1/papers/script").Body
	for _, said := range []string{
		"Xin trân trọng kính mời Bí thư Thành ủy lên trao Huân chương.", "kính mời lượt thứ hai bước lên sân khấu",
	} {
		if !strings.Contains(script, said) {
			t.Errorf("the script does not say %q", said)
		}
	}
}

// TestALateChangeSaysWhatToPrintAgain: an absence the evening before reflows the turns, and the papers
// that say something else now are named.
func TestALateChangeSaysWhatToPrintAgain(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	const path = "/ceremonies/2"
	old := b.get(path)
	got := old
	for _, paper := range []string{"run", "stage", "checklist"} {
		if got = b.submit(got, `form[action$="/papers/`+paper+`"]`); got.Status != http.StatusOK {
			t.Fatalf("%s: %d", paper, got.Status)
		}
	}
	again := func() int { return got.Find("main .verdict.bad").Length() }
	if again() != 0 {
		t.Fatalf("it must be printed again at once: %s", got.text("main"))
	}
	recipient := p.number(`SELECT min(r.id) FROM recipients r
		JOIN ceremony_decisions d ON d.decision_id = r.decision_id WHERE d.ceremony_id = 2`)
	absence := fmt.Sprintf(`form[action$="/absences"]:has(input[name=recipient][value="%d"])`, recipient)
	got = b.submit(got, absence, "representative", "Trưởng phòng")
	if again() != 1 { // only the stage plan names who stands in
		t.Errorf("%d papers must be printed again: %s", again(), got.text("main"))
	}
	got = b.submit(got, absence, "representative", "")
	if again() < 2 { // one fewer on the stage, one certificate less
		t.Errorf("%d papers must be printed again: %s", again(), got.text("main"))
	}
	// Noted from a page of before the change, a print is one of before the change.
	got = b.submit(old, `form[action$="/papers/stage"]`)
	if again() < 2 {
		t.Errorf("the old print counts as the new one: %s", got.text("main"))
	}
	got = b.submit(got, absence, "present", "1")
	if again() != 0 {
		t.Errorf("back as it was, and still to be printed: %s", got.text("main"))
	}
	if got := b.post(path+"/papers/stage", "says", "nothing"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a print of nothing: %d", got.Status)
	}
	if got := p.as("clerk").submit(got, absence); got.Status != http.StatusForbidden {
		t.Errorf("the clerk changed the turns: %d", got.Status)
	}
}

// TestTheProgrammesForm says at the right line what is wrong with it.
func TestTheProgrammesForm(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	const form = `form[action$="/programme"]`
	got := b.submit(b.get("/ceremonies/2"), form, "item.title.0", "", "item.minutes.1", "x")
	if got.Status != http.StatusUnprocessableEntity ||
		!strings.Contains(got.text("#error-item\\.minutes\\.1"), "Ghi số từ 0 đến 600") {
		t.Errorf("minutes that are none: %d, %s", got.Status, got.text(form))
	}
	if got.value(`input[name="item.minutes.1"]`) != "x" || got.value(`input[name="item.title.0"]`) != "" {
		t.Error("what was typed is lost")
	}
	awards := got.value(form + ` input[name=awards][checked]`)
	got = b.submit(got, form, "item.minutes.1", "7", "item.minutes."+awards, "x")
	if got.Status != http.StatusOK {
		t.Errorf("the awards' own minutes are read: %d, %s", got.Status, got.text(".notice"))
	}
	if n := p.number(`SELECT count(*) FROM ceremony_items WHERE ceremony_id = 2`); n != 5 {
		t.Errorf("%d items kept, want 5", n)
	}
	if got := b.post("/ceremonies/2/decisions", "decision", "3"); got.Status != http.StatusConflict {
		t.Errorf("a decision handed over twice: %d", got.Status)
	}
}

// TestTwoPagesOfACeremony: what two people save from the same page, the second is told of with both texts,
// and can then decide.
func TestTwoPagesOfACeremony(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	first, second := p.as("committee"), p.as("committee")
	recipient := p.number(`SELECT min(recipient_id) FROM ceremony_guests WHERE ceremony_id = 2`)
	guest := p.number(`SELECT id FROM ceremony_guests WHERE ceremony_id = 2 AND name = 'Hoàng Quốc Bảo'`)
	absence := fmt.Sprintf(`form[action$="/absences"]:has(input[name=recipient][value="%d"])`, recipient)
	for name, c := range map[string]struct {
		page, form, field string
		kept              string // the query for what is kept
		arg               int64  // of that query
	}{
		"data": {"/ceremonies/2", `form[action="/ceremonies/2"]`, "place",
			`SELECT place FROM ceremonies WHERE id = ?`, 2},
		"programme": {"/ceremonies/2", `form[action$="/programme"]`, "item.title.7",
			`SELECT title FROM ceremony_items WHERE ceremony_id = ? ORDER BY ordinal DESC LIMIT 1`, 2},
		"presenter": {"/ceremonies/2", `form[action$="/presenters"]`, "presenter",
			`SELECT presenter FROM ceremony_presenters WHERE ceremony_id = ?`, 2},
		"absence": {"/ceremonies/2", absence, "representative",
			`SELECT representative FROM ceremony_absences WHERE ceremony_id = 2 AND recipient_id = ?`, recipient},
		"guest": {"/ceremonies/2/guests", fmt.Sprintf(`form[action$="/guests/%d"]`, guest), "email",
			`SELECT email FROM ceremony_guests WHERE id = ?`, guest},
	} {
		t.Run(name, func(t *testing.T) {
			one, two := first.get(c.page), second.get(c.page)
			mine, theirs := "mot@cong.example", "hai@cong.example"
			if got := first.submit(one, c.form, c.field, mine); got.Status != http.StatusOK {
				t.Fatalf("the first: %d %s", got.Status, got.text(".notice"))
			}
			got := second.submit(two, c.form, c.field, theirs)
			if got.Status != http.StatusConflict || !strings.Contains(got.text(".notice"), "người khác thay đổi") {
				t.Errorf("the second: %d %s", got.Status, got.text(".notice"))
			}
			if kept := p.words(c.kept, c.arg); kept[0] != mine {
				t.Errorf("kept is %q", kept)
			}
			if typed := got.value(c.form + fmt.Sprintf(` [name="%s"]`, c.field)); typed != theirs {
				t.Errorf("in the field is %q, not what was typed", typed)
			}
			if !strings.Contains(got.text(c.form), "Đang lưu: "+mine) {
				t.Errorf("the page does not say what is kept: %s", got.text(c.form))
			}
			if got = second.submit(got, c.form); got.Status != http.StatusOK || p.words(c.kept, c.arg)[0] != theirs {
				t.Errorf("decided: %d, kept is %q", got.Status, p.words(c.kept, c.arg))
			}
		})
	}
	// What the first typed in a long programme is not lost because the other's is shorter.
	one, two := first.get("/ceremonies/2"), second.get("/ceremonies/2")
	const form = `form[action$="/programme"]`
	short := []string{"awards", "0", "item.title.0", "Trao thưởng"}
	for i := 1; i < 14; i++ {
		short = append(short, fmt.Sprintf("item.title.%d", i), "")
	}
	first.submit(one, form, short...)
	got := second.submit(two, form, "item.title.8", "Thêm một mục")
	if got.Status != http.StatusConflict || got.value(`input[name="item.title.8"]`) != "Thêm một mục" {
		t.Errorf("%d: %q", got.Status, got.value(`input[name="item.title.8"]`))
	}
	// Marking as held and dropping a decision see every change.
	for _, button := range []string{`form[action$="/held"]`, `form[action$="/drop"]`} {
		page := second.get("/ceremonies/2")
		first.submit(first.get("/ceremonies/2"), `form[action$="/presenters"]`, "presenter", "Người khác")
		if got := second.submit(page, button); got.Status != http.StatusConflict {
			t.Errorf("%s over a change: %d", button, got.Status)
		}
	}
	got = second.submit(second.get("/ceremonies/2"), `form[action$="/drop"]`)
	if got.Status != http.StatusOK || got.Find(".stage").Length() != 0 {
		t.Errorf("not dropped: %d", got.Status)
	}
}

// leads makes the demonstration's leader one of a single unit.
func (p *site) leads(unit int64) *browser {
	p.t.Helper()
	err := p.store.Write(p.t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE grants SET unit_id = ? WHERE role = 'leader' AND account_id = (
			SELECT id FROM accounts WHERE username = 'leader')`, unit).Error
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return p.as("leader")
}

// TestALeaderOfAUnitSeesItsCeremonies: the demonstration's first ceremony has recipients of units 2 and 9,
// the second and third have none of these, but seven of unit 11 among the third's ten. Unit 1 is the root.
func TestALeaderOfAUnitSeesItsCeremonies(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	p.app.EndStreams() // a stream of events answers and ends
	pages := []string{"", "/live", "/screen", "/events", "/guests"}
	whole := []string{"/guests/list", "/guests/list.pdf", "/papers/run", "/papers/received.xlsx", "/files/1", "/fill/1"}
	for _, c := range []struct {
		unit int64
		sees []int64
	}{{9, []int64{1}}, {2, []int64{1}}, {11, []int64{1, 2, 3}}, {1, []int64{1, 2, 3}}} {
		b := p.leads(c.unit)
		if n := b.get("/ceremonies").Find("tbody tr").Length(); n != len(c.sees) {
			t.Errorf("the leader of %d sees %d in the list", c.unit, n)
		}
		for id := int64(1); id <= 3; id++ {
			want := http.StatusNotFound
			if slices.Contains(c.sees, id) {
				want = http.StatusOK
			}
			for _, page := range pages {
				if got := b.get(ceremonyPath(id) + page); got.Status != want {
					t.Errorf("the leader of %d, %d%s: %d, want %d", c.unit, id, page, got.Status, want)
				}
			}
			for _, page := range whole[:4] {
				want := http.StatusNotFound
				if c.unit == 1 {
					want = http.StatusOK
				}
				if got := b.get(ceremonyPath(id) + page); got.Status != want {
					t.Errorf("the leader of %d, %d%s: %d, want %d", c.unit, id, page, got.Status, want)
				}
			}
			for _, page := range whole[4:] { // there is none yet
				if got := b.get(ceremonyPath(id) + page); got.Status != http.StatusNotFound {
					t.Errorf("the leader of %d, %d%s: %d", c.unit, id, page, got.Status)
				}
			}
			for _, page := range []string{"/desk", "/invitations.pdf"} {
				if got := b.get(ceremonyPath(id) + page); got.Status != http.StatusForbidden {
					t.Errorf("the leader of %d, %d%s: %d", c.unit, id, page, got.Status)
				}
			}
		}
	}
}

// TestALeaderSeesOwnPeopleOnly, on every page that shows people.
func TestALeaderSeesOwnPeopleOnly(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	const query = `SELECT r.name FROM recipients r JOIN ceremony_decisions d ON d.decision_id = r.decision_id
		JOIN posts po ON po.person_id = r.person_id AND po.main AND po.until IS NULL
		WHERE d.ceremony_id = 3 AND po.unit_id `
	own, others := p.words(
		query+`= 11`,
	), append(
		p.words(query+`<> 11`),
		p.words(`SELECT name FROM ceremony_guests WHERE ceremony_id = 3 AND recipient_id IS NULL`)...)
	if len(own) != 7 || len(others) != 5 {
		t.Fatalf("%d own, %d others", len(own), len(others))
	}
	b := p.leads(11)
	for _, page := range []string{"", "/guests", "/live", "/screen"} {
		path := "/ceremonies/3" + page
		got := b.get(path)
		for _, name := range others {
			if strings.Contains(got.Body, name) {
				t.Errorf("%s names %s", path, name)
			}
		}
		seen := 0
		for _, name := range own {
			if strings.Contains(got.Body, name) {
				seen++
			}
		}
		if path == "/ceremonies/3" || path == "/ceremonies/3/guests" {
			if seen != len(own) {
				t.Errorf("%s names %d of the own, want %d", path, seen, len(own))
			}
		}
		if n := got.Find(`main form[method="post"]`).Length(); n != 0 {
			t.Errorf("%s offers %d forms", path, n)
		}
	}
	got := b.get("/ceremonies/3/guests")
	if n := got.Find("tbody tr").Length(); n != 7 || got.Find(`a[href*="invitations"]`).Length() != 0 {
		t.Errorf("%d guests", n)
	}
	if got := b.get("/ceremonies/3"); got.Find(`a[href*="/papers/"]`).Length() != 0 {
		t.Error("papers are offered")
	}
}
