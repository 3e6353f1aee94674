package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"
	"time"

	"congthidua/internal/access"
	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

// shortWait is how long a request waits for a job before it shows the progress page instead:
// a roster of a few hundred rows is checked well within it.
const shortWait = 1500 * time.Millisecond

// runJob starts work and goes to its result or, where it takes longer, to the page that shows
// how far it is.
func (c *call) runJob(kind, title string, work job.Work) error {
	ctx := c.Request().Context()
	if err := c.server.expireFiles(ctx); err != nil {
		return err
	}
	number, err := c.server.Jobs.Start(ctx, job.Request{AccountID: c.Actor.AccountID, Kind: kind, Title: title, Reach: reachOf(c.Actor)}, work)
	if err != nil {
		return err
	}
	j, done, err := c.server.Jobs.Wait(ctx, number, shortWait)
	if err != nil {
		return err
	}
	if done && j.State == job.Done && j.Result != "" {
		return c.Redirect(http.StatusSeeOther, resultPath(j))
	}
	return c.Redirect(http.StatusSeeOther, "/jobs/"+component.Itoa(number))
}

// resultPath is the page of a job's result; a page that is made of the job's file is told which.
func resultPath(j job.Job) string {
	if j.File == "" {
		return j.Result
	}
	return j.Result + "&job=" + component.Itoa(j.ID)
}

// expireFiles removes what jobs have left and nobody fetched in time.
func (s *Server) expireFiles(ctx context.Context) error {
	old, err := s.Jobs.Expire(ctx)
	for _, path := range old {
		if gone := os.Remove(path); gone != nil && !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// reachOf is everything that decides what an account may see; a file made under another is
// not given out.
func reachOf(a access.Actor) string {
	var b []byte
	for _, g := range a.Grants {
		b = append(strconv.AppendInt(append(append(b, g.Role...), ' '), g.UnitID, 10), ';')
	}
	return string(b)
}

// job reads the job of the path; somebody else's does not exist.
func (c *call) job() (job.Job, error) {
	id, err := c.ID("id")
	if err != nil {
		return job.Job{}, err
	}
	return c.jobOf(id)
}

func (c *call) jobOf(id int64) (job.Job, error) {
	j, err := c.server.Jobs.Get(c.Request().Context(), id)
	if err != nil {
		return j, err
	}
	return j, j.Visible(c.Actor.AccountID, reachOf(c.Actor))
}

// jobContent reads the file of a job.
func (c *call) jobContent(id int64) ([]byte, error) {
	j, err := c.jobOf(id)
	if err != nil {
		return nil, err
	}
	if j.File == "" {
		return nil, fault.ErrNotFound
	}
	return os.ReadFile(j.File)
}

// jobPage shows how far a job is, and goes to its result when it is done.
func (s *Server) jobPage(c *call) error {
	j, err := c.job()
	if err != nil {
		return err
	}
	if j.State == job.Done && j.Result != "" {
		return c.Redirect(http.StatusSeeOther, resultPath(j))
	}
	return c.Show(http.StatusOK, layout.Page{Title: j.Title}, portal.JobPage(j))
}

// jobFile gives out the file that a job has left.
func (s *Server) jobFile(c *call) error {
	j, err := c.job()
	if err != nil {
		return err
	}
	if j.FileName == "" {
		return fault.ErrNotFound
	}
	return c.SendFile(j.FileName, j.File)
}

// reckon computes what a page shows: at once where it is small, else by a job that comes back to
// the page with its number. page is its path with its query. Where it is not done the answer has
// been given, or an error is returned.
func reckon[T any](
	c *call, kind, title, page string, size int, compute func(context.Context, job.Progress) (T, error),
) (result T, done bool, err error) {
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
		write := func(w *os.File) error { return json.NewEncoder(w).Encode(result) }
		file, err := c.server.keepFile(".json", write)
		return job.Result{Page: page, File: file}, err
	})
}
