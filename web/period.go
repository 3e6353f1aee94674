package web

import (
	"context"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

func periodPath(id int64) string { return "/periods/" + component.Itoa(id) }

func (s *Server) periods(c *call) error { return c.showPeriods(http.StatusOK, component.Form{}) }

func (c *call) showPeriods(status int, form component.Form) error {
	ctx, s := c.Request().Context(), c.server
	v := pages.Periods{Form: form, MayRun: c.Actor.May(access.PeriodsRun), MaySee: c.Actor.May(access.ConsolidationView)}
	var err error
	if v.List, err = s.Evaluation.Periods(ctx); err != nil {
		return err
	}
	if len(v.List) > 0 {
		if v.Mine, err = s.Evaluation.MyUnits(ctx, c.Actor, v.List[0].ID); err != nil {
			return err
		}
	}
	if v.MayRun {
		year, month, err := s.Evaluation.NextMonth(ctx)
		if err != nil {
			return err
		}
		v.Next = evaluation.DefaultPeriod(year, month)
	}
	page := layout.Page{Title: c.T("Các tháng"), Current: "/periods"}
	return c.Show(status, page, pages.PeriodsPage(page, v))
}

// openPeriod makes the cards of a month as a job with progress: a month of 150,000 people
// takes longer than anybody waits without being told.
func (s *Server) openPeriod(c *call) error {
	p := evaluation.Period{Year: int(c.Number("year")), Month: int(c.Number("month")), AppealDays: int(c.Number("appeal_days"))}
	wrong := fault.Fields{}
	for name, due := range map[string]*string{"self_due": &p.SelfDue, "head_due": &p.HeadDue, "committee_due": &p.CommitteeDue, "leader_due": &p.LeaderDue} {
		date, precision, ok := viet.ParseDate(c.Value(name))
		if !ok || precision != viet.Day {
			wrong.Refuse(name, "Không có ngày «%s»; ghi ngày/tháng/năm", c.Value(name))
		}
		*due = date
	}
	err := wrong.Err()
	if err == nil {
		err = p.Check()
	}
	if err != nil {
		return c.Again(err, c.showPeriods)
	}
	actor := c.Actor
	return c.runJob("period.open", c.T("Mở tháng %s", p.Name()), func(ctx context.Context, progress job.Progress) (job.Result, error) {
		id, err := s.Evaluation.Open(ctx, actor, p, progress)
		return job.Result{Page: periodPath(id)}, err
	})
}

func (s *Server) consolidation(c *call) error {
	return c.showConsolidation(http.StatusOK, component.Form{})
}

// consolidated reads the month of all units for the pages that show it.
func (c *call) consolidated(form component.Form) (pages.Consolidation, layout.Page, error) {
	page := layout.Page{Current: "/periods", Crumbs: []layout.Crumb{{Text: c.T("Đánh giá tháng"), Path: "/periods"}}}
	id, err := c.ID("id")
	if err != nil {
		return pages.Consolidation{}, page, err
	}
	v := pages.Consolidation{MayRun: c.Actor.May(access.PeriodsRun), Path: periodPath(id), Query: c.QueryParams(), Form: form}
	if v.Consolidation, err = c.server.Evaluation.Consolidate(c.Request().Context(), c.Actor, id); err != nil {
		return v, page, err
	}
	if v.MayApprove, err = c.server.Evaluation.MayApprove(c.Request().Context(), c.Actor); err != nil {
		return v, page, err
	}
	v.SortUnits(c.Query("sort"), c.Query("desc") != "")
	page.Title = c.T("Tổng hợp tháng %s", v.Period.Name())
	return v, page, nil
}

func (c *call) showConsolidation(status int, form component.Form) error {
	v, page, err := c.consolidated(form)
	if err != nil {
		return err
	}
	return c.Show(status, page, pages.ConsolidationPage(page, v))
}

// changePeriod runs one change of a month and shows the consolidation again.
func (c *call) changePeriod(notice string, change func(id int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id); err != nil {
		return c.Again(err, c.showConsolidation)
	}
	return c.Done(periodPath(id), notice)
}

func (s *Server) remind(c *call) error {
	return c.changePeriod("Đã nhắc các đơn vị được chọn.", func(id int64) error {
		_, err := s.Evaluation.Remind(c.Request().Context(), c.Actor, id, c.Numbers("unit"))
		return err
	})
}

func (s *Server) approvePage(c *call) error { return c.showApprove(http.StatusOK, component.Form{}) }

func (c *call) showApprove(status int, form component.Form) error {
	v, page, err := c.consolidated(form)
	if err != nil {
		return err
	}
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: page.Title, Path: v.Path})
	page.Title = c.T("Phê duyệt tháng %s", v.Period.Name())
	return c.Show(status, page, pages.ApprovePage(page, v))
}

func (s *Server) approve(c *call) error {
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

func (s *Server) returnMonth(c *call) error {
	return c.changePeriod("Đã trả lại tháng để tổng hợp lại.", func(id int64) error {
		return s.Evaluation.ReturnMonth(c.Request().Context(), c.Actor, id, c.Number("version"), c.Value("reason"))
	})
}

func (s *Server) publish(c *call) error {
	return c.changePeriod("Đã công bố tới từng người.", func(id int64) error {
		return s.Evaluation.Publish(c.Request().Context(), c.Actor, id, c.Number("version"))
	})
}

// quotaPage is where the committee settles one unit's quota.
func (s *Server) quotaPage(c *call) error { return c.showQuota(http.StatusOK, component.Form{}) }

func (c *call) showQuota(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	unit, err := c.ID("unit")
	if err != nil {
		return err
	}
	d, err := c.server.Evaluation.Month(c.Request().Context(), c.Actor, unit, id, evaluation.MonthFilter{Show: "best", Sort: "points"})
	if err != nil {
		return err
	}
	m := pages.Month{Department: d, Path: monthPath(unit, id), Form: form, Self: c.Actor.PersonID}
	page := layout.Page{Title: c.T("Cân đối hạn mức: %s", d.Unit), Current: "/periods", Crumbs: []layout.Crumb{{Text: c.T("Đánh giá tháng"), Path: "/periods"}, {Text: c.T("Tổng hợp tháng %s", d.Period.Name()), Path: periodPath(id)}}}
	return c.Show(status, page, pages.QuotaPage(page, m))
}

func (s *Server) grantSpecial(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	unit, err := c.ID("unit")
	if err != nil {
		return err
	}
	if err := s.Evaluation.GrantSpecial(c.Request().Context(), c.Actor, unit, id, c.Value("special") == "1", c.Value("reason")); err != nil {
		return c.Again(err, c.showQuota)
	}
	return c.Done(periodPath(id)+"/units/"+component.Itoa(unit), "Đã lưu mức hạn mức của đơn vị.")
}
