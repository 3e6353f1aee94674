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

func unitPeriodPath(unit, period int64) string {
	return unitPath(unit) + "/periods/" + component.Itoa(period)
}

// unitPeriodIDs reads unit and month out of the path; the month is a number or written 2026-10.
func (c *call) unitPeriodIDs() (unit, period int64, err error) {
	if unit, err = c.ID("id"); err != nil {
		return 0, 0, err
	}
	if year, month, ok := strings.Cut(c.Param("period"), "-"); ok {
		y, errY := strconv.Atoi(year)
		m, errM := strconv.Atoi(month)
		if errY != nil || errM != nil {
			return 0, 0, fault.ErrNotFound
		}
		period, err = c.server.Evaluation.PeriodOf(c.Request().Context(), c.Actor, y, m)
		return unit, period, err
	}
	period, err = c.ID("period")
	return unit, period, err
}

func (s *Server) unitPeriod(c *call) error { return c.showUnitPeriod(http.StatusOK, component.Form{}) }

func (c *call) unitPeriodView(filter evaluation.MonthFilter) (pages.UnitPeriod, error) {
	unit, period, err := c.unitPeriodIDs()
	if err != nil {
		return pages.UnitPeriod{}, err
	}
	m, err := c.server.Evaluation.UnitMonth(c.Request().Context(), c.Actor, unit, period, filter)
	return pages.UnitPeriod{
		UnitMonth: m,
		Filter:    filter,
		Query:     c.QueryParams(),
		Path:      unitPeriodPath(unit, period),
	}, err
}

func (c *call) showUnitPeriod(status int, form component.Form) error {
	v, err := c.unitPeriodView(evaluation.MonthFilter{
		Find: c.Query("q"),
		Show: evaluation.Show(c.Query("show")),
		Sort: c.Query("sort"),
		Desc: c.Query("desc") != "",
	})
	if err != nil {
		return err
	}
	v.Form = form
	page := c.unitPeriodPage(v)
	return c.Show(status, page, pages.UnitPeriodPage(page, v))
}

func (c *call) unitPeriodPage(v pages.UnitPeriod) layout.Page {
	page := layout.Page{
		Title:   v.Unit,
		Current: "/periods",
		Crumbs:  []layout.Crumb{{Text: c.T("Đánh giá tháng"), Path: "/periods"}},
	}
	if c.Actor.May(access.MonthSubmit) {
		page.Current = "/month"
	}
	if c.Actor.May(access.ConsolidationView) {
		month := layout.Crumb{Text: c.T("Tháng %s", v.Period.Name()), Path: periodPath(v.Period.ID)}
		page.Crumbs = append(page.Crumbs, month)
	} else if v.Parent != "" {
		page.Crumbs = append(page.Crumbs, layout.Crumb{Text: v.Parent, Path: "/periods"})
	}
	return page
}

// acceptUnitPeriod takes over own scores: first a preview of what it will do, then, confirmed, the deed.
// Without JavaScript the same form also saves the points typed into the table.
func (s *Server) acceptUnitPeriod(c *call) error {
	if c.Value("do") == "save" {
		return c.saveTyped()
	}
	v, err := c.unitPeriodView(evaluation.MonthFilter{})
	if err != nil {
		return err
	}
	ids := c.Numbers("card")
	if c.Value("confirmed") == "" {
		return c.previewAccept(v, ids)
	}
	cards := make([]evaluation.Seen, len(ids))
	for i, id := range ids {
		cards[i] = evaluation.Seen{ID: id, Version: c.Number("version." + component.Itoa(id))}
	}
	accepted, skipped, err := s.Evaluation.Accept(c.Request().Context(), c.Actor, v.UnitID, v.Period.ID, cards)
	if err != nil {
		return c.Again(err, c.showUnitPeriod)
	}
	if skipped > 0 {
		return c.Done(v.Path, "Đã chấp nhận %d phiếu; %d phiếu đã thay đổi nên để nguyên.", accepted, skipped)
	}
	return c.Done(v.Path, "Đã chấp nhận %d phiếu.", accepted)
}

