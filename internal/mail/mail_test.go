package mail

import (
	"bufio"
	"errors"
	"fmt"
	"mime"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"congthidua/internal/notice"
)

// post is a mail server that keeps letters. It refuses addresses that begin with "no".
type post struct {
	listener net.Listener
	mu       sync.Mutex
	letters  []string
	open     []net.Conn
	met      int // connections
	break_   bool
	asks     bool     // offers to take a password, without TLS
	secrets  []string // what was said of passwords
}

func newPost(t *testing.T) *post {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{listener: l}
	t.Cleanup(p.stop)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.mu.Lock()
			p.open, p.met = append(p.open, conn), p.met+1
			p.mu.Unlock()
			go p.serve(conn)
		}
	}()
	return p
}

func (p *post) stop() {
	_ = p.listener.Close()
	p.hangUp()
}

// hangUp ends all connections, as a server does after a while.
func (p *post) hangUp() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range p.open {
		_ = conn.Close()
	}
	p.open = nil
}

func (p *post) serve(conn net.Conn) {
	defer conn.Close() //nolint:errcheck // the test's own
	in := bufio.NewReader(conn)
	say := func(s string) { fmt.Fprint(conn, s+"\r\n") }
	say("220 here")
	for letter := ""; ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch word := strings.ToUpper(strings.TrimSpace(line)); {
		case strings.HasPrefix(word, "EHLO") && p.wantsPassword():
			say("250-here\r\n250 AUTH PLAIN LOGIN CRAM-MD5")
		case strings.HasPrefix(word, "EHLO"):
			say("250 here")
		case strings.HasPrefix(word, "AUTH"):
			p.mu.Lock()
			p.secrets = append(p.secrets, line)
			p.mu.Unlock()
			say("235 welcome")
		case strings.HasPrefix(word, "RCPT TO:<NO"):
			say("550 no such user")
		case word == "DATA":
			say("354 go on")
			for line, err = in.ReadString('\n'); err == nil && line != ".\r\n"; line, err = in.ReadString('\n') {
				letter += line
			}
			if p.breaks() {
				return
			}
			p.mu.Lock()
			p.letters = append(p.letters, letter)
			p.mu.Unlock()
			letter = ""
			say("250 kept")
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (p *post) breaks() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.break_
}

func (p *post) wantsPassword() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asks
}

func (p *post) kept() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.letters...)
}

func (p *post) connections() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.met
}

func server(t *testing.T, p *post) *Server {
	t.Helper()
	s, err := Parse("smtp://"+p.listener.Addr().String(), "thidua@cong.example")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.disconnect()
	})
	return s
}

func letter(to string) notice.Message {
	return notice.Message{
		To:      to,
		Subject: "Giấy mời: Lễ trao thưởng",
		Text:    "Kính gửi đồng chí",
		File:    "giay-moi.pdf",
		Content: []byte("%PDF-1.4 invitation"),
	}
}

// TestALetterArrives with subject, text and file; letters that follow share a connection.
func TestALetterArrives(t *testing.T) {
	p := newPost(t)
	s := server(t, p)
	for _, to := range []string{"an@cong.example", "binh@cong.example"} {
		if err := s.Send(t.Context(), letter(to)); err != nil {
			t.Fatal(err)
		}
	}
	kept := p.kept()
	if len(kept) != 2 || p.connections() != 1 {
		t.Fatalf("%d letters by %d connections", len(kept), p.connections())
	}
	head, _, _ := strings.Cut(kept[0], "\r\n\r\n")
	subject := ""
	for line := range strings.Lines(strings.ReplaceAll(head, "\r\n ", " ")) {
		if text, ok := strings.CutPrefix(line, "Subject: "); ok {
			subject, _ = new(mime.WordDecoder).DecodeHeader(strings.TrimSpace(text))
		}
	}
	if subject != "Giấy mời: Lễ trao thưởng" || !strings.Contains(head, "thidua@cong.example") ||
		!strings.Contains(head, "an@cong.example") || !strings.Contains(kept[0], "giay-moi.pdf") {
		t.Errorf("subject %q in\n%s", subject, kept[0])
	}
	if s.Channel() != notice.Mail {
		t.Errorf("the channel is %s", s.Channel())
	}
}

