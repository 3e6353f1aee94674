package web

import (
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/ceremony"
	"congthidua/internal/notice"
	pages "congthidua/templates/ceremony"
	"congthidua/templates/component"
	"congthidua/templates/layout"
)

// stage reads the ceremony in the path.
func (c *call) stage() (ceremony.Stage, error) {
	id, err := c.ID("id")
	if err != nil {
		return ceremony.Stage{}, err
	}
	return c.server.Ceremony.Ceremony(c.Request().Context(), c.Actor, id)
}

// ofCeremony is the page of a part of a ceremony.
func (c *call) ofCeremony(v ceremony.Stage, title string) layout.Page {
	return layout.Page{Title: title, Current: "/ceremonies", Crumbs: []layout.Crumb{{Text: c.T("Lễ trao thưởng"), Path: "/ceremonies"}, {Text: v.Name, Path: ceremonyPath(v.ID)}}}
}

func (s *Server) live(c *call) error { return c.showLive(http.StatusOK, component.Form{}) }

func (c *call) showLive(status int, form component.Form) error {
	stage, err := c.stage()
	if err != nil {
		return err
	}
	v := pages.Live{Stage: stage, Now: c.server.Clock.Now(), MayConduct: c.Actor.May(access.CeremonyConduct), MayRun: c.Actor.May(access.CeremonyRun), Form: form}
	page := c.ofCeremony(stage, c.T("Điều hành buổi lễ"))
	return c.Show(status, page, pages.LivePage(page, v))
}

// conduct moves the programme from where the page had seen it and shows it again.
func (c *call) conduct(move func(id int64, at int) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := move(id, int(c.Number("at"))); err != nil {
		return c.Again(err, c.showLive)
	}
	return c.Done(ceremonyPath(id)+"/live", "")
}

func (s *Server) forwardCeremony(c *call) error {
	return c.conduct(func(id int64, at int) error { return s.Ceremony.Forward(c.Request().Context(), c.Actor, id, at) })
}

func (s *Server) backCeremony(c *call) error {
	return c.conduct(func(id int64, at int) error { return s.Ceremony.Back(c.Request().Context(), c.Actor, id, at) })
}

func (s *Server) missingOnStage(c *call) error {
	return c.conduct(func(id int64, at int) error {
		return s.Ceremony.Missing(c.Request().Context(), c.Actor, id, c.Number("recipient"), at)
	})
}

func (s *Server) guests(c *call) error { return c.showGuests(http.StatusOK, component.Form{}) }

func (c *call) showGuests(status int, form component.Form) error {
	stage, err := c.stage()
	if err != nil {
		return err
	}
	v := pages.Guests{Stage: stage, Query: c.Query("q"), Show: c.Query("show"), MayRun: c.Actor.May(access.CeremonyRun), MayMail: c.server.Notices.Offers(notice.Mail), Form: form}
	v.Filter()
	if v.MayRun {
		links, err := c.server.Ceremony.Links(c.Request().Context(), c.Actor, stage.ID)
		if err != nil {
			return err
		}
		for _, l := range links {
			address := c.server.address(c) + "/" + l.Kind + "/" + c.server.linkKey(l.ID)
			code, err := qrImage(address)
			if err != nil {
				return err
			}
			v.Links = append(v.Links, pages.Link{Link: l, Address: address, QR: code})
		}
	}
	page := c.ofCeremony(stage, c.T("Khách mời"))
	return c.Show(status, page, pages.GuestsPage(page, v))
}

// changeGuests runs a change of the guests of the ceremony in the path and shows them again.
func (c *call) changeGuests(notice string, change func(id int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return c.Again(err, c.showGuests)
	}
	return c.Done(ceremonyPath(id)+"/guests", notice)
}

func (s *Server) addGuests(c *call) error {
	return c.changeGuests("Đã thêm khách mời.", func(id int64) error {
		_, err := s.Ceremony.AddGuests(c.Request().Context(), c.Actor, id, c.Value("guests"))
		return err
	})
}

func (s *Server) saveGuest(c *call) error {
	return c.changeGuests("Đã lưu khách mời.", func(id int64) error {
		guest, err := c.ID("guest")
		if err != nil {
			return err
		}
		return s.Ceremony.SaveGuest(c.Request().Context(), c.Actor, id, guest, c.Value("email"), c.Value("drop") != "")
	})
}

func (s *Server) addLink(c *call) error {
	return c.changeGuests("Đã tạo đường dẫn; nó dùng được trong ngày tổ chức.", func(id int64) error {
		return s.Ceremony.AddLink(c.Request().Context(), c.Actor, id, c.Value("kind"), c.Value("link"))
	})
}

func (s *Server) revokeLink(c *call) error {
	return c.changeGuests("Đã thu hồi đường dẫn.", func(id int64) error {
		link, err := c.ID("link")
		if err != nil {
			return err
		}
		return s.Ceremony.RevokeLink(c.Request().Context(), c.Actor, id, link)
	})
}

// guestPaper is the list of guests on paper.
func (s *Server) guestPaper(c *call) error {
	stage, err := c.stage()
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(ceremony.GuestPaper(head, stage, s.Clock.Now()))
}