func (c *call) previewAccept(v pages.UnitPeriod, ids []int64) error {
	chosen := v.Chosen(ids)
	if len(chosen) == 0 {
		return c.Again(fault.Invalidf("", "Chọn ít nhất một phiếu đang chờ chấm."), c.showUnitPeriod)
	}
	page := c.unitPeriodPage(v)
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: v.Unit, Path: v.Path})
	page.Title = c.T("Xem trước")
	return c.Show(http.StatusOK, page, pages.AcceptPage(page, v, chosen))
}

// saveTyped saves every row whose points or reason differ from what is kept.
func (c *call) saveTyped() error {
	v, err := c.unitPeriodView(evaluation.MonthFilter{})
	if err != nil {
		return err
	}
	ctx, saved, refused := c.Request().Context(), 0, fault.Fields{}
	for _, l := range v.Lines {
		key := component.Itoa(l.ID)
		typed, remark := c.Value("points."+key), c.Value("remark."+key)
		if typed == "" || l.HeadPoints != nil && typed == viet.Points(*l.HeadPoints) && remark == l.Remark {
			continue
		}
		points, ok := viet.ParsePoints(typed)
		if !ok {
			refused.Refuse("", "%s: điểm «%s» không đọc được", l.Name, typed)
			continue
		}
		err := c.server.Evaluation.ScoreInPlace(ctx, c.Actor, l.ID, c.Number("version."+key), points, remark)
		if err != nil {
			if status, _ := statusOf(err); status >= http.StatusInternalServerError {
				return err
			}
			refused.Refuse("", "%s: %s", l.Name, explain(ctx, err))
			continue
		}
		saved++
	}
	if err := refused.Err(); err != nil {
		return c.Again(err, c.showUnitPeriod)
	}
	return c.Done(v.Path, "Đã lưu %d phiếu.", saved)
}

// showScored sends back the row that was scored, or the whole page to a browser without JavaScript.
func (c *call) showScored(id int64, status int, typed, message string) error {
	ctx, service := c.Request().Context(), c.server.Evaluation
	unit, period, err := service.Place(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	if !c.HTMX() {
		if message != "" {
			return c.Done(unitPeriodPath(unit, period), message)
		}
		return c.Done(unitPeriodPath(unit, period), "Đã lưu điểm.")
	}
	m, err := service.UnitMonth(ctx, c.Actor, unit, period, evaluation.MonthFilter{})
	if err != nil {
		return err
	}
	line, ok := m.LineOf(id)
	if !ok {
		return fault.ErrNotFound
	}
	v := pages.UnitPeriod{UnitMonth: m, Path: unitPeriodPath(unit, period)}
	row := pages.NewRow(ctx, v, line)
	row.Typed, row.Error = typed, message
	return c.Render(status, pages.ScoredRow(v, row))
}

// changeUnitPeriod runs one change of a unit's month and shows the month again.
func (c *call) changeUnitPeriod(notice string, change func(unit, period, version int64) error) error {
	unit, period, err := c.unitPeriodIDs()
	if err != nil {
		return err
	}
	if err := change(unit, period, c.Number("version")); err != nil {
		return c.Again(err, c.showUnitPeriod)
	}
	return c.Done(unitPeriodPath(unit, period), notice)
}

func (s *Server) submitUnitPeriod(c *call) error {
	return c.changeUnitPeriod("Đã trình tổng hợp.", func(unit, period, version int64) error {
		return s.Evaluation.SubmitUnit(c.Request().Context(), c.Actor, unit, period, version)
	})
}

func (s *Server) askSpecial(c *call) error {
	return c.changeUnitPeriod("Đã gửi đề nghị mức đặc biệt.", func(unit, period, version int64) error {
		return s.Evaluation.AskSpecial(c.Request().Context(), c.Actor, unit, period, version, c.Value("reason"))
	})
}

// unitPeriodPaper is the list of a unit's month.
func (s *Server) unitPeriodPaper(c *call) error {
	v, err := c.unitPeriodView(evaluation.MonthFilter{Sort: c.Query("sort"), Desc: c.Query("desc") != ""})
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(evaluation.MonthPaper(head, v.UnitMonth, s.Clock.Now()))
}
