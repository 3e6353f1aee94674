package web

import (
	"net/http"

	"congthidua/internal/ceremony"
	"congthidua/internal/notice"
	pages "congthidua/templates/ceremony"
	"congthidua/templates/component"
)

func (s *Server) guests(c *call) error { return c.showGuests(http.StatusOK, component.Form{}) }

func (c *call) showGuests(status int, form component.Form) error {
	stage, err := c.stage()
	if err != nil {
		return err
	}
	v := pages.Guests{
		Stage: stage, Query: c.Query("q"), Show: c.Query("show"), Form: form,
		MayMail: c.server.Notices.Offers(notice.Mail) && stage.Rights.Prepare,
	}
	v.Filter()
	if stage.Rights.Prepare {
		if v.Links, err = c.helpersLinks(stage.ID); err != nil {
			return err
		}
	}
	page := c.ofCeremony(stage, c.T("Khách mời"))
	return c.Show(status, page, pages.GuestsPage(page, v))
}

// helpersLinks are the links of a ceremony with their addresses and QR codes.
func (c *call) helpersLinks(id int64) (list []pages.Link, err error) {
	links, err := c.server.Ceremony.Links(c.Request().Context(), c.Actor, id)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		address := c.server.address(c) + "/" + string(l.Kind) + "/" + c.server.linkKey(l.ID)
		code, err := qrImage(address)
		if err != nil {
			return nil, err
		}
		list = append(list, pages.Link{Link: l, Address: address, QR: code})
	}
	return list, nil
}

// changeGuests runs a change of the guests of the ceremony in the path and shows them again.
func (c *call) changeGuests(notice string, change func(id, version int64) error) error {
	return c.change(notice, func(id int64) string { return ceremonyPath(id) + "/guests" }, c.showGuests, change)
}

func (s *Server) addGuests(c *call) error {
	return c.changeGuests("Đã thêm khách mời.", func(id, _ int64) error {
		return s.Ceremony.AddGuests(c.Request().Context(), c.Actor, id, c.Value("guests"))
	})
}

// saveGuest changes a guest's e-mail address, or takes the guest off the list.
func (s *Server) saveGuest(c *call) error {
	return c.changeGuests("Đã lưu khách mời.", func(id, version int64) error {
		guest, err := c.ID("guest")
		if err != nil {
			return err
		}
		if c.Value("drop") != "" {
			return s.Ceremony.DropGuest(c.Request().Context(), c.Actor, id, guest, version)
		}
		return s.Ceremony.SaveGuest(c.Request().Context(), c.Actor, id, guest, version, c.Value("email"))
	})
}

func (s *Server) addLink(c *call) error {
	return c.changeGuests("Đã tạo đường dẫn; nó dùng được trong ngày tổ chức.", func(id, _ int64) error {
		kind := ceremony.LinkKind(c.Value("kind"))
		return s.Ceremony.AddLink(c.Request().Context(), c.Actor, id, kind, c.Value("link"))
	})
}

func (s *Server) revokeLink(c *call) error {
	return c.changeGuests("Đã thu hồi đường dẫn.", func(id, version int64) error {
		link, err := c.ID("link")
		if err != nil {
			return err
		}
		return s.Ceremony.RevokeLink(c.Request().Context(), c.Actor, id, link, version)
	})
}
