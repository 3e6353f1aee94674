package web

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/ceremony"
	"congthidua/internal/mail"
	"congthidua/internal/notice"

	"github.com/PuerkitoBio/goquery"
)

// link is the address of a helper's link of ceremony 3, by its name.
func (p *site) link(name string) string {
	p.t.Helper()
	return "/" + p.words(`SELECT kind FROM ceremony_links WHERE name = ?`, name)[0] + "/" + p.app.linkKey(p.number(`SELECT id FROM ceremony_links WHERE name = ?`, name))
}

// TestAHelpersLink opens one desk of one ceremony on one day, and nothing else.
func TestAHelpersLink(t *testing.T) {
	p := startPortal(t)
	desk, screen := p.link("Bàn 1, cửa chính"), p.link("Màn hình hội trường")
	if got := p.as("committee").get("/ceremonies/3/guests"); !strings.Contains(got.Body, p.URL+desk) || !strings.Contains(got.Body, "data:image/png;base64,") {
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
	if found := b.get(desk + "?q=do+khanh"); found.Find("#guests li").Length() != 1 || !strings.Contains(found.text("#guests"), "Đỗ Khánh Linh") {
		t.Errorf("found by name without marks: %s", found.text("#guests"))
	}
	got = b.post(desk, "once", "token-of-the-form", "guest", id, "present", "1")
	if got.Status != http.StatusOK || got.text(".count b") != "10" || !strings.Contains(got.text("main"), "Bàn 1, cửa chính") {
		t.Errorf("%d: %s", got.Status, got.text("main"))
	}
	if got := b.post(desk, "once", "token-of-another", "guest", id, "present", "1"); got.text(".count b") != "10" || !strings.Contains(got.text("main"), "không đếm hai lần") {
		t.Errorf("counted twice: %s", got.text("main"))
	}
	if got := b.send(desk, "guest", id, "present", "1", "once", "token-without-csrf"); got.Status != http.StatusForbidden {
		t.Errorf("without the token of the page: %d", got.Status)
	}
	for _, other := range []string{desk[:len(desk)-1] + "x", strings.Replace(screen, "/screen/", "/desk/", 1), "/desk/1", "/desk/x"} {
		if got := b.get(other); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", other, got.Status)
		}
	}
	if got := b.get(screen); got.Status != http.StatusOK || !strings.Contains(got.text("main"), "Trao tặng: Phó Trưởng ban Thường trực") {
		t.Errorf("the screen: %d %s", got.Status, got.text("main"))
	}
	if got := b.get("/ceremonies/3/guests"); got.URL.Path != "/login" {
		t.Errorf("a helper came to %s", got.URL)
	}
	p.clock.At = p.clock.At.AddDate(0, 0, 1)
	if got := b.get(desk); got.Status != http.StatusConflict || !strings.Contains(got.Body, "chỉ dùng trong ngày 06/11/2026") {
		t.Errorf("on the next day: %d", got.Status)
	}
	p.clock.At = p.clock.At.AddDate(0, 0, -1)
	c := p.as("committee")
	c.get("/ceremonies/3/guests")
	if got := c.post(fmt.Sprintf("/ceremonies/3/links/%d/revoke", p.number(`SELECT min(id) FROM ceremony_links`))); got.Status != http.StatusOK {
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
	p := startPortal(t)
	desk := p.link("Bàn 2, cửa bên")
	b := p.visitor()
	b.get(desk)
	var waiting []string
	b.get(desk).Find("#guests li:not(.in)").Each(func(_ int, li *goquery.Selection) { waiting = append(waiting, li.AttrOr("data-guest", "")) })
	form := url.Values{"_csrf": {b.token}}
	for i, id := range waiting {
		for name, value := range map[string]string{"token": fmt.Sprintf("kept-note-%d", i), "guest": id, "code": "", "present": "1", "by": "", "age": "3600000"} {
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
	if at := p.number(`SELECT max(at) FROM ceremony_checkins WHERE desk = 'Bàn 2, cửa bên'`); at != p.clock.At.Add(-time.Hour).UnixMilli() {
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

// TestTheStageManager moves the programme; whoever watches is told, and a second hand is refused.
func TestTheStageManager(t *testing.T) {
	p := startPortal(t)
	b, other := p.as("clerk"), p.as("committee")
	stream, err := b.Get(p.URL + "/ceremonies/3/events")
	if err != nil || stream.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatal(err, stream.Header)
	}
	defer stream.Body.Close()
	lines := bufio.NewScanner(stream.Body)
	event := func() string {
		for lines.Scan() {
			if data, is := strings.CutPrefix(lines.Text(), "data: "); is {
				return data
			}
		}
		return ""
	}
	before := event()
	got := b.get("/ceremonies/3/live")
	if !strings.Contains(got.text(".cue"), "Lượt 1") || !strings.Contains(got.text(".cue"), "Tiếp theo: Lượt 2") || !strings.Contains(got.text(".facts"), "chậm") || !strings.Contains(got.text("main"), "Người nhận chưa đến 2") {
		t.Errorf("the page says %s", got.text("main"))
	}
	other.get("/ceremonies/3/live")
	if got = b.post("/ceremonies/3/live/forward", "at", "3"); got.Status != http.StatusOK || !strings.Contains(got.text(".cue .now"), "Lượt 2") {
		t.Errorf("%d: %s", got.Status, got.text(".cue"))
	}
	if after := event(); after == "" || after == before {
		t.Errorf("the stream said %q, then %q", before, after)
	}
	if got := other.post("/ceremonies/3/live/forward", "at", "3"); got.Status != http.StatusConflict || !strings.Contains(got.text(".notice"), "chuyển ở máy khác") {
		t.Errorf("a second hand: %d", got.Status)
	}
	awaited := p.number(`SELECT recipient_id FROM ceremony_stands WHERE ceremony_id = 3 AND turn = 2 AND position = 2`)
	if got := b.post("/ceremonies/3/live/missing", "at", "4", "recipient", fmt.Sprint(awaited)); got.Find(".cue .stage li").Length() != 4 {
		t.Errorf("the places did not close up: %s", got.text(".cue"))
	}
	for at := 4; at < 7; at++ {
		got = b.post("/ceremonies/3/live/forward", "at", fmt.Sprint(at))
	}
	if !strings.Contains(got.text(".cue"), "Chương trình đã hết") {
		t.Errorf("not over: %s", got.text(".cue"))
	}
	other.get("/ceremonies/3")
	got = other.post("/ceremonies/3/held", "version", fmt.Sprint(p.number(`SELECT version FROM ceremonies WHERE id = 3`)))
	if !strings.Contains(got.text("main"), "Kết quả trao thưởng") || !strings.Contains(got.text("main"), "có mặt 9") {
		t.Errorf("%d: %s", got.Status, got.text("main"))
	}
	for paper, want := range map[string]string{"received": "chưa nhận", "minutes": "Từ 09:00", "thanks": "Hoàng Quốc Bảo", "run": "Lượt 2"} {
		for _, format := range []string{"", ".pdf", ".docx", ".xlsx"} {
			got := b.get("/ceremonies/3/papers/" + paper + format)
			if got.Status != http.StatusOK || format == "" && paper != "minutes" && !strings.Contains(got.text("body"), want) {
				t.Errorf("%s%s: %d", paper, format, got.Status)
			}
		}
	}
}

// TestInvitationsGoOut by a mail server, each once; what the server refuses is told.
func TestInvitationsGoOut(t *testing.T) {
	p := startPortal(t)
	c := p.as("committee")
	if got := c.get("/ceremonies/2/guests"); strings.Contains(got.Body, "Gửi thư mời") {
		t.Error("letters are offered without a mail server")
	}
	if got := c.post("/ceremonies/2/mail"); got.Status != http.StatusNotFound {
		t.Errorf("no mail server: %d", got.Status)
	}
	server := smtp(t)
	sender, err := mail.Parse("smtp://"+server.addr, "thidua@cong.example")
	if err != nil {
		t.Fatal(err)
	}
	p.app.Notices.Senders = []notice.Sender{sender}
	guest := p.number(`SELECT id FROM ceremony_guests WHERE ceremony_id = 2 AND name = 'Hoàng Quốc Bảo'`)
	if got := c.post(fmt.Sprintf("/ceremonies/2/guests/%d", guest), "email", "không phải"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("an address that is none: %d", got.Status)
	}
	c.post(fmt.Sprintf("/ceremonies/2/guests/%d", guest), "email", "bao@thanhuy.example")
	due := p.number(`SELECT count(*) FROM ceremony_guests WHERE ceremony_id = 2 AND email <> ''`)
	if got := c.post("/ceremonies/2/mail"); got.Status != http.StatusOK || strings.Contains(got.Body, "không nhận thư") {
		t.Errorf("%d: %s", got.Status, got.text("main"))
	}
	p.app.Jobs.Drain()
	if sent := server.letters(); int64(len(sent)) != due || !strings.Contains(strings.Join(sent, ""), "bao@thanhuy.example") || !strings.Contains(sent[0], "giay-moi.pdf") {
		t.Errorf("%d letters, want %d", len(sent), due)
	}
	if n := p.number(`SELECT count(*) FROM ceremony_guests WHERE ceremony_id = 2 AND mailed_at IS NOT NULL`); n != due {
		t.Errorf("%d noted as mailed, want %d", n, due)
	}
	if got := c.post("/ceremonies/2/mail"); got.Status != http.StatusConflict {
		t.Errorf("sent again: %d", got.Status)
	}
}

// postOffice is a mail server that takes every letter.
type postOffice struct {
	addr string
	mu   sync.Mutex
	kept []string
}

func (o *postOffice) letters() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.kept
}

func smtp(t *testing.T) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	o := &postOffice{addr: l.Addr().String()}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go o.serve(conn)
		}
	}()
	return o
}

