package web

import (
	"context"

	"congthidua/internal/ceremony"
	"congthidua/internal/certificate"
	"congthidua/internal/clock"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/notice"
	"congthidua/internal/store"
	"congthidua/internal/viet"
)

// newNotices returns the outbox of the portal. What else happens when a notice was sent, the rooms say.
func newNotices(st *store.Store, c clock.Clock, config Config) *notice.Service {
	return &notice.Service{
		Store:   st,
		Clock:   c,
		Log:     config.Log,
		Senders: config.Senders,
		Told:    notice.Told{ceremony.GuestTable: ceremony.NoteMailed},
	}
}

// mailInvitations sends the invitations that have not been sent, as a job: a mail server takes its time.
func (s *Server) mailInvitations(c *call) error {
	if !s.Notices.Offers(notice.Mail) {
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
	if len(v.Unmailed()) == 0 || len(layouts) == 0 {
		return c.Again(fault.Conflictf("Không còn khách nào có địa chỉ mà chưa được gửi."), c.showGuests)
	}
	actor := c.Actor
	title := c.T("Gửi thư mời: %s", v.Name)
	return c.runJob("ceremony.mail", title, func(ctx context.Context, progress job.Progress) (job.Result, error) {
		queued, err := s.Ceremony.MailInvitations(ctx, actor, v.ID, s.Notices, head, layouts[0])
		if err != nil {
			return job.Result{}, err
		}
		told, err := s.Notices.Deliver(ctx, queued, progress)
		if err != nil {
			return job.Result{}, err
		}
		return job.Result{Page: ceremonyPath(v.ID) + "/guests"}, mailed(told)
	})
}

// mailed says what did not go out, nil where everything did.
func mailed(told notice.Outcome) error {
	sent, total := viet.Count(told.Sent), viet.Count(told.Total)
	switch refused := len(told.Refused); {
	case told.Unreachable != nil:
		return fault.Conflictf("Máy chủ thư không nhận thư; đã gửi %s trên %s thư. "+
			"Kiểm tra cấu hình rồi gửi lại: thư đã gửi không bị gửi lần nữa.", sent, total)
	case refused > 0:
		return fault.Conflictf("Đã gửi %s trên %s thư; địa chỉ bị từ chối sau cùng: %s.",
			sent, total, told.Refused[refused-1].Address)
	}
	return nil
}
