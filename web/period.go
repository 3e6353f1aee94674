package web

import (
	"context"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

func periodPath(id int64) string { return "/periods/" + component.Itoa(id) }

func (c *call) periodsCrumb() layout.Crumb {
	return layout.Crumb{Text: c.T("Đánh giá tháng"), Path: "/periods"}
}

func (s *Server) periods(c *call) error { return c.showPeriods(http.StatusOK, component.Form{}) }

func (c *call) showPeriods(status int, form component.Form) error {
	ctx, service := c.Request().Context(), c.server.Evaluation
	v := pages.Periods{
		Form:   form,
		MayRun: c.Actor.RequireAll(access.PeriodsRun) == nil,
		MaySee: c.Actor.May(access.ConsolidationView),
	}
	var err error
	if v.List, err = service.Periods(ctx, c.Actor); err != nil {
		return err
	}
	if len(v.List) > 0 {
		if v.Mine, err = service.MyUnits(ctx, c.Actor, v.List[0].ID); err != nil {
			return err
		}
	}
	if v.MayRun {
		year, month, err := service.NextMonth(ctx, c.Actor)
		if err != nil {
			return err
		}
		v.Next = evaluation.DefaultPeriod(year, month)
	}
	page := layout.Page{Title: c.T("Các tháng"), Current: "/periods"}
	return c.Show(status, page, pages.PeriodsPage(page, v))
}

// openPeriod makes the cards of a month as a job with progress: a month of 150,000 people takes longer
// than anybody waits without being told.
func (s *Server) openPeriod(c *call) error {
	p := evaluation.Period{
		Year:         int(c.Number("year")),
		Month:        int(c.Number("month")),
		SelfDue:      c.Value("self_due"),
		HeadDue:      c.Value("head_due"),
		CommitteeDue: c.Value("committee_due"),
		LeaderDue:    c.Value("leader_due"),
		AppealDays:   int(c.Number("appeal_days")),
	}
	wrong := fault.Fields{}
	wrong.Date("self_due", &p.SelfDue)
	wrong.Date("head_due", &p.HeadDue)
	wrong.Date("committee_due", &p.CommitteeDue)
	wrong.Date("leader_due", &p.LeaderDue)
	err := wrong.Err()
	if err == nil {
		err = p.Check()
	}
	if err != nil {
		return c.Again(err, c.showPeriods)
	}
	actor := c.Actor
	open := func(ctx context.Context, progress job.Progress) (job.Result, error) {
		id, err := s.Evaluation.Open(ctx, actor, p, progress)
		return job.Result{Page: periodPath(id)}, err
	}
	return c.runJob("period.open", c.T("Mở tháng %s", p.Name()), open)
}

func (s *Server) period(c *call) error { return c.showPeriod(http.StatusOK, component.Form{}) }

// periodView reads the month of all units for the pages that show it.
func (c *call) periodView(form component.Form) (pages.Period, layout.Page, error) {
	page := layout.Page{Current: "/periods", Crumbs: []layout.Crumb{c.periodsCrumb()}}
	id, err := c.ID("id")
	if err != nil {
		return pages.Period{}, page, err
	}
	v := pages.Period{
		Path:  periodPath(id),
		Query: c.QueryParams(),
		Form:  form,
		Filter: evaluation.UnitFilter{
			Find: c.Query("q"),
			Show: evaluation.UnitsShown(c.Query("show")),
			Sort: c.Query("sort"),
			Desc: c.Query("desc") != "",
			Page: c.Page(),
		},
	}
	if v.Consolidation, err = c.server.Evaluation.Consolidate(c.Request().Context(), c.Actor, id); err != nil {
		return v, page, err
	}
	v.Page, v.Matching = v.Choose(v.Filter)
	page.Title = c.T("Tổng hợp tháng %s", v.Period.Name())
	return v, page, nil
}

func (c *call) showPeriod(status int, form component.Form) error {
	v, page, err := c.periodView(form)
	if err != nil {
		return err
	}
	return c.Show(status, page, pages.PeriodPage(page, v))
}

// changePeriod runs one change of a month and shows it again.
func (c *call) changePeriod(notice string, change func(id int64) error) error {
	return c.change(notice, periodPath, c.showPeriod, func(id, _ int64) error { return change(id) })
}

// remindUnits reminds the units that were chosen, or all that are late.
func (s *Server) remindUnits(c *call) error {
	ctx := c.Request().Context()
	if c.Value("do") == "late" {
		return c.changePeriod("Đã nhắc các đơn vị chậm.", func(id int64) error {
			_, err := s.Evaluation.RemindLate(ctx, c.Actor, id)
			return err
		})
	}
	return c.changePeriod("Đã nhắc các đơn vị được chọn.", func(id int64) error {
		_, err := s.Evaluation.Remind(ctx, c.Actor, id, c.Numbers("unit"))
		return err
	})
}

func (s *Server) approvePage(c *call) error { return c.showApprove(http.StatusOK, component.Form{}) }

func (c *call) showApprove(status int, form component.Form) error {
	v, page, err := c.periodView(form)
	if err != nil {
		return err
	}
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: page.Title, Path: v.Path})
	page.Title = c.T("Phê duyệt tháng %s", v.Period.Name())
	return c.Show(status, page, pages.ApprovePage(page, v))
}

