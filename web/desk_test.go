package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"congthidua/internal/ceremony"

	"github.com/PuerkitoBio/goquery"
)

// link is the address of a helper's link of ceremony 3, by its name.
func (p *site) link(name string) string {
	p.t.Helper()
	return "/" + p.words(`SELECT kind FROM ceremony_links WHERE name = ?`, name)[0] + "/" + p.app.linkKey(
		p.number(`SELECT id FROM ceremony_links WHERE name = ?`, name),
	)
}

// TestAHelpersLink opens one desk of one ceremony on one day, and nothing else.
func TestAHelpersLink(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	desk, screen := p.link("Bàn 1, cửa chính"), p.link("Màn hình hội trường")
	if got := p.as("committee").get("/ceremonies/3/guests"); !strings.Contains(got.Body, p.URL+desk) ||
		!strings.Contains(got.Body, "data:image/png;base64,") {
		t.Error("the committee does not see the link and its QR code")
	}
	if got := p.as("clerk").get("/ceremonies/3/guests"); strings.Contains(got.Body, desk) {
		t.Error("the clerk sees the helpers' links")
	}
	b := p.visitor()
	got := b.get(desk)
	if got.Status != http.StatusOK || got.Find("#guests li").Length() != 12 || got.text(".count b") != "9" {
		t.Fatalf("%d, %d guests, %s have come", got.Status, got.Find("#guests li").Length(), got.text(".count b"))
	}
	waiting := got.Find("#guests li:not(.in)").First()
	id, _ := waiting.Attr("data-guest")
	if found := b.get(desk + "?q=do+khanh"); found.Find("#guests li").Length() != 1 ||
		!strings.Contains(found.text("#guests"), "Đỗ Khánh Linh") {
		t.Errorf("found by name without marks: %s", found.text("#guests"))
	}
	got = b.post(desk, "once", "token-of-the-form", "guest", id, "present", "1")
	if got.Status != http.StatusOK || got.text(".count b") != "10" ||
		!strings.Contains(got.text("main"), "Bàn 1, cửa chính") {
		t.Errorf("%d: %s", got.Status, got.text("main"))
	}
	if got := b.post(desk, "once", "token-of-another", "guest", id, "present", "1"); got.text(".count b") != "10" ||
		!strings.Contains(got.text("main"), "không đếm hai lần") {
		t.Errorf("counted twice: %s", got.text("main"))
	}
	got = b.send(desk, "guest", id, "present", "1", "once", "token-without-csrf")
	if got.Status != http.StatusForbidden {
		t.Errorf("without the token of the page: %d", got.Status)
	}
	for _, other := range []string{
		desk[:len(desk)-1] + "x", strings.Replace(screen, "/screen/", "/desk/", 1), "/desk/1", "/desk/x",
	} {
		if got := b.get(other); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", other, got.Status)
		}
	}
	if got := b.get(screen); got.Status != http.StatusOK ||
		!strings.Contains(got.text("main"), "Trao tặng: Phó Trưởng ban Thường trực") {
		t.Errorf("the screen: %d %s", got.Status, got.text("main"))
	}
	if got := b.get("/ceremonies/3/guests"); got.URL.Path != "/login" {
		t.Errorf("a helper came to %s", got.URL)
	}
	p.clock.At = p.clock.At.AddDate(0, 0, 1)
	if got := b.get(desk); got.Status != http.StatusConflict ||
		!strings.Contains(got.Body, "chỉ dùng trong ngày 06/11/2026") {
		t.Errorf("on the next day: %d", got.Status)
	}
	p.clock.At = p.clock.At.AddDate(0, 0, -1)
	c := p.as("committee")
	revoke := fmt.Sprintf(`form[action$="/links/%d/revoke"]`, p.number(`SELECT min(id) FROM ceremony_links`))
	if got := c.submit(c.get("/ceremonies/3/guests"), revoke); got.Status != http.StatusOK {
		t.Errorf("not revoked: %d", got.Status)
	}
	if got := b.get(desk); got.Status != http.StatusNotFound {
		t.Errorf("revoked, and still open: %d", got.Status)
	}
	if strings.Contains(p.log.String(), desk) {
		t.Error("the log holds a helper's link")
	}
}

// TestADeskComesBack sends what a desk has kept while it was cut off: twice, with a token of an old
// page first.
func TestADeskComesBack(t *testing.T) {
	t.Parallel()
	p := startPortal(t)
	desk := p.link("Bàn 2, cửa bên")
	b := p.visitor()
	b.get(desk)
	var waiting []string
	b.get(desk).
		Find("#guests li:not(.in)").
		Each(func(_ int, li *goquery.Selection) { waiting = append(waiting, li.AttrOr("data-guest", "")) })
	form := url.Values{"_csrf": {b.token}}
	for i, id := range waiting {
		for name, value := range map[string]string{
			"token": fmt.Sprintf("kept-note-%d", i), "guest": id, "code": "",
			"present": "1", "by": "", "age": "3600000",
		} {
			form.Add(name, value)
		}
	}
	send := func() (answer struct {
		Token  string
		Done   []ceremony.Outcome
		Guests []struct {
			Present bool
			At      int64
		}
	}) {
		t.Helper()
		req, _ := http.NewRequest(http.MethodPost, p.URL+desk, strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Desk", "1")
		got, err := b.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		if err := json.NewDecoder(got.Body).Decode(&answer); err != nil {
			t.Fatalf("%d: %v", got.StatusCode, err)
		}
		return answer
	}
	for range 2 {
		answer := send()
		come := 0
		for _, g := range answer.Guests {
			if g.Present {
				come++
			}
		}
		if len(answer.Done) != 3 || answer.Done[0].State != "noted" || come != 12 || answer.Token == "" {
			t.Errorf("%+v, %d have come", answer.Done, come)
		}
	}
	if n := p.number(`SELECT count(*) FROM ceremony_checkins WHERE desk = 'Bàn 2, cửa bên'`); n != 3 {
		t.Errorf("%d notes kept, want 3", n)
	}
	at := p.number(`SELECT max(at) FROM ceremony_checkins WHERE desk = 'Bàn 2, cửa bên'`)
	if at != p.clock.At.Add(-time.Hour).UnixMilli() {
		t.Errorf("noted at %v", time.UnixMilli(at))
	}
	form.Add("token", "one-too-many")
	req, _ := http.NewRequest(http.MethodPost, p.URL+desk, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("X-Desk", "1")
	if got, err := b.Do(req); err != nil || got.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("fields that do not match: %v %v", got.Status, err)
	}
}
