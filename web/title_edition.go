package web

import (
	"context"
	"fmt"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/templates/component"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

func (s *Server) editions(c *call) error {
	list, err := s.Emulation.Editions(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Các phiên bản danh mục"), Current: "/titles", Crumbs: c.titleCrumbs()[:1]}
	return c.Show(http.StatusOK, page, pages.EditionsPage(page, list))
}

func (s *Server) compareEditions(c *call) error {
	ids := c.QueryParams()["id"]
	if len(ids) != 2 {
		return c.Done("/titles/editions", "Chọn đúng hai bản để so sánh.")
	}
	var titles [2]string
	var sides [2]*emulation.Catalogue
	for i, text := range ids {
		id, ok := parseID(text)
		if !ok {
			return fault.ErrNotFound
		}
		e, catalogue, err := s.Emulation.Edition(c.Request().Context(), c.Actor, id)
		if err != nil {
			return err
		}
		titles[i], sides[i] = fmt.Sprintf("%s · %s %d", e.Name, c.T("phiên bản"), e.Edition), catalogue
	}
	page := layout.Page{Title: c.T("So sánh hai bản"), Current: "/titles", Crumbs: c.titleCrumbs()}
	return c.Show(http.StatusOK, page, layout.ComparePage(page, titles, pages.CompareCatalogues(sides[0], sides[1])))
}

func (s *Server) edition(c *call) error { return c.showEdition(http.StatusOK, component.Form{}) }

func (c *call) showEdition(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.EditionView{Form: form, MayEdit: c.Actor.May(access.TitlesEdit), Today: s.today()}
	if v.Edition, v.Catalogue, err = s.Emulation.Edition(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Campaigns, err = s.Emulation.Campaigns(ctx); err != nil {
		return err
	}
	page := layout.Page{Title: v.Edition.Name, Current: "/titles", Crumbs: c.titleCrumbs()}
	return c.Show(status, page, pages.EditionPage(page, v))
}

func editionPath(id int64) string { return "/titles/editions/" + component.Itoa(id) }

func (s *Server) copyEdition(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	draft, err := s.Emulation.CopyEdition(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	return c.Done(editionPath(draft), "Đã sao thành bản nháp. Bản gốc không thay đổi.")
}

// changeEdition runs a change of the edition in the path and shows it again.
func (c *call) changeEdition(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.Again(err, c.showEdition)
	}
	return c.Done(editionPath(id), notice)
}

func (s *Server) saveEdition(c *call) error {
	return c.changeEdition("Đã lưu bản nháp.", func(id, version int64) error {
		return s.Emulation.SaveEditionHead(
			c.Request().Context(),
			c.Actor,
			id,
			version,
			c.Value("name"),
			c.Value("legal"),
			c.Value("note"),
		)
	})
}

func (s *Server) publishEdition(c *call) error {
	return c.changeEdition("Đã công bố danh mục.", func(id, version int64) error {
		return s.Emulation.PublishEdition(c.Request().Context(), c.Actor, id, version, c.Value("from"))
	})
}

func (s *Server) adoptEdition(c *call) error {
	return c.changeEdition(
		"Đợt đăng ký xét theo bản này từ bây giờ. Hãy tính lại điều kiện.",
		func(id, version int64) error {
			return s.Emulation.AdoptEdition(c.Request().Context(), c.Actor, c.Number("campaign"), version, id)
		},
	)
}

func (s *Server) deleteEdition(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Emulation.DeleteEdition(c.Request().Context(), c.Actor, id); err != nil {
		return err
	}
	return c.Done("/titles/editions", "Đã bỏ bản nháp.")
}

// tryEdition shows who would pass under an edition.
func (s *Server) tryEdition(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	campaign, err := c.campaign()
	if err != nil {
		return err
	}
	size, err := s.Emulation.Registered(c.Request().Context(), campaign.Year)
	if err != nil {
		return err
	}
	actor, title := c.Actor, c.T("Thử danh mục trên đăng ký thật")
	trial, done, err := reckon(
		c,
		"titles.try",
		title,
		fmt.Sprintf("%s/try?year=%d", editionPath(id), campaign.Year),
		size,
		func(ctx context.Context, progress job.Progress) (emulation.TitleTrial, error) {
			return s.Emulation.TryEdition(ctx, actor, id, campaign.Year, progress)
		},
	)
	if !done {
		return err
	}
	page := layout.Page{
		Title:   title,
		Current: "/titles",
		Crumbs:  append(c.titleCrumbs(), layout.Crumb{Text: c.T("Bản thử"), Path: editionPath(id)}),
	}
	return c.Show(http.StatusOK, page, pages.TryEditionPage(page, trial))
}
