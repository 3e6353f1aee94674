package web

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"congthidua/internal/store"

	"gorm.io/gorm"
)

// countQueries counts what the database is asked while fn runs.
func (p *site) countQueries(fn func()) int64 {
	before := store.Queries.Load()
	fn()
	return store.Queries.Load() - before
}

func TestListsCostFewQueries(t *testing.T) {
	for path, most := range map[string]int64{
		"/units/2/periods/14": 6,
		"/periods/14":         8,
		"/people":             5,
		"/units/2":            6,
		"/people/20":          16, // the file with posts, absences, disciplines, year, honours, initiatives
	} {
		p := startPortal(t)
		name := "head"
		if strings.HasPrefix(path, "/periods") {
			name = "committee"
		}
		b := p.as(name)
		b.get(path)
		var got page
		n := p.countQueries(func() { got = b.get(path) })
		if got.Status != http.StatusOK || n > most || n == 0 {
			t.Errorf("%s (%d): %d queries, want at most %d", path, got.Status, n, most)
		}
	}
}

func TestScoringOneRowSendsBackOneRow(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	b.get("/units/2/periods/14")
	card := p.card("cadre2", 2026, 10)
	key := fmt.Sprint(card)
	req, _ := http.NewRequest(
		http.MethodPost,
		p.URL+"/evaluations/"+key+"/score",
		strings.NewReader("points."+key+"=88,5&version."+key+"="+p.version(card)),
	)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("HX-Request", "true")
	req.Header.Set("X-CSRF-Token", b.token)
	got := b.do(req)
	if got.Status != http.StatusOK || strings.Count(got.Body, "<tr") != 1 || strings.Contains(got.Body, "<html") {
		t.Fatalf("%d: %d rows in %d bytes", got.Status, strings.Count(got.Body, "<tr"), len(got.Body))
	}
	if !strings.Contains(got.Body, `value="88,5"`) || !strings.Contains(got.Body, `hx-swap-oob`) ||
		!strings.Contains(got.Body, "Ghi lý do chấm khác") {
		t.Errorf("the row lacks the points, the quota or the wish for a reason: %s", got.Body)
	}
	for typed, want := range map[string]string{"abc": "không phải điểm", "101": "Điểm từ 0 đến 100"} {
		req, _ := http.NewRequest(
			http.MethodPost,
			p.URL+"/evaluations/"+key+"/score",
			strings.NewReader("points."+key+"="+typed+"&version."+key+"="+p.version(card)),
		)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("HX-Request", "true")
		req.Header.Set("X-CSRF-Token", b.token)
		got := b.do(req)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) ||
			!strings.Contains(got.Body, `value="`+typed+`"`) {
			t.Errorf("%s: %d %s", typed, got.Status, got.Body)
		}
	}
}

// TestSixteenSaversOneWins: of sixteen saves of one version at once, one is kept and fifteen
// are answered 409.
func TestSixteenSaversOneWins(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("cadre1")
	card := p.card("cadre1", 2026, 10)
	path := fmt.Sprintf("/evaluations/%d", card)
	b.get(path)
	version, won, stale := p.version(card), atomic.Int64{}, atomic.Int64{}
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			c := &browser{Client: &http.Client{Jar: b.Jar}, p: p, token: b.token}
			c.still()
			got := c.post(
				path+"/save",
				"version",
				version,
				"mark.g1",
				fmt.Sprint(i%10),
				"comment",
				fmt.Sprint("bản ", i),
			)
			switch got.Status {
			case http.StatusSeeOther:
				won.Add(1)
			case http.StatusConflict:
				stale.Add(1)
				if !strings.Contains(got.Body, fmt.Sprint("bản ", i)) {
					t.Errorf("what was typed is lost")
				}
			default:
				t.Errorf("status %d", got.Status)
			}
		})
	}
	wait.Wait()
	if won.Load() != 1 || stale.Load() != 15 {
		t.Errorf("%d won, %d were told 409", won.Load(), stale.Load())
	}
}

