package web

import (
	"context"
	"fmt"
	"net/http"

	"congthidua/internal/emulation"
	"congthidua/internal/job"
	"congthidua/templates/component"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

// campaign is the one of the year in the URL or the form, else the latest.
func (c *call) campaign() (emulation.Campaign, error) {
	year := c.Number("year")
	if y, ok := parseID(c.Query("year")); ok {
		year = y
	}
	return c.server.Emulation.Campaign(c.Request().Context(), c.Actor, int(year))
}

// nextCampaign proposes the next year's campaign: the individuals by the end of January, the
// units ten days later.
func (s *Server) nextCampaign(all []emulation.Campaign) emulation.Campaign {
	year := s.Clock.Now().Year()
	if len(all) > 0 {
		year = all[0].Year + 1
	}
	return emulation.Campaign{
		Year:    year,
		SelfDue: fmt.Sprintf("%d-01-31", year),
		HeadDue: fmt.Sprintf("%d-02-10", year),
		Through: 12,
	}
}

func (s *Server) openCampaign(c *call) error {
	campaign := emulation.Campaign{
		Year:    int(c.Number("year")),
		Through: int(c.Number("through")),
		SelfDue: c.Value("self_due"),
		HeadDue: c.Value("head_due"),
	}
	if err := s.Emulation.OpenCampaign(c.Request().Context(), c.Actor, campaign); err != nil {
		form := c.form
		return c.Again(err, func(status int, shown component.Form) error {
			c.form = nil // the year typed is not the year to show
			shown.Values = form
			return c.showRegistrations(status, shown)
		})
	}
	return c.Done(fmt.Sprintf("/registrations?year=%d", campaign.Year), "Đã mở đợt đăng ký năm %d.", campaign.Year)
}

func (s *Server) closeCampaign(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Emulation.CloseCampaign(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.Again(err, c.showRegistrations)
	}
	return c.Done("/registrations", "Đã kết thúc đăng ký.")
}

// computeCampaign applies the rules to every registration of the year, in the background.
func (s *Server) computeCampaign(c *call) error {
	campaign, err := c.campaign()
	if err != nil {
		return err
	}
	actor := c.Actor
	return c.runJob(
		"campaign.compute",
		c.T("Tính điều kiện năm %d", campaign.Year),
		func(ctx context.Context, progress job.Progress) (job.Result, error) {
			page := fmt.Sprintf("/registrations?year=%d", campaign.Year)
			return job.Result{Page: page}, s.Emulation.Compute(ctx, actor, campaign.Year, progress)
		},
	)
}

// quotaRanking tries a title's quota on those who meet it.
func (s *Server) quotaRanking(c *call) error {
	year, _ := parseID(c.Query("year"))
	r, err := s.Emulation.Rank(c.Request().Context(), c.Actor, int(year), c.Query("title"))
	if err != nil {
		return err
	}
	page := layout.Page{
		Title:   c.T("Thử hạn mức: %s", r.Title.Name),
		Current: "/registrations",
		Crumbs: []layout.Crumb{
			{
				Text: c.T("Đăng ký thi đua năm %d", r.Campaign.Year),
				Path: fmt.Sprintf("/registrations?year=%d", r.Campaign.Year),
			},
		},
	}
	return c.Show(http.StatusOK, page, pages.QuotaPage(page, r, c.Page(), c.QueryParams()))
}
