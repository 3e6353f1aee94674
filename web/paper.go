package web

import (
	"io"
	"net/http"
	"strings"

	"congthidua/internal/account"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/org"
	"congthidua/internal/paper"
	"congthidua/templates/component"
)

var renderers = map[string]func(io.Writer, paper.Document) error{".pdf": paper.PDF, ".docx": paper.DOCX, ".xlsx": paper.XLSX}

// Print sends a paper in the format of the path's ending; without one, as a page to print.
func (c *call) Print(d paper.Document) error {
	format := c.Param("format")
	if format == "" {
		path := strings.TrimSuffix(c.Request().URL.Path, "/")
		return c.Render(http.StatusOK, paper.Page(d, component.Asset(c.renderContext(), "css/paper.css"), path, component.Query("", c.QueryParams())))
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

func (c *call) letterhead() (org.Letterhead, error) {
	return c.server.Org.Letterhead(c.Request().Context())
}

// monthPaper is the list of a unit's month.
func (s *Server) monthPaper(c *call) error {
	unit, period, err := c.unitPeriod()
	if err != nil {
		return err
	}
	d, err := s.Evaluation.Month(c.Request().Context(), c.Actor, unit, period, evaluation.MonthFilter{Sort: c.Query("sort"), Desc: c.Query("desc") != ""})
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(evaluation.MonthPaper(head, d, s.Clock.Now()))
}

// periodPaper is the list of the whole body's month.
func (s *Server) periodPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	total, err := s.Evaluation.Consolidate(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	lines, err := s.Evaluation.PeriodLines(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(evaluation.PeriodPaper(head, total, lines, s.Clock.Now()))
}

// cardPaper is a person's card for the file.
func (s *Server) cardPaper(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	v, err := s.Evaluation.Card(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(evaluation.CardPaper(head, v, s.Clock.Now()))
}

// peoplePaper is the roster as filtered in the URL.
func (s *Server) peoplePaper(c *call) error {
	filter := peopleFilter(c)
	filter.All = true
	rows, total, err := s.Org.People(c.Request().Context(), c.Actor.Reach(account.PeopleView), filter)
	if err != nil {
		return err
	}
	head, err := c.letterhead()
	if err != nil {
		return err
	}
	return c.Print(org.PeoplePaper(head, rows, total, s.Clock.Now()))
}
