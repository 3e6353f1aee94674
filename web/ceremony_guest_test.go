package web

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"congthidua/internal/mail"
	"congthidua/internal/notice"
)

// TestInvitationsGoOut by a mail server, each once; what the server refuses is told.
func TestInvitationsGoOut(t *testing.T) {
	t.Parallel()
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
	form := fmt.Sprintf(`form[action$="/guests/%d"]`, guest)
	got := c.submit(c.get("/ceremonies/2/guests"), form, "email", "không phải")
	if got.Status != http.StatusUnprocessableEntity || got.value(form+" input[name=email]") != "không phải" {
		t.Errorf("an address that is none: %d", got.Status)
	}
	c.submit(got, form, "email", "bao@thanhuy.example")
	due := p.number(`SELECT count(*) FROM ceremony_guests WHERE ceremony_id = 2 AND email <> ''`)
	if got := c.post("/ceremonies/2/mail"); got.Status != http.StatusOK ||
		strings.Contains(got.Body, "không nhận thư") {
		t.Errorf("%d: %s", got.Status, got.text("main"))
	}
	p.app.Jobs.Drain()
	if sent := server.letters(); int64(len(sent)) != due ||
		!strings.Contains(strings.Join(sent, ""), "bao@thanhuy.example") ||
		!strings.Contains(sent[0], "giay-moi.pdf") {
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
	t.Parallel()
	p := startPortal(t)
	b := p.as("clerk")
	for path, pages := range map[string]int{
		"/ceremonies/3/invitations.pdf": 12, "/ceremonies/3/envelopes.pdf": 12,
		"/ceremonies/3/labels.pdf": 1, "/ceremonies/3/labels.pdf?skip=20": 2,
		"/decisions/2/envelopes.pdf": 31, "/decisions/2/labels.pdf": 2,
	} {
		got := b.get(path)
		if n := strings.Count(got.Body, "/Type /Page\n"); got.Status != http.StatusOK || n != pages {
			t.Errorf("%s: %d with %d pages, want %d", path, got.Status, n, pages)
		}
	}
	if got := b.get("/ceremonies/3/invitations.pdf?guest=999999"); got.Status != http.StatusNotFound {
		t.Errorf("an invitation of nobody: %d", got.Status)
	}
}
