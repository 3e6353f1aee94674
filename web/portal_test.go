package web

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"congthidua/internal/clock"
	"congthidua/internal/demo"
	"congthidua/internal/store"
	"congthidua/internal/trial"

	"github.com/PuerkitoBio/goquery"

	"gorm.io/gorm"
)

// site is the portal on a copy of the demonstration, behind HTTP.
type site struct {
	cut  *atomic.Bool // the connection is lost
	sent atomic.Int64 // forms, each of which has a token of its own
	*httptest.Server
	t     testing.TB
	app   *Server
	store *store.Store
	clock *clock.Manual
	log   *lockedBuffer
}

// lockedBuffer gathers the log of parallel requests.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func startPortal(t testing.TB) *site {
	t.Helper()
	st, c := trial.Demo(t)
	return startOn(t, st, c)
}

func startOn(t testing.TB, st *store.Store, c *clock.Manual) *site {
	t.Helper()
	log := &lockedBuffer{}
	app, err := New(
		st,
		c,
		Config{
			Secret: []byte("0123456789abcdef0123456789abcdef"),
			Files:  t.TempDir(),
			Demo:   true,
			Log:    slog.New(slog.NewTextHandler(log, nil)),
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := app.Handler()
	if err != nil {
		t.Fatal(err)
	}
	cut := &atomic.Bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cut.Load() {
			panic(http.ErrAbortHandler) // the connection ends without an answer
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	t.Cleanup(app.Jobs.Drain)
	t.Cleanup(app.EndStreams)
	return &site{Server: server, cut: cut, t: t, app: app, store: st, clock: c, log: log}
}

// browser is one person's browser: a cookie jar, and the token of the last page.
type browser struct {
	*http.Client
	p     *site
	token string
}

// page is an answer that was read.
type page struct {
	*goquery.Document
	Status int
	Header http.Header
	Body   string
	URL    *url.URL
}

func (p *site) visitor() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return &browser{Client: &http.Client{Jar: jar}, p: p}
}

// as logs in under a demonstration name.
func (p *site) as(username string) *browser {
	p.t.Helper()
	b := p.visitor()
	b.get("/login")
	if got := b.post("/login", "username", username, "password", demo.Password); got.Status != http.StatusOK ||
		got.URL.Path == "/login" {
		p.t.Fatalf("login of %s: %d %s", username, got.Status, got.text(".notice"))
	}
	return b
}

// still makes the browser show redirects instead of following them.
func (b *browser) still() *browser {
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

func (b *browser) get(path string) page {
	b.p.t.Helper()
	req, err := http.NewRequest(http.MethodGet, b.p.URL+path, nil)
	if err != nil {
		b.p.t.Fatal(err)
	}
	return b.do(req)
}

// post sends a form with the token of the last page.
func (b *browser) post(path string, pairs ...string) page {
	b.p.t.Helper()
	token := b.fresh()
	if at := slices.Index(pairs, "once"); at >= 0 && at%2 == 0 { // the test names the form's one-off token
		token = b.token + "." + pairs[at+1]
	}
	return b.send(path, append([]string{"_csrf", token}, pairs...)...)
}

// fresh is the session's token with a one-off token of its own.
func (b *browser) fresh() string {
	return fmt.Sprintf("%s.test-form-%016d", b.token, b.p.sent.Add(1))
}

// send sends a form as it is.
func (b *browser) send(path string, pairs ...string) page {
	b.p.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	req, err := http.NewRequest(http.MethodPost, b.p.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.p.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(req)
}

func (b *browser) do(req *http.Request) page {
	b.p.t.Helper()
	answer, err := b.Do(req)
	if err != nil {
		b.p.t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read below
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.p.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		b.p.t.Fatal(err)
	}
	if token, ok := doc.Find("input[name=_csrf]").First().Attr("value"); ok {
		b.token, _, _ = strings.Cut(token, ".")
	}
	return page{
		Document: doc,
		Status:   answer.StatusCode,
		Header:   answer.Header,
		Body:     string(body),
		URL:      answer.Request.URL,
	}
}

// text is what an element says, with single spaces.
func (p page) text(selector string) string {
	return strings.Join(strings.Fields(p.Find(selector).Text()), " ")
}

// once is the one-off token of the page's first form.
func (p page) once() string {
	_, once, _ := strings.Cut(p.value("main input[name=_csrf]"), ".")
	return once
}

// fields are the names and values of a form as a browser would send it, but for the token: boxes and circles
// only where they are ticked, of a select its choice or, as a browser does, its first option.
func (p page) fields(form string) (list []string) { return fieldsOf(p.Find(form)) }

func fieldsOf(form *goquery.Selection) (list []string) {
	form.Find("input[name], select[name], textarea[name]").Each(func(_ int, s *goquery.Selection) {
		name, value := s.AttrOr("name", ""), s.AttrOr("value", "")
		_, ticked := s.Attr("checked")
		sent := true
		switch goquery.NodeName(s) {
		case "select":
			chosen := s.Find("option[selected]")
			if chosen.Length() == 0 {
				chosen = s.Find("option").First()
			}
			value = chosen.AttrOr("value", "")
		case "textarea":
			value = s.Text()
		case "input":
			box := s.Is("[type=checkbox], [type=radio]")
			sent = !box || ticked
			if box && value == "" {
				value = "on"
			}
		}
		if name != "_csrf" && sent {
			list = append(list, name, value)
		}
	})
	return list
}

// value is what stands in a field.
func (p page) value(selector string) string {
	v, _ := p.Find(selector).First().Attr("value")
	return v
}

// number asks the database for one number.
func (p *site) number(sql string, args ...any) int64 {
	p.t.Helper()
	var n int64
	if err := p.store.Read(p.t.Context()).Raw(sql, args...).Scan(&n).Error; err != nil {
		p.t.Fatal(err)
	}
	return n
}

// words returns a column of texts.
func (p *site) words(sql string, args ...any) (list []string) {
	p.t.Helper()
	if err := p.store.Read(p.t.Context()).Raw(sql, args...).Scan(&list).Error; err != nil {
		p.t.Fatal(err)
	}
	return list
}

func (p *site) card(username string, year, month int) int64 {
	p.t.Helper()
	return p.number(
		`SELECT c.id FROM scorecards c JOIN accounts a ON a.person_id = c.person_id
			JOIN periods p ON p.id = c.period_id WHERE a.username = ? AND p.year = ? AND p.month = ?`,
		username,
		year,
		month,
	)
}

func (p *site) version(card int64) string {
	p.t.Helper()
	var v string
	if err := p.store.Read(p.t.Context()).Raw(`SELECT version FROM scorecards WHERE id = ?`, card).Scan(&v).Error; err != nil {
		p.t.Fatal(err)
	}
	return v
}

// TestNavigationCountsWhatWaits: the number beside "my work" follows the own forms at once, and what
// others do within seconds.
func TestNavigationCountsWhatWaits(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	cadre := p.as("cadre1")
	count := func() string { return cadre.get("/help").Find(`nav a[href="/"] span`).First().Text() }
	before := count()
	if before == "" || count() != before {
		t.Fatalf("the count was %q and then %q", before, count())
	}
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE campaigns SET state = 'closed'`).Error
	}); err != nil {
		t.Fatal(err)
	}
	p.clock.At = p.clock.At.Add(countedFor)
	after := count()
	if after == before {
		t.Errorf("still %q after the campaign closed", after)
	}
	if err := p.app.Store.Write(t.Context(), func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE campaigns SET state = 'open'`).Error
	}); err != nil {
		t.Fatal(err)
	}
	cadre.post("/preferences", "theme", "dark")
	if got := count(); got != before {
		t.Errorf("after a form of the own it is %q, not %q again", got, before)
	}
}
