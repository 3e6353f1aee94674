// Package mail sends mails where a mail server is set. Without one the portal makes no outbound connection at
// all. It is a channel of package notice.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"sync"
	"time"

	"congthidua/internal/notice"

	gomail "github.com/wneessen/go-mail"
)

// Times of a connection.
const (
	patience = 20 * time.Second // how long a server may take for a step
	idle     = 5 * time.Second  // how long a connection stays open for the next letter
)

// Server is a mail server. Letters that follow each other share a connection.
type Server struct {
	address *url.URL
	from    string

	mu     sync.Mutex
	client *gomail.Client // connected, nil while there is no connection
	close  *time.Timer
}

// Parse reads an address like smtp://host:25, smtps://name:password@host:465 or, where the password may only go
// over TLS, smtp://name:password@host:587. "" is no server, nil.
func Parse(address, from string) (*Server, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, fmt.Errorf("PORTAL_SMTP must be smtp://host:port or smtps://host:port")
	}
	if err := gomail.NewMsg().From(from); err != nil {
		return nil, fmt.Errorf("PORTAL_MAIL_FROM: %w", err)
	}
	return &Server{address: u, from: from}, nil
}

// Channel implements notice.Sender.
func (*Server) Channel() string { return notice.Mail }

// Send implements notice.Sender.
func (s *Server) Send(ctx context.Context, m notice.Message) error {
	letter, err := s.letter(m)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fresh, err := s.connect(ctx)
	if err != nil {
		return unreachable(err)
	}
	err = s.client.Send(letter)
	if !fresh && lost(err) { // the server has closed the connection meanwhile; nothing of the letter has gone out
		s.disconnect()
		if _, err := s.connect(ctx); err != nil {
			return unreachable(err)
		}
		err = s.client.Send(letter)
	}
	if lost(err) {
		s.disconnect()
		return unreachable(err)
	}
	return err
}

// letter is a message as a mail.
func (s *Server) letter(m notice.Message) (*gomail.Msg, error) {
	letter := gomail.NewMsg()
	if err := errors.Join(letter.From(s.from), letter.To(m.To)); err != nil {
		return nil, err
	}
	letter.Subject(m.Subject)
	letter.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.File == "" {
		return letter, nil
	}
	return letter, letter.AttachReader(m.File, bytes.NewReader(m.Content))
}

// lost reports whether the connection was found to be gone before anything of a letter was sent.
func lost(err error) bool {
	var failed *gomail.SendError
	return errors.As(err, &failed) && failed.Reason == gomail.ErrConnCheck
}

func unreachable(err error) error { return errors.Join(notice.ErrUnreachable, err) }

// connect makes a connection where there is none and keeps it open for a while; fresh says that it was made now.
func (s *Server) connect(ctx context.Context) (fresh bool, err error) {
	if s.client != nil {
		s.close.Reset(idle)
		return false, nil
	}
	client, err := s.newClient()
	if err != nil {
		return true, err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return true, err
	}
	s.client = client
	s.close = time.AfterFunc(idle, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.disconnect()
	})
	return true, nil
}

// disconnect ends the connection.
func (s *Server) disconnect() {
	if s.client != nil {
		s.close.Stop()
		_ = s.client.Close() // everything was handed over
		s.client = nil
	}
}

func (s *Server) newClient() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithTimeout(patience)}
	if port, err := strconv.Atoi(s.address.Port()); err == nil {
		options = append(options, gomail.WithPort(port))
	}
	password, secret := s.address.User.Password()
	switch {
	case s.address.Scheme == "smtps":
		options = append(options, gomail.WithSSL())
	case secret:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if secret {
		options = append(options,
			gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(s.address.User.Username()),
			gomail.WithPassword(password))
	}
	return gomail.NewClient(s.address.Hostname(), options...)
}
