package web

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"

	"congthidua/internal/fault"
	"congthidua/internal/job"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	"congthidua/templates/portal"
)

var renderers = map[string]func(io.Writer, paper.Document) error{
	".pdf":  paper.PDF,
	".docx": paper.DOCX,
	".xlsx": paper.XLSX,
}

// Print sends a paper in the format of the path's ending; without one, as a page to print.
func (c *call) Print(d paper.Document) error {
	format := c.Param("format")
	if format == "" {
		path := strings.TrimSuffix(c.Request().URL.Path, "/")
		return c.Render(
			http.StatusOK,
			paper.Page(
				d,
				component.Asset(c.renderContext(), "css/paper.css"),
				path,
				component.Query("", c.QueryParams()),
			),
		)
	}
	render, ok := renderers[format]
	if !ok {
		return fault.ErrNotFound
	}
	content, err := paper.Bytes(render, d)
	if err != nil {
		return err
	}
	return c.Download(d.File+format, content)
}

// PrintLong is Print for a list of any length, which says beforehand how long it is. A long one
// takes seconds: it is made in the background.
func (c *call) PrintLong(title string, rows int, read func(context.Context) (paper.Document, error)) error {
	format := c.Param("format")
	render := renderers[format]
	switch {
	case rows < c.server.LongPaper:
		d, err := read(c.Request().Context())
		if err != nil {
			return err
		}
		return c.Print(d)
	case format == "":
		return c.Show(
			http.StatusOK,
			layout.Page{Title: title},
			portal.LongPaperPage(title, rows, strings.TrimSuffix(c.Request().URL.Path, "/"), c.QueryParams()),
		)
	case render == nil:
		return fault.ErrNotFound
	}
	return c.runJob(
		"paper "+c.Request().URL.RequestURI(),
		title+" "+strings.TrimPrefix(format, "."),
		func(ctx context.Context, progress job.Progress) (job.Result, error) {
			d, err := read(ctx)
			if err != nil {
				return job.Result{}, err
			}
			d.Progress = progress
			file, err := c.server.keepFile(format, func(w *os.File) error { return render(w, d) })
			return job.Result{File: file, FileName: d.File + format}, err
		},
	)
}

func (c *call) letterhead() (org.Letterhead, error) {
	return c.server.letterhead(c.Request().Context())
}

// letterhead is what stands around every paper.
func (s *Server) letterhead(ctx context.Context) (org.Letterhead, error) {
	return org.ReadLetterhead(s.Store.Read(ctx))
}
