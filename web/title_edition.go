package web

import (
	"context"
	"fmt"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/catalogue"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/templates/component"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

// titleCatalogue shows and compares the editions of the titles on pages of their own.
var titleCatalogue = ownCatalogue{
	page: (*call).showTitleEdition,
	facts: func(body string) ([]component.Fact, error) {
		titles, err := emulation.ParseCatalogue(body)
		if err != nil {
			return nil, err
		}
		return pages.TitleFacts(titles), nil
	},
}

func titleEditionPath(id int64) string {
	return "/catalogues/" + emulation.TitlesKind + "/" + component.Itoa(id)
}

// titleCrumbs lead from the catalogues to an edition of the titles.
func (c *call) titleCrumbs(e catalogue.Edition) []layout.Crumb {
	return append(c.catalogueCrumbs(emulation.CatalogueKind()), layout.Crumb{Text: e.Name, Path: titleEditionPath(e.ID)})
}

func (c *call) showTitleEdition(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.EditionView{Form: form, MayEdit: c.Actor.May(access.TitlesEdit), Today: s.today()}
	if v.Edition, v.Catalogue, err = s.Emulation.Edition(ctx, c.Actor, id); err != nil {
		return err
	}
	if v.Campaigns, err = s.Emulation.Campaigns(ctx, c.Actor); err != nil {
		return err
	}
	crumbs := c.catalogueCrumbs(emulation.CatalogueKind())
	page := layout.Page{Title: v.Edition.Name, Current: "/catalogues", Crumbs: crumbs}
	return c.Show(status, page, pages.EditionPage(page, v))
}

// changeTitles runs a change of the edition in the path and shows it again.
func (c *call) changeTitles(notice string, change func(id, version int64) error) error {
	return c.change(notice, titleEditionPath, c.showTitleEdition, change)
}

func (s *Server) saveTitles(c *call) error {
	return c.changeTitles("Đã lưu bản nháp.", func(id, version int64) error {
		ctx := c.Request().Context()
		return s.Emulation.SaveEditionHead(ctx, c.Actor, id, version, c.Value("name"), c.Value("legal"), c.Value("note"))
	})
}

func (s *Server) adoptTitles(c *call) error {
	const notice = "Đợt đăng ký xét theo bản này từ bây giờ. Hãy tính lại điều kiện."
	return c.changeTitles(notice, func(id, version int64) error {
		return s.Emulation.AdoptEdition(c.Request().Context(), c.Actor, c.Number("campaign"), version, id)
	})
}

// tryTitles shows who would pass under an edition.
func (s *Server) tryTitles(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	e, _, err := s.Emulation.Edition(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	campaign, err := c.campaign()
	if err != nil {
		return err
	}
	size, err := s.Emulation.Registered(ctx, c.Actor, campaign.Year)
	if err != nil {
		return err
	}
	actor, title := c.Actor, c.T("Thử danh mục trên đăng ký thật")
	at := fmt.Sprintf("%s/try?year=%d", titleEditionPath(id), campaign.Year)
	trial, done, err := reckon(c, "titles.try", title, at, size,
		func(ctx context.Context, progress job.Progress) (emulation.TitleTrial, error) {
			return s.Emulation.TryEdition(ctx, actor, id, campaign.Year, progress)
		})
	if !done {
		return err
	}
	page := layout.Page{Title: title, Current: "/catalogues", Crumbs: c.titleCrumbs(e)}
	return c.Show(http.StatusOK, page, pages.TryEditionPage(page, trial))
}

func (s *Server) editTitle(c *call) error { return c.showTitle(http.StatusOK, component.Form{}) }

func (c *call) showTitle(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	e, titles, err := c.server.Emulation.Edition(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	title := titles.Title(c.Param("code"))
	if title == nil || e.State != catalogue.Draft {
		return fault.ErrNotFound
	}
	page := layout.Page{Title: title.Name, Current: "/catalogues", Crumbs: c.titleCrumbs(e)}
	v := pages.TitleView{Edition: e, Catalogue: titles, Title: *title, Form: form}
	return c.Show(status, page, pages.TitlePage(page, v))
}