func (o *postOffice) serve(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	say := func(s string) { fmt.Fprint(conn, s+"\r\n") }
	say("220 here")
	for letter := ""; ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch word := strings.ToUpper(strings.Fields(line + " x")[0]); word {
		case "RCPT":
			letter = line
			say("250 ok")
		case "DATA":
			say("354 go on")
			for line != ".\r\n" {
				if line, err = in.ReadString('\n'); err != nil {
					return
				}
				letter += line
			}
			o.mu.Lock()
			o.kept = append(o.kept, letter)
			o.mu.Unlock()
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// TestLettersOfAList prints invitations, envelopes and labels of the right number of pages.
func TestLettersOfAList(t *testing.T) {
	p := startPortal(t)
	b := p.as("clerk")
	for path, pages := range map[string]int{"/ceremonies/3/invitations.pdf": 12, "/ceremonies/3/envelopes.pdf": 12, "/ceremonies/3/labels.pdf": 1, "/ceremonies/3/labels.pdf?skip=20": 2, "/decisions/2/envelopes.pdf": 31, "/decisions/2/labels.pdf": 2} {
		got := b.get(path)
		if n := strings.Count(got.Body, "/Type /Page\n"); got.Status != http.StatusOK || n != pages {
			t.Errorf("%s: %d with %d pages, want %d", path, got.Status, n, pages)
		}
	}
	if got := b.get("/ceremonies/3/invitations.pdf?guest=999999"); got.Status != http.StatusNotFound {
		t.Errorf("an invitation of nobody: %d", got.Status)
	}
}
