package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

func (c *call) titleCrumbs() []layout.Crumb {
	return []layout.Crumb{{Text: c.T("Danh hiệu thi đua"), Path: "/titles"}, {Text: c.T("Các phiên bản"), Path: "/titles/editions"}}
}

func (s *Server) titles(c *call) error {
	catalogue, err := s.Emulation.Current(c.Request().Context())
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Danh hiệu thi đua"), Current: "/titles"}
	return c.Show(http.StatusOK, page, pages.TitlesPage(page, catalogue))
}

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
		return s.Emulation.SaveEditionHead(c.Request().Context(), c.Actor, id, version, c.Value("name"), c.Value("legal"), c.Value("note"))
	})
}

func (s *Server) publishEdition(c *call) error {
	return c.changeEdition("Đã công bố danh mục.", func(id, version int64) error {
		return s.Emulation.PublishEdition(c.Request().Context(), c.Actor, id, version, c.Value("from"))
	})
}

func (s *Server) adoptEdition(c *call) error {
	return c.changeEdition("Đợt đăng ký xét theo bản này từ bây giờ. Hãy tính lại điều kiện.", func(id, version int64) error {
		return s.Emulation.AdoptEdition(c.Request().Context(), c.Actor, c.Number("campaign"), version, id)
	})
}

func (s *Server) dropTitle(c *call) error {
	return c.changeEdition("Đã bỏ danh hiệu khỏi bản nháp.", func(id, version int64) error {
		return s.Emulation.DropTitle(c.Request().Context(), c.Actor, id, version, c.Param("code"))
	})
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

func (s *Server) addTitle(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	code, err := s.Emulation.AddTitle(c.Request().Context(), c.Actor, id, c.Number("version"), c.Value("title_name"), c.Value("subject"), c.Value("level"))
	if err != nil {
		return c.Again(err, c.showEdition)
	}
	return c.Done(editionPath(id)+"/titles/"+code, "Đã thêm danh hiệu. Hãy đặt điều kiện.")
}

func (s *Server) editTitle(c *call) error { return c.showTitle(http.StatusOK, component.Form{}) }

func (c *call) showTitle(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	e, catalogue, err := c.server.Emulation.Edition(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	title := catalogue.Title(c.Param("code"))
	if title == nil || e.State != emulation.Draft {
		return fault.ErrNotFound
	}
	page := layout.Page{Title: title.Name, Current: "/titles", Crumbs: append(c.titleCrumbs(), layout.Crumb{Text: e.Name, Path: editionPath(id)})}
	return c.Show(status, page, pages.TitlePage(page, pages.TitleView{Edition: e, Catalogue: catalogue, Title: *title, Form: form}))
}

// typedTitle lays the form over a title; a rule whose name was emptied goes away. Figures that are
// none become 0, which the catalogue refuses.
func (c *call) typedTitle(old emulation.Title) emulation.Title {
	percent := func(name string) float64 {
		x, _ := viet.ParsePoints(c.Value(name))
		return x / 100
	}
	t := old
	t.Name, t.Level = c.Value("name"), c.Value("level")
	t.Vote = emulation.Vote{Secret: c.Value("vote.how") == "secret", Share: percent("vote.share"), Above: c.Value("vote.above") != "", Legal: c.Value("vote.legal")}
	t.Quota = nil
	if c.Value("quota.share") != "" {
		t.Quota = &emulation.Quota{Of: c.Value("quota.of"), Share: percent("quota.share"), Legal: c.Value("quota.legal")}
	}
	t.Rules = nil
	for i, r := range old.Rules {
		at := "rules." + strconv.Itoa(i) + "."
		if c.Value(at+"name") == "" {
			continue
		}
		r.Name, r.Legal = c.Value(at+"name"), c.Value(at+"legal")
		r.Grade, r.From, r.Level, r.Title = c.Value(at+"grade"), c.Value(at+"from"), c.Value(at+"level"), c.Value(at+"title")
		r.Count, r.Years, r.Share = int(c.Number(at+"count")), int(c.Number(at+"years")), percent(at+"share")
		r.Least = int(c.Number(at + "least"))
		t.Rules = append(t.Rules, r)
	}
	return t
}

func (s *Server) saveTitle(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	_, catalogue, err := s.Emulation.Edition(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	old := catalogue.Title(c.Param("code"))
	if old == nil {
		return fault.ErrNotFound
	}
	if err := s.Emulation.SaveTitle(c.Request().Context(), c.Actor, id, c.Number("version"), c.typedTitle(*old)); err != nil {
		return c.Again(err, c.showTitle)
	}
	return c.Done(editionPath(id)+"#"+old.Code, "Đã lưu danh hiệu trong bản nháp.")
}

func (s *Server) addRule(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	code := c.Param("code")
	if err := s.Emulation.AddRule(c.Request().Context(), c.Actor, id, c.Number("version"), code, c.Value("kind")); err != nil {
		return c.Again(err, c.showTitle)
	}
	return c.Done(editionPath(id)+"/titles/"+code, "Đã thêm điều kiện. Hãy sửa tên, căn cứ và mức.")
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
	trial, done, err := reckon(c, "titles.try", title, fmt.Sprintf("%s/try?year=%d", editionPath(id), campaign.Year), size, func(ctx context.Context, progress job.Progress) (emulation.TitleTrial, error) {
		return s.Emulation.TryEdition(ctx, actor, id, campaign.Year, progress)
	})
	if !done {
		return err
	}
	page := layout.Page{Title: title, Current: "/titles", Crumbs: append(c.titleCrumbs(), layout.Crumb{Text: c.T("Bản thử"), Path: editionPath(id)})}
	return c.Show(http.StatusOK, page, pages.TryEditionPage(page, trial))
}
