// Package mail sends letters where a mail server is set. Without one the portal makes no outbound
// connection at all.
package mail

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Server is a mail server; the zero Server is none.
type Server struct {
	address *url.URL
	from    string
}

// Parse reads an address like smtp://host:25, smtps://name:password@host:465 or, where the password
// may only go over TLS, smtp://name:password@host:587. "" is no server.
func Parse(address, from string) (Server, error) {
	if address == "" {
		return Server{}, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return Server{}, fmt.Errorf("PORTAL_SMTP must be smtp://host:port or smtps://host:port")
	}
	if err := gomail.NewMsg().From(from); err != nil {
		return Server{}, fmt.Errorf("PORTAL_MAIL_FROM: %w", err)
	}
	return Server{address: u, from: from}, nil
}

// Set reports whether there is a server.
func (s Server) Set() bool { return s.address != nil }

// Letter is a letter with one file.
type Letter struct {
	To, Subject, Text string
	File              string // name of the file
	Content           []byte
}

// patience is how long a server may take for a letter.
const patience = 20 * time.Second

// Send hands letters over, one connection for all; sent is told of each that the server took, refused
// of each that it did not, and the rest goes on.
func (s Server) Send(ctx context.Context, letters []Letter, sent func(i int) error, refused func(i int, err error)) error {
	client, err := s.client()
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return err
	}
	defer client.Close() //nolint:errcheck // everything was handed over
	for i, l := range letters {
		m := gomail.NewMsg()
		if err := m.From(s.from); err != nil {
			return err
		}
		if err := m.To(l.To); err != nil {
			refused(i, err)
			continue
		}
		m.Subject(l.Subject)
		m.SetBodyString(gomail.TypeTextPlain, l.Text)
		if l.File != "" {
			if err := m.AttachReader(l.File, bytes.NewReader(l.Content)); err != nil {
				return err
			}
		}
		if err := client.Send(m); err != nil {
			refused(i, err)
			continue
		}
		if err := sent(i); err != nil {
			return err
		}
	}
	return nil
}

func (s Server) client() (*gomail.Client, error) {
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
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.address.User.Username()), gomail.WithPassword(password))
	}
	return gomail.NewClient(s.address.Hostname(), options...)
}