func TestEightEqualPostsMakeOnePerson(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	form := b.get("/people/new")
	once := form.once()
	before := p.number(`SELECT count(*) FROM people`)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			c := &browser{Client: &http.Client{Jar: b.Jar}, p: p, token: b.token}
			c.still().
				post("/people", "once", once, "name", "Nguyễn Thị Mới", "kind", "civil_servant", "gender", "female",
					"title", "Chuyên viên", "unit", "2")
		})
	}
	wait.Wait()
	if made := p.number(`SELECT count(*) FROM people`) - before; made != 1 {
		t.Errorf("%d people were made", made)
	}
}

func TestTwoApprovalsOneWins(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	if err := p.store.Write(t.Context(), func(tx *gorm.DB) error {
		for _, sql := range []string{
			`UPDATE scorecards SET state = 'reviewed', head_points = 80, points = 80, grade = 'B', earned_grade = 'B'
				WHERE period_id = 14 AND state <> 'not_classified'`,
			`UPDATE period_units SET submitted_at = 1 WHERE period_id = 14`} {
			if err := tx.Exec(sql).Error; err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	b := p.as("leader")
	form := b.get("/periods/14/approve")
	version := form.value("form[action='/periods/14/approve'] input[name=version]")
	if version == "" {
		t.Fatalf("no form to approve: %s", form.text("main"))
	}
	if got := b.post("/periods/14/approve", "version", version, "password", "wrong"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong password approves: %d", got.Status)
	}
	var won atomic.Int64
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			c := &browser{Client: &http.Client{Jar: b.Jar}, p: p, token: b.token}
			if c.still().
				post("/periods/14/approve", "version", version, "password", "ThiDua-2026-demo").
				Status == http.StatusSeeOther {
				won.Add(1)
			}
		})
	}
	wait.Wait()
	if won.Load() != 1 {
		t.Errorf("%d approvals won", won.Load())
	}
	if n := p.number(`SELECT count(*) FROM audit_log WHERE action = 'period.approve'`); n != 1 {
		t.Errorf("%d audit entries", n)
	}
}

func TestFiftySavingAtOnceQueue(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.get("/units")
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			c := &browser{Client: &http.Client{Jar: b.Jar}, p: p, token: b.token}
			if got := c.still().post("/units", "name", fmt.Sprintf("Tổ %d", i), "parent", "1", "kind",
				"department"); got.Status != http.StatusSeeOther {
				t.Errorf("status %d", got.Status)
			}
		})
	}
	wait.Wait()
}

func TestFilterAndSortStandInTheURL(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("head")
	all := b.get("/units/2/periods/14?sort=name")
	if n := all.Find("tbody tr").Length(); n != 19 {
		t.Errorf("%d rows, want 19", n)
	}
	waiting := b.get("/units/2/periods/14?show=waiting&sort=self&desc=1")
	if n := waiting.Find("tbody tr").Length(); int64(
		n,
	) != p.number(
		`SELECT count(*) FROM scorecards WHERE period_id = 14 AND unit_id = 2 AND state = 'submitted'`,
	) {
		t.Errorf("%d rows wait", n)
	}
	found := b.get("/units/2/periods/14?q=" + "dinh")
	if n := found.Find("tbody tr").Length(); n == 0 || n == 19 {
		t.Errorf("%d rows found without tone marks", n)
	}
	if got := b.get("/units/2/periods/14?q=zzzz").text(".empty"); !strings.Contains(got, "Không có ai khớp") {
		t.Errorf("empty state: %q", got)
	}
	if got := b.get("/units/2/periods/2026-10"); got.Status != http.StatusOK {
		t.Errorf("a month by its name: %d", got.Status)
	}
}

func TestRefusalsSpeakTheReadersLanguage(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	b := p.as("committee")
	b.post("/preferences", "language", "en")
	got := b.post("/people", "name", "A", "kind", "civil_servant")
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Write 2 to 100 characters") ||
		got.value(`input[name=name]`) != "A" {
		t.Errorf("%d %s", got.Status, got.text("main"))
	}
	if got := b.get("/people/999999"); got.Status != http.StatusNotFound ||
		!strings.Contains(got.Body, "There is no such page") {
		t.Errorf("%d %s", got.Status, got.text("main"))
	}
}
