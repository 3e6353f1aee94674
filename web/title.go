package web

import (
	"net/http"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/viet"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

func (s *Server) titleRoutes() []route {
	return []route{
		get("/titles", access.TitlesView, s.titles),
		makes("/catalogues/titles/import", access.TitlesEdit, s.importOwn(emulation.TitlesKind)),
		changes("/catalogues/titles/:id", access.TitlesEdit, s.saveTitles),
		get("/catalogues/titles/:id/try", access.TitlesEdit, s.tryTitles),
		changes("/catalogues/titles/:id/adopt", access.CampaignRun, s.adoptTitles),
		changes("/catalogues/titles/:id/titles", access.TitlesEdit, s.addTitle),
		get("/catalogues/titles/:id/titles/:code", access.TitlesEdit, s.editTitle),
		changes("/catalogues/titles/:id/titles/:code", access.TitlesEdit, s.saveTitle),
		changes("/catalogues/titles/:id/titles/:code/rules", access.TitlesEdit, s.addRule),
		changes("/catalogues/titles/:id/titles/:code/drop", access.TitlesEdit, s.dropTitle),
	}
}

// titles is the edition in force, as everybody reads it.
func (s *Server) titles(c *call) error {
	titles, err := s.Emulation.Current(c.Request().Context(), c.Actor)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Danh hiệu thi đua"), Current: "/titles"}
	return c.Show(http.StatusOK, page, pages.TitlesPage(page, titles))
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
	t.Vote = emulation.Vote{
		Secret: c.Value("vote.how") == "secret",
		Share:  percent("vote.share"),
		Above:  c.Value("vote.above") != "",
		Legal:  c.Value("vote.legal"),
	}
	t.Quota = nil
	if c.Value("quota.share") != "" {
		t.Quota = &emulation.Quota{
			Of:    c.Value("quota.of"),
			Share: percent("quota.share"),
			Legal: c.Value("quota.legal"),
		}
	}
	t.Rules = nil
	for i, r := range old.Rules {
		at := "rules." + strconv.Itoa(i) + "."
		if c.Value(at+"name") == "" {
			continue
		}
		r.Name, r.Legal = c.Value(at+"name"), c.Value(at+"legal")
		r.Grade, r.From = c.Value(at+"grade"), c.Value(at+"from")
		r.Level, r.Title = c.Value(at+"level"), c.Value(at+"title")
		r.Count, r.Years, r.Share = int(c.Number(at+"count")), int(c.Number(at+"years")), percent(at+"share")
		r.Least = int(c.Number(at + "least"))
		t.Rules = append(t.Rules, r)
	}
	return t
}

func (s *Server) addTitle(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	code, err := s.Emulation.AddTitle(
		c.Request().Context(),
		c.Actor,
		id,
		c.Number("version"),
		c.Value("title_name"),
		emulation.Subject(c.Value("subject")),
		c.Value("level"),
	)
	if err != nil {
		return c.Again(err, c.showTitleEdition)
	}
	return c.Done(titleEditionPath(id)+"/titles/"+code, "Đã thêm danh hiệu. Hãy đặt điều kiện.")
}

func (s *Server) saveTitle(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	_, titles, err := s.Emulation.Edition(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	old := titles.Title(c.Param("code"))
	if old == nil {
		return fault.ErrNotFound
	}
	if err := s.Emulation.SaveTitle(ctx, c.Actor, id, c.Number("version"), c.typedTitle(*old)); err != nil {
		return c.Again(err, c.showTitle)
	}
	return c.Done(titleEditionPath(id)+"#"+old.Code, "Đã lưu danh hiệu trong bản nháp.")
}

func (s *Server) dropTitle(c *call) error {
	return c.changeTitles("Đã bỏ danh hiệu khỏi bản nháp.", func(id, version int64) error {
		return s.Emulation.DropTitle(c.Request().Context(), c.Actor, id, version, c.Param("code"))
	})
}

func (s *Server) addRule(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	code, kind := c.Param("code"), emulation.RuleKind(c.Value("kind"))
	if err := s.Emulation.AddRule(c.Request().Context(), c.Actor, id, c.Number("version"), code, kind); err != nil {
		return c.Again(err, c.showTitle)
	}
	return c.Done(titleEditionPath(id)+"/titles/"+code, "Đã thêm điều kiện. Hãy sửa tên, căn cứ và mức.")
}
