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
	if cards >= s.LongPaper && c.Query("job") == "" {
		return c.tryInBackground(id, period)
	}
	trial, err := c.trial(id, period)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Thử khung trên phiếu thật"), Current: "/frameworks", Crumbs: append(c.frameworkCrumbs(), layout.Crumb{Text: c.T("Khung"), Path: "/frameworks/" + component.Itoa(id)})}
	return c.Show(http.StatusOK, page, pages.TryPage(page, trial))
}

// trial computes a trial, or reads one that was computed in the background.
func (c *call) trial(id, period int64) (trial evaluation.Trial, err error) {
	number, ok := parseID(c.Query("job"))
	if !ok {
		return c.server.Evaluation.Try(c.Request().Context(), c.Actor, id, period, func(int, int) {})
	}
	content, err := c.jobContent(number)
	if err != nil {
		return trial, err
	}
	if json.Unmarshal(content, &trial) != nil {
		return trial, fault.ErrNotFound // the file of another kind of job
	}
	return trial, nil
}

func (c *call) tryInBackground(id, period int64) error {
	actor := c.Actor
	return c.runJob("framework.try "+c.Request().URL.RequestURI(), c.T("Thử khung trên phiếu thật"), func(ctx context.Context, progress job.Progress) (job.Result, error) {
		trial, err := c.server.Evaluation.Try(ctx, actor, id, period, progress)
		if err != nil {
			return job.Result{}, err
		}
		file, err := c.server.keepFile(".json", func(w *os.File) error { return json.NewEncoder(w).Encode(trial) })
		return job.Result{Page: fmt.Sprintf("/frameworks/%d/try?period=%d", id, period), File: file}, err
	})
}