// TestNoPasswordWithoutTLS: a server that asks for one in the clear is told none, and gets no letter.
func TestNoPasswordWithoutTLS(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.mu.Lock()
	p.asks = true
	p.mu.Unlock()
	s, err := Parse("smtp://thidua:secret@"+p.listener.Addr().String(), "thidua@cong.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Send(t.Context(), letter("an@cong.example")); !errors.Is(err, notice.ErrUnreachable) {
		t.Errorf("%v", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.secrets) > 0 || len(p.letters) > 0 {
		t.Errorf("%d times a password, %d letters", len(p.secrets), len(p.letters))
	}
}

// TestARefusedAddressIsNoReasonToStop: the next letter goes out on the same connection.
func TestARefusedAddressIsNoReasonToStop(t *testing.T) {
	p := newPost(t)
	s := server(t, p)
	for to, refused := range map[string]bool{"no@cong.example": true, "không phải": true} {
		err := s.Send(t.Context(), letter(to))
		if (err != nil) != refused || errors.Is(err, notice.ErrUnreachable) {
			t.Errorf("%s: %v", to, err)
		}
	}
	if err := s.Send(t.Context(), letter("an@cong.example")); err != nil || len(p.kept()) != 1 || p.connections() != 1 {
		t.Errorf("%v, %d letters by %d connections", err, len(p.kept()), p.connections())
	}
}

// TestAServerThatHasHungUp is called again; of a letter that it may have taken nothing is sent twice.
func TestAServerThatHasHungUp(t *testing.T) {
	p := newPost(t)
	s := server(t, p)
	if err := s.Send(t.Context(), letter("an@cong.example")); err != nil {
		t.Fatal(err)
	}
	p.hangUp()
	if err := s.Send(t.Context(), letter("binh@cong.example")); err != nil || len(p.kept()) != 2 || p.connections() != 2 {
		t.Errorf("%v, %d letters by %d connections", err, len(p.kept()), p.connections())
	}
	p.mu.Lock()
	p.break_ = true
	p.mu.Unlock()
	err := s.Send(t.Context(), letter("chi@cong.example"))
	if err == nil || errors.Is(err, notice.ErrUnreachable) || p.connections() != 2 {
		t.Errorf("broken off in the middle: %v, %d connections", err, p.connections())
	}
	p.mu.Lock()
	p.break_ = false
	p.mu.Unlock()
	if err := s.Send(t.Context(), letter("dung@cong.example")); err != nil || len(p.kept()) != 3 {
		t.Errorf("the next letter: %v, %d letters", err, len(p.kept()))
	}
}

// TestAServerThatIsNotThere is unreachable, at first and after it has gone.
func TestAServerThatIsNotThere(t *testing.T) {
	p := newPost(t)
	s := server(t, p)
	if err := s.Send(t.Context(), letter("an@cong.example")); err != nil {
		t.Fatal(err)
	}
	p.stop()
	if err := s.Send(t.Context(), letter("binh@cong.example")); !errors.Is(err, notice.ErrUnreachable) {
		t.Errorf("gone: %v", err)
	}
	if err := s.Send(t.Context(), letter("binh@cong.example")); !errors.Is(err, notice.ErrUnreachable) {
		t.Errorf("not there: %v", err)
	}
}

// TestAnIdleConnectionIsClosed by the portal.
func TestAnIdleConnectionIsClosed(t *testing.T) {
	p := newPost(t)
	s := server(t, p)
	if err := s.Send(t.Context(), letter("an@cong.example")); err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	s.close.Reset(time.Millisecond)
	s.mu.Unlock()
	for range 200 {
		s.mu.Lock()
		gone := s.client == nil
		s.mu.Unlock()
		if gone {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the connection stays open")
}

func TestAddresses(t *testing.T) {
	if s, err := Parse("", ""); s != nil || err != nil {
		t.Errorf("no address: %v %v", s, err)
	}
	for address, from := range map[string]string{
		"smtp://":           "a@b.example",
		"http://mail:25":    "a@b.example",
		"mail:25":           "a@b.example",
		"smtp://mail:25":    "không phải",
		"smtps://mail:465/": "",
		"://":               "a@b.example",
	} {
		if s, err := Parse(address, from); err == nil || s != nil {
			t.Errorf("%s from %s was taken", address, from)
		}
	}
	for _, address := range []string{"smtp://mail", "smtp://mail:25", "smtps://n:p@mail:465", "smtp://n:p@mail:587"} {
		s, err := Parse(address, "a@b.example")
		if err != nil || s == nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if _, err := s.newClient(); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}
