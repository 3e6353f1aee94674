package web

import (
	"context"
	"fmt"
	"net/http"

	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/viet"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

// tryOut computes the made-up card whose figures stand in the URL.
func (c *call) tryOut(v *pages.FrameworkView) error {
	sheet := evaluation.Sheet{Marks: map[string]float64{}}
	v.TrialMarks = map[string]string{}
	figure := func(name string) float64 {
		text := c.Query(name)
		x, ok := viet.ParsePoints(text)
		if ok {
			v.Tried = true
		}
		v.TrialMarks[name] = text
		return x
	}
	for _, g := range v.Framework.Groups {
		for _, cr := range g.Criteria {
			sheet.Marks[cr.Code] = min(cr.Max, figure("m."+cr.Code))
			v.TrialMarks[cr.Code] = v.TrialMarks["m."+cr.Code]
		}
	}
	if v.Framework.Products {
		p := evaluation.Product{
			Name:      "Thử",
			Weight:    1,
			Assigned:  figure("p.assigned"),
			Completed: figure("p.completed"),
			Failed:    figure("p.failed"),
			Delayed:   figure("p.delayed"),
		}
		if p.Assigned > 0 {
			sheet.Products = []evaluation.Product{p}
		}
	}
	manager, err := v.Framework.AppliesTo(true, "civil_servant")
	if err != nil {
		return err
	}
	v.Trial, err = v.Framework.Evaluate(sheet, evaluation.Circumstances{Manager: manager})
	return err
}

// tryFramework shows who would move between grades under an edition.
func (s *Server) tryFramework(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	period, ok := parseID(c.Query("period"))
	if !ok {
		return fault.ErrNotFound
	}
	cards, err := s.Evaluation.Reviewed(c.Request().Context(), c.Actor, period)
	if err != nil {
		return err
	}
	actor, title := c.Actor, c.T("Thử khung trên phiếu thật")
	compute := func(ctx context.Context, progress job.Progress) (evaluation.Trial, error) {
		return s.Evaluation.Try(ctx, actor, id, period, progress)
	}
	path := fmt.Sprintf("%s/try?period=%d", pages.FrameworkPath(id), period)
	trial, done, err := reckon(c, "framework.try", title, path, cards, compute)
	if !done {
		return err
	}
	page := c.cataloguePage(evaluation.CatalogueKind(), title)
	page.Crumbs = append(page.Crumbs, layout.Crumb{Text: c.T("Khung"), Path: pages.FrameworkPath(id)})
	return c.Show(http.StatusOK, page, pages.TryPage(page, trial))
}
