package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	pages "congthidua/templates/emulation"
	"congthidua/templates/layout"
)

func (s *Server) registrations(c *call) error {
	return c.showRegistrations(http.StatusOK, component.Form{})
}

func (c *call) registrationFilter(year int) emulation.Filter {
	f := emulation.Filter{
		Year:    year,
		Title:   c.Query("title"),
		State:   emulation.State(c.Query("state")),
		Verdict: emulation.Verdict(c.Query("verdict")),
		Sort:    c.Query("sort"),
		Desc:    c.Query("desc") != "",
		Page:    c.Page(),
	}
	f.Unit, _ = parseID(c.Query("unit"))
	return f
}

func (c *call) showRegistrations(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	page := layout.Page{Title: c.T("Đăng ký thi đua"), Current: "/registrations"}
	campaign, err := c.campaign()
	if errors.Is(err, fault.ErrNotFound) && c.Query("year") == "" {
		none := pages.NoCampaignPage(page, c.Actor.May(access.CampaignRun), s.nextCampaign(nil), form)
		return c.Show(status, page, none)
	}
	if err != nil {
		return err
	}
	v := pages.Registrations{
		Actor:    c.Actor,
		Campaign: campaign,
		Form:     form,
		Query:    c.QueryParams(),
		MayRun:   c.Actor.May(access.CampaignRun),
		Filter:   c.registrationFilter(campaign.Year),
		Late:     clock.Today(s.Clock) > campaign.SelfDue,
	}
	reach := c.Actor.Reach(access.RegistrationView)
	v.MaySee = reach.All || len(reach.Paths) > 0
	if v.Campaigns, err = s.Emulation.Campaigns(ctx, c.Actor); err != nil {
		return err
	}
	v.Next = s.nextCampaign(v.Campaigns)
	if v.Titles, err = s.Emulation.Titles(ctx, c.Actor, campaign); err != nil {
		return err
	}
	if v.MaySee {
		if v.Rows, v.Total, err = s.Emulation.Registrations(ctx, c.Actor, v.Filter); err != nil {
			return err
		}
		if v.Tally, err = s.Emulation.Tallies(ctx, c.Actor, campaign); err != nil {
			return err
		}
	}
	if c.Actor.May(access.RegistrationMake) {
		if v.Prospects, err = s.Emulation.Prospects(ctx, c.Actor, campaign); err != nil {
			return err
		}
	}
	if campaign.State == emulation.CampaignOpen {
		if v.Units, err = c.desks(campaign); err != nil {
			return err
		}
	}
	page.Title = c.T("Đăng ký thi đua năm %d", campaign.Year)
	return c.Show(status, page, pages.RegistrationsPage(page, v))
}

// desks are the units for which the actor confirms: those within the reach of the permission, and for the
// leader those whose heads have registered.
func (c *call) desks(campaign emulation.Campaign) ([]pages.UnitDesk, error) {
	ctx, s := c.Request().Context(), c.server
	var list []pages.UnitDesk
	for _, id := range c.Actor.Reach(access.RegistrationConfirm).Units {
		unit, err := s.Org.UnitName(ctx, c.Actor, access.UnitRegister, id)
		if err != nil {
			return nil, err
		}
		desk := pages.UnitDesk{
			ID:   id,
			Name: unit.Name,
			Mine: map[string]emulation.RegistrationRow{},
			Late: clock.Today(s.Clock) > campaign.HeadDue,
		}
		all := emulation.Filter{Year: campaign.Year, Unit: id, All: true}
		rows, _, err := s.Emulation.Registrations(ctx, c.Actor, all)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			switch {
			case r.PersonID == nil:
				desk.Mine[r.Title] = r
			case r.State == emulation.Registered:
				desk.Waiting = append(desk.Waiting, r)
			}
		}
		list = append(list, desk)
	}
	if !c.Actor.May(access.HeadsConfirm) {
		return list, nil
	}
	heads, err := c.headsDesks(campaign)
	return append(list, heads...), err
}