func (s *Server) approvePeriod(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err = c.reauthenticate(); err == nil {
		err = s.Evaluation.Approve(c.Request().Context(), c.Actor, id, c.Number("version"))
	}
	if err != nil {
		return c.Again(err, func(status int, form component.Form) error {
			form.Values.Del("password")
			return c.showApprove(status, form)
		})
	}
	return c.Done(periodPath(id), "Đã phê duyệt kết quả tháng.")
}

func (s *Server) returnPeriod(c *call) error {
	return c.changePeriod("Đã trả lại tháng để tổng hợp lại.", func(id int64) error {
		ctx := c.Request().Context()
		return s.Evaluation.ReturnMonth(ctx, c.Actor, id, c.Number("version"), c.Value("reason"))
	})
}

func (s *Server) publishPeriod(c *call) error {
	return c.changePeriod("Đã công bố tới từng người.", func(id int64) error {
		return s.Evaluation.Publish(c.Request().Context(), c.Actor, id, c.Number("version"))
	})
}

// periodQuota is where the committee settles one unit's quota.
func (s *Server) periodQuota(c *call) error { return c.showQuota(http.StatusOK, component.Form{}) }

// periodUnitIDs reads month and unit out of the path of a unit's quota.
func (c *call) periodUnitIDs() (period, unit int64, err error) {
	if period, err = c.ID("id"); err != nil {
		return 0, 0, err
	}
	unit, err = c.ID("unit")
	return period, unit, err
}

func (c *call) showQuota(status int, form component.Form) error {
	period, unit, err := c.periodUnitIDs()
	if err != nil {
		return err
	}
	filter := evaluation.MonthFilter{Show: evaluation.ShowBest, Sort: "points"}
	m, err := c.server.Evaluation.UnitMonth(c.Request().Context(), c.Actor, unit, period, filter)
	if err != nil {
		return err
	}
	v := pages.UnitPeriod{UnitMonth: m, Path: unitPeriodPath(unit, period), Form: form}
	month := layout.Crumb{Text: c.T("Tổng hợp tháng %s", m.Period.Name()), Path: periodPath(period)}
	page := layout.Page{
		Title:   c.T("Cân đối hạn mức: %s", m.Unit),
		Current: "/periods",
		Crumbs:  []layout.Crumb{c.periodsCrumb(), month},
	}
	return c.Show(status, page, pages.QuotaPage(page, v))
}

func (s *Server) grantSpecial(c *call) error {
	period, unit, err := c.periodUnitIDs()
	if err != nil {
		return err
	}
	special := c.Value("special") == "1"
	err = s.Evaluation.GrantSpecial(
		c.Request().Context(), c.Actor, unit, period, c.Number("version"), special, c.Value("reason"))
	if err != nil {
		return c.Again(err, c.showQuota)
	}
	return c.Done(periodPath(period)+"/units/"+component.Itoa(unit), "Đã lưu mức hạn mức của đơn vị.")
}

// periodPaper is the list of the whole body's month.
func (s *Server) periodPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	total, err := s.Evaluation.Consolidate(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	actor := c.Actor
	title := c.T("Bảng tổng hợp xếp loại tháng %s", total.Period.Name())
	return c.PrintLong(title, total.Total, func(ctx context.Context) (paper.Document, error) {
		lines, err := s.Evaluation.PeriodLines(ctx, actor, id)
		if err != nil {
			return paper.Document{}, err
		}
		head, err := s.letterhead(ctx)
		return evaluation.PeriodPaper(head, total, lines, s.Clock.Now()), err
	})
}
