package web

import (
	"net/http"
	"strconv"
	"strings"

	"congthidua/internal/access"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

// latestMonth goes to the latest month of the unit that the actor heads.
func (s *Server) latestMonth(c *call) error {
	ctx := c.Request().Context()
	units := c.Actor.Reach(access.MonthSubmit).Units
	periods, err := s.Evaluation.Periods(ctx)
	if err != nil {
		return err
	}
	if len(periods) == 0 || len(units) == 0 {
		return c.Redirect(http.StatusSeeOther, "/periods")
	}
	return c.Redirect(http.StatusSeeOther, monthPath(units[0], periods[0].ID))
}

func monthPath(unit, period int64) string {
	return "/units/" + component.Itoa(unit) + "/periods/" + component.Itoa(period)
}

// unitPeriod reads unit and month out of the path; the month is a number or written 2026-10.
func (c *call) unitPeriod() (unit, period int64, err error) {
	if unit, err = c.ID("id"); err != nil {
		return 0, 0, err
	}
	if year, month, ok := strings.Cut(c.Param("period"), "-"); ok {
		y, errY := strconv.Atoi(year)
		m, errM := strconv.Atoi(month)
		if errY != nil || errM != nil {
			return 0, 0, fault.ErrNotFound
		}
		period, err = c.server.Evaluation.PeriodOf(c.Request().Context(), y, m)
		return unit, period, err
	}
	period, err = c.ID("period")
	return unit, period, err
}

func (s *Server) month(c *call) error { return c.showMonth(http.StatusOK, component.Form{}) }

func (c *call) monthView(filter evaluation.MonthFilter) (pages.Month, error) {
	unit, period, err := c.unitPeriod()
	if err != nil {
		return pages.Month{}, err
	}
	d, err := c.server.Evaluation.Month(c.Request().Context(), c.Actor, unit, period, filter)
	return pages.Month{Department: d, Filter: filter, Query: c.QueryParams(), Path: monthPath(unit, period), Self: c.Actor.PersonID}, err
}

func (c *call) showMonth(status int, form component.Form) error {
	filter := evaluation.MonthFilter{Find: c.Query("q"), Show: c.Query("show"), Sort: c.Query("sort"), Desc: c.Query("desc") != ""}
	m, err := c.monthView(filter)
	if err != nil {
		return err
	}
	m.Form = form
	return c.Show(status, c.monthPage(m), pages.MonthPage(c.monthPage(m), m))
}

func (c *call) monthPage(m pages.Month) layout.Page {
	page := layout.Page{Title: m.Unit, Current: "/periods", Crumbs: []layout.Crumb{{Text: c.T("Đánh giá tháng"), Path: "/periods"}}}
	if c.Actor.May(access.MonthSubmit) {
		page.Current = "/month"
	}
	if c.Actor.May(access.ConsolidationView) {
		page.Crumbs = append(page.Crumbs, layout.Crumb{Text: c.T("Tháng %s", m.Period.Name()), Path: "/periods/" + component.Itoa(m.Period.ID)})
	} else if m.Parent != "" {
		page.Crumbs = append(page.Crumbs, layout.Crumb{Text: m.Parent, Path: "/periods"})
	}
	return page
}

// accept takes over own scores: first a preview of what it will do, then, confirmed, the deed.
// Without JavaScript the same form also saves the points typed into the table.
func (s *Server) accept(c *call) error {
	if c.Value("do") == "save" {
		return c.saveTyped()
	}
	m, err := c.monthView(evaluation.MonthFilter{})
	if err != nil {
		return err
	}
	wanted := map[int64]bool{}
	for _, id := range c.Numbers("card") {
		wanted[id] = true
	}
	chosen := m.Chosen(c.Request().Context(), wanted)
	if len(chosen) == 0 {
		return c.Again(fault.Invalidf("", "Chọn ít nhất một phiếu đang chờ chấm."), c.showMonth)
	}
	if c.Value("confirmed") == "" {
		page := c.monthPage(m)
		page.Crumbs = append(page.Crumbs, layout.Crumb{Text: m.Unit, Path: m.Path})
		page.Title = c.T("Xem trước")
		return c.Show(http.StatusOK, page, pages.AcceptPage(page, m, chosen))
	}
	ids := make([]int64, len(chosen))
	for i, r := range chosen {
		ids[i] = r.ID
	}
	accepted, skipped, err := s.Evaluation.Accept(c.Request().Context(), c.Actor, m.UnitID, m.Period.ID, ids)
	if err != nil {
		return c.Again(err, c.showMonth)
	}
	if skipped += len(wanted) - len(chosen); skipped > 0 {
		return c.Done(m.Path, "Đã chấp nhận %d phiếu; %d phiếu đã thay đổi nên để nguyên.", accepted, skipped)
	}
	return c.Done(m.Path, "Đã chấp nhận %d phiếu.", accepted)
}

// saveTyped saves every row whose points or reason differ from what is kept.
func (c *call) saveTyped() error {
	m, err := c.monthView(evaluation.MonthFilter{})
	if err != nil {
		return err
	}
	saved, refused := 0, fault.Fields{}
	for _, l := range m.Lines {
		id := component.Itoa(l.ID)
		typed, remark := c.Value("points."+id), c.Value("remark."+id)
		if typed == "" || l.HeadPoints != nil && typed == viet.Points(*l.HeadPoints) && remark == l.Remark {
			continue
		}
		points, ok := viet.ParsePoints(typed)
		if !ok {
			refused.Refuse("", "%s: điểm «%s» không đọc được", l.Name, typed)
			continue
		}
		if err := c.server.Evaluation.ScoreInPlace(c.Request().Context(), c.Actor, l.ID, c.Number("version."+id), points, remark); err != nil {
			refused.Refuse("", "%s: %s", l.Name, explain(c.Request().Context(), err))
			continue
		}
		saved++
	}
	if err := refused.Err(); err != nil {
		return c.Again(err, c.showMonth)
	}
	return c.Done(m.Path, "Đã lưu %d phiếu.", saved)
}

// scoreInPlace saves one row of the table and sends back that row alone, with the quota's
// meter beside it.
func (s *Server) scoreInPlace(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, key := c.Request().Context(), component.Itoa(id)
	typed := c.Value("points." + key)
	points, ok := viet.ParsePoints(typed)
	status := http.StatusOK
	switch {
	case typed == "":
		err = fault.Invalidf("points", "Nhập điểm từ 0 đến 100")
	case !ok:
		err = fault.Invalidf("points", "«%s» không phải điểm; nhập số, ví dụ 84,5", typed)
	default:
		err = s.Evaluation.ScoreInPlace(ctx, c.Actor, id, c.Number("version."+key), points, c.Value("remark."+key))
	}
	message := ""
	if err != nil {
		if status, _ = statusOf(err); status != http.StatusUnprocessableEntity && status != http.StatusConflict {
			return err
		}
		message = explain(ctx, err)
	}
	unit, period, err := s.Evaluation.Place(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	if !c.HTMX() {
		if message != "" {
			return c.Done(monthPath(unit, period), message)
		}
		return c.Done(monthPath(unit, period), "Đã lưu điểm.")
	}
	d, err := s.Evaluation.Month(ctx, c.Actor, unit, period, evaluation.MonthFilter{})
	if err != nil {
		return err
	}
	line, ok := d.LineOf(id)
	if !ok {
		return fault.ErrNotFound
	}
	m := pages.Month{Department: d, Path: monthPath(unit, period), Self: c.Actor.PersonID}
	row := pages.NewRow(c.Request().Context(), m, line)
	row.Typed, row.Error = typed, message
	return c.Render(status, pages.ScoredRow(m, row))
}

// changeMonth runs one change of a unit's month and shows the month again.
func (c *call) changeMonth(notice string, change func(unit, period int64) error) error {
	unit, period, err := c.unitPeriod()
	if err != nil {
		return err
	}
	if err := change(unit, period); err != nil {
		return c.Again(err, c.showMonth)
	}
	return c.Done(monthPath(unit, period), notice)
}

func (s *Server) submitMonth(c *call) error {
	return c.changeMonth("Đã trình tổng hợp.", func(unit, period int64) error {
		return s.Evaluation.SubmitUnit(c.Request().Context(), c.Actor, unit, period)
	})
}

func (s *Server) askSpecial(c *call) error {
	return c.changeMonth("Đã gửi đề nghị mức đặc biệt.", func(unit, period int64) error {
		return s.Evaluation.AskSpecial(c.Request().Context(), c.Actor, unit, period, c.Value("reason"))
	})
}
