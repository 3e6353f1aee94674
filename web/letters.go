package web

import (
	"bytes"
	"context"
	"fmt"

	"congthidua/internal/access"
	"congthidua/internal/award"
	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/mail"
	"congthidua/internal/viet"
)

// letters sets what is printed for each of a list by the first layout of a use.
func (c *call) letters(use string, list []certificate.Values, skip int) ([]byte, error) {
	layouts, err := c.server.Certificates.LayoutsFor(c.Request().Context(), c.Actor, use)
	if err != nil {
		return nil, err
	}
	if len(layouts) == 0 || len(list) == 0 {
		return nil, fault.ErrNotFound
	}
	return setAll(layouts[0], list, skip)
}

func setAll(l certificate.Layout, list []certificate.Values, skip int) ([]byte, error) {
	setter, err := certificate.NewSetter(l)
	if err != nil {
		return nil, err
	}
	setter.Skip(skip)
	for _, v := range list {
		if err := setter.Add(v, certificate.Offset{}); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = setter.Write(&out)
	return out.Bytes(), err
}

// guestLetters prints invitations, envelopes or labels for the guests of a ceremony, or for the one
// that the address names.
func (s *Server) guestLetters(use, file string) handler {
	return func(c *call) error {
		v, err := c.stage()
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		one, _ := parseID(c.Query("guest"))
		var list []certificate.Values
		for _, g := range v.Guests {
			if one == 0 || g.ID == one {
				list = append(list, ceremony.Invitation(head, v, g))
			}
		}
		skip, _ := parseID(c.Query("skip"))
		content, err := c.letters(use, list, int(min(skip, 1000)))
		if err != nil {
			return err
		}
		return c.Download(fmt.Sprintf("%s-%d.pdf", file, v.ID), content)
	}
}

// recipientLetters prints envelopes or labels for the recipients of a decision.
func (s *Server) recipientLetters(use, file string) handler {
	return func(c *call) error {
		id, err := c.ID("id")
		if err != nil {
			return err
		}
		d, recipients, err := s.Award.Decision(c.Request().Context(), c.Actor, id)
		if err != nil {
			return err
		}
		head, err := c.letterhead()
		if err != nil {
			return err
		}
		var list []certificate.Values
		for _, r := range recipients {
			if r.EndedBy == 0 {
				list = append(list, certificate.Values{"body": head.Whole(), "name": r.Name, "where": award.Where(r)})
			}
		}
		skip, _ := parseID(c.Query("skip"))
		content, err := c.letters(use, list, int(min(skip, 1000)))
		if err != nil {
			return err
		}
		return c.Download(fmt.Sprintf("%s-%d.pdf", file, d.ID), content)
	}
}

// mailInvitations sends the invitations that have not been sent, as a job: a mail server takes its
// time.
func (s *Server) mailInvitations(c *call) error {
	if !s.Mail.Set() {
		return fault.ErrNotFound
	}
	v, err := c.stage()
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	layouts, err := s.Certificates.LayoutsFor(c.Request().Context(), c.Actor, certificate.ForInvitation)
	if err != nil {
		return err
	}
	var guests []ceremony.Guest
	var letters []mail.Letter
	for _, g := range v.Guests {
		if g.Email == "" || g.MailedAt != 0 || len(layouts) == 0 {
			continue
		}
		content, err := setAll(layouts[0], []certificate.Values{ceremony.Invitation(head, v, g)}, 0)
		if err != nil {
			return err
		}
		guests = append(guests, g)
		letters = append(letters, mail.Letter{To: g.Email, Subject: "Giấy mời: " + v.Name, Text: ceremony.Letter(head, v, g), File: "giay-moi.pdf", Content: content})
	}
	if len(letters) == 0 {
		return c.Again(fault.Conflictf("Không còn khách nào có địa chỉ mà chưa được gửi."), c.showGuests)
	}
	actor := c.Actor
	return c.runJob("ceremony.mail", c.T("Gửi thư mời: %s", v.Name), func(ctx context.Context, progress job.Progress) (job.Result, error) {
		return s.sendInvitations(ctx, actor, v.ID, guests, letters, progress)
	})
}

// sendInvitations sends letters and notes each that went out; those that were refused are named.
func (s *Server) sendInvitations(ctx context.Context, a access.Actor, id int64, guests []ceremony.Guest, letters []mail.Letter, progress job.Progress) (job.Result, error) {
	done, refused := 0, ""
	err := s.Mail.Send(ctx, letters, func(i int) error {
		done++
		progress(done, len(letters))
		return s.Ceremony.Mailed(ctx, a, id, guests[i].ID)
	}, func(i int, err error) {
		s.Log.Warn("mail", "guest", guests[i].ID, "error", err.Error())
		refused = letters[i].To
	})
	if err != nil {
		s.Log.Error("mail", "error", err.Error())
		return job.Result{}, fault.Conflictf("Máy chủ thư không nhận thư; đã gửi %s trên %s thư. Kiểm tra cấu hình rồi gửi lại: thư đã gửi không bị gửi lần nữa.", viet.Count(done), viet.Count(len(letters)))
	}
	if refused != "" {
		return job.Result{}, fault.Conflictf("Đã gửi %s trên %s thư; địa chỉ bị từ chối sau cùng: %s.", viet.Count(done), viet.Count(len(letters)), refused)
	}
	return job.Result{Page: ceremonyPath(id) + "/guests"}, nil
}
