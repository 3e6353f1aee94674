package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

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
	cards, err := s.Evaluation.Reviewed(c.Request().Context(), period)
	if err != nil {
		return err
	}
	actor, title := c.Actor, c.T("Thử khung trên phiếu thật")
	trial, done, err := reckon(c, "framework.try", title, fmt.Sprintf("/frameworks/%d/try?period=%d", id, period), cards, func(ctx context.Context, progress job.Progress) (evaluation.Trial, error) {
		return s.Evaluation.Try(ctx, actor, id, period, progress)
	})
	if !done {
		return err
	}
	page := layout.Page{Title: title, Current: "/frameworks", Crumbs: append(c.frameworkCrumbs(), layout.Crumb{Text: c.T("Khung"), Path: "/frameworks/" + component.Itoa(id)})}
	return c.Show(http.StatusOK, page, pages.TryPage(page, trial))
}

// reckon computes what a page shows: at once where it is small, else by a job that comes back to
// the page with its number. page is its path with its query. Where it is not done the answer has
// been given, or an error is returned.
func reckon[T any](c *call, kind, title, page string, size int, compute func(context.Context, job.Progress) (T, error)) (result T, done bool, err error) {
	if number, ok := parseID(c.Query("job")); ok {
		content, err := c.jobContent(number)
		if err != nil {
			return result, false, err
		}
		if json.Unmarshal(content, &result) != nil {
			return result, false, fault.ErrNotFound // the file of another kind of job
		}
		return result, true, nil
	}
	if size < c.server.LongPaper {
		result, err = compute(c.Request().Context(), func(int, int) {})
		return result, err == nil, err
	}
	return result, false, c.runJob(kind+" "+page, title, func(ctx context.Context, progress job.Progress) (job.Result, error) {
		result, err := compute(ctx, progress)
		if err != nil {
			return job.Result{}, err
		}
		file, err := c.server.keepFile(".json", func(w *os.File) error { return json.NewEncoder(w).Encode(result) })
		return job.Result{Page: page, File: file}, err
	})
}