// headsDesks are the units whose heads have registered and wait for the leader.
func (c *call) headsDesks(campaign emulation.Campaign) ([]pages.UnitDesk, error) {
	waiting := emulation.Filter{Year: campaign.Year, State: emulation.Registered, Heads: true, All: true}
	rows, _, err := c.server.Emulation.Registrations(c.Request().Context(), c.Actor, waiting)
	var list []pages.UnitDesk
	for _, r := range rows {
		if c.Actor.Judge(r.Person()) != nil {
			continue
		}
		if n := len(list); n == 0 || list[n-1].ID != r.UnitID {
			list = append(list, pages.UnitDesk{ID: r.UnitID, Name: r.Unit, Heads: true})
		}
		desk := &list[len(list)-1]
		desk.Waiting = append(desk.Waiting, r)
	}
	return list, err
}

// wishes are the titles ticked in a form, each with its commitment.
func (c *call) wishes() []emulation.Wish {
	var list []emulation.Wish
	for _, code := range c.form["title"] {
		if len(list) < 50 {
			list = append(list, emulation.Wish{Title: code, Commitment: c.Value("commitment." + code)})
		}
	}
	return list
}

func (s *Server) register(c *call) error {
	if c.Value("form_name") == "" { // nobody else posts here
		c.form.Set("form_name", "own")
	}
	ctx, year := c.Request().Context(), int(c.Number("year"))
	if err := s.Emulation.Register(ctx, c.Actor, year, c.wishes(), c.Value("reason")); err != nil {
		return c.Again(err, c.showRegistrations)
	}
	return c.Done(fmt.Sprintf("/registrations?year=%d", c.Number("year")), "Đã lưu đăng ký.")
}

func (s *Server) registerUnit(c *call) error {
	n, err := s.Emulation.ConfirmUnit(
		c.Request().Context(),
		c.Actor,
		int(c.Number("year")),
		c.Number("unit"),
		c.Numbers("registration"),
		c.wishes(),
		c.Value("reason"),
	)
	if err != nil {
		return c.Again(err, c.showRegistrations)
	}
	return c.Done(fmt.Sprintf("/registrations?year=%d", c.Number("year")), "Đã xác nhận %d đăng ký của đơn vị.", n)
}

func (s *Server) registration(c *call) error {
	return c.showRegistration(http.StatusOK, component.Form{})
}

func (c *call) showRegistration(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	x, err := c.server.Emulation.Explain(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	page := layout.Page{
		Title:   x.Name,
		Current: "/registrations",
		Crumbs: []layout.Crumb{
			{Text: c.T("Đăng ký thi đua năm %d", x.Year), Path: fmt.Sprintf("/registrations?year=%d", x.Year)},
		},
	}
	paper := "/registrations/" + component.Itoa(id) + "/paper"
	return c.Show(status, page, pages.ExplainPage(page, x, paper, form))
}

func (s *Server) allowRegistration(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	allowed := c.Value("allowed") != ""
	if err := s.Emulation.Allow(c.Request().Context(), c.Actor, id, c.Number("version"), allowed); err != nil {
		return c.Again(err, c.showRegistration)
	}
	return c.Done("/registrations/"+component.Itoa(id), "Đã trả lời đăng ký muộn.")
}

// registrationPaper is one registration with every rule.
func (s *Server) registrationPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	x, err := s.Emulation.Explain(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(emulation.ExplainPaper(head, x, s.Clock.Now()))
}

// registrationsPaper is the list as filtered in the URL.
func (s *Server) registrationsPaper(c *call) error {
	ctx, actor := c.Request().Context(), c.Actor
	campaign, err := c.campaign()
	if err != nil {
		return err
	}
	filter := c.registrationFilter(campaign.Year)
	_, total, err := s.Emulation.Registrations(ctx, actor, filter)
	if err != nil {
		return err
	}
	filter.All, filter.Sort = true, "" // by unit, as a list is signed
	return c.PrintLong(
		c.T("Đăng ký thi đua năm %d", campaign.Year),
		total,
		func(ctx context.Context) (paper.Document, error) {
			rows, _, err := s.Emulation.Registrations(ctx, actor, filter)
			if err != nil {
				return paper.Document{}, err
			}
			titles, err := s.Emulation.Titles(ctx, actor, campaign)
			if err != nil {
				return paper.Document{}, err
			}
			head, err := s.letterhead(ctx)
			return emulation.ListPaper(head, campaign, titles, rows, s.Clock.Now()), err
		},
	)
}
