package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"congthidua/internal/council"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/templates/component"
	pages "congthidua/templates/council"
	"congthidua/templates/layout"
)

func (s *Server) openVote(c *call) error {
	return c.changeMeeting("Đã mở biểu quyết.", func(id, version int64) error {
		if err := c.reauthenticate(); err != nil {
			return err
		}
		return s.Council.OpenVote(c.Request().Context(), c.Actor, id, version, c.Numbers("absent"))
	})
}

func (s *Server) closeVote(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	var done bool
	if err = c.reauthenticate(); err == nil {
		done, err = s.Council.CloseVote(c.Request().Context(), c.Actor, id, c.Number("version"))
	}
	if err != nil {
		return c.Again(err, func(status int, form component.Form) error {
			form.Values.Del("password")
			return c.showMeeting(status, form)
		})
	}
	if !done {
		return c.Done(meetingPath(id), "Đã ghi đồng ý kết thúc; chờ người còn lại.")
	}
	c.leave("Đã kiểm phiếu và kết thúc phiên họp.")
	actor := c.Actor
	return c.runJob(
		"meeting.shred",
		c.T("Xóa dấu vết phiếu kín khỏi tệp dữ liệu"),
		func(ctx context.Context, progress job.Progress) (job.Result, error) {
			return job.Result{Page: meetingPath(id)}, s.Council.Shred(ctx, actor)
		},
	)
}

func (s *Server) countHands(c *call) error {
	return c.changeMeeting("Đã ghi kết quả giơ tay.", func(id, version int64) error {
		counts := map[int64]int{}
		for name := range c.form {
			key, ok := strings.CutPrefix(name, "hands.")
			candidate, known := parseID(key)
			if !ok || !known || c.Value(name) == "" {
				continue
			}
			n, err := strconv.Atoi(c.Value(name))
			if err != nil {
				return fault.Invalidf("", "«%s» không phải số", c.Value(name))
			}
			counts[candidate] = n
		}
		return s.Council.CountHands(c.Request().Context(), c.Actor, id, version, counts)
	})
}

func (s *Server) ballotPage(c *call) error { return c.showBallot(http.StatusOK, component.Form{}) }

func (c *call) showBallot(status int, form component.Form) error {
	v, err := c.meetingView()
	if err != nil {
		return err
	}
	if v.Me == nil {
		return fault.ErrForbidden
	}
	if !v.Rights.Vote {
		return c.Redirect(http.StatusSeeOther, meetingPath(v.ID))
	}
	page := c.meetingPage(v)
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: page.Title, Path: meetingPath(v.ID)})
	page.Title = c.T("Phiếu bầu")
	form.Values = nil // a choice never comes back
	return c.Show(status, page, pages.BallotPage(page, v, form))
}

// choices are what stands on the ballot of the form, by candidate.
func (c *call) choices() map[int64]council.Choice {
	choices := map[int64]council.Choice{}
	for name := range c.form {
		if key, ok := strings.CutPrefix(name, "choice."); ok {
			if id, known := parseID(key); known {
				choices[id] = council.Choice(c.Value(name))
			}
		}
	}
	return choices
}

func (s *Server) castBallot(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Council.Cast(c.Request().Context(), c.Actor, id, c.choices()); err != nil {
		return c.Again(err, c.showMeeting)
	}
	return c.Done(meetingPath(id), "Phiếu của bạn đã ở trong hòm phiếu.")
}

func (s *Server) castWritten(c *call) error {
	return c.changeMeeting("Đã đưa ý kiến bằng văn bản vào hòm phiếu.", func(id, version int64) error {
		return s.Council.CastWritten(c.Request().Context(), c.Actor, id, version, c.Number("person"), c.choices())
	})
}
