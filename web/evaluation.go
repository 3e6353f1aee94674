package web

import (
	"errors"
	"net/http"

	"congthidua/internal/evaluation"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

func evaluationPath(id int64) string { return "/evaluations/" + component.Itoa(id) }

// evaluations is the actor's own year of cards.
func (s *Server) evaluations(c *call) error {
	v := pages.Own{HasPerson: c.Actor.PersonID != 0, Year: c.year()}
	if v.HasPerson {
		var err error
		v.Months, v.Result, err = s.Evaluation.PersonYear(c.Request().Context(), c.Actor, c.Actor.PersonID, v.Year)
		if err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Phiếu của tôi"), Current: "/evaluations"}
	return c.Show(http.StatusOK, page, pages.EvaluationsPage(page, v))
}

func (s *Server) evaluation(c *call) error {
	return c.showEvaluation(http.StatusOK, component.Form{}, nil, nil)
}

func (c *call) evaluationView(id int64) (pages.Evaluation, error) {
	view, err := c.server.Evaluation.Card(c.Request().Context(), c.Actor, id)
	return pages.Evaluation{View: view}, err
}

// showEvaluation shows a card; typed is a sheet that was refused, stale one that came too late.
func (c *call) showEvaluation(
	status int, form component.Form, typed *evaluation.Sheet, stale *evaluation.Stale,
) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	v, err := c.evaluationView(id)
	if err != nil {
		return err
	}
	v.Form, v.Typed = form, typed
	if stale != nil {
		v.Mine, v.Version = &stale.Yours, stale.Version
	}
	page := layout.Page{
		Title:   c.T("Tháng %02d/%d", v.Month, v.Year),
		Current: "/periods",
		Crumbs:  []layout.Crumb{{Text: v.Unit, Path: unitPeriodPath(v.UnitID, v.PeriodID)}},
	}
	if v.Own {
		page.Current = "/evaluations"
		page.Crumbs = []layout.Crumb{{Text: c.T("Phiếu của tôi"), Path: "/evaluations"}}
	}
	return c.Show(status, page, pages.EvaluationPage(page, v))
}

// evaluationAgain shows the card again after a refusal, with everything typed still there.
func (c *call) evaluationAgain(err error, typed *evaluation.Sheet) error {
	var stale evaluation.Stale
	if errors.As(err, &stale) {
		return c.showEvaluation(http.StatusConflict, c.Form(), nil, &stale)
	}
	return c.Again(err, func(status int, form component.Form) error {
		return c.showEvaluation(status, form, typed, nil)
	})
}

// changeEvaluation runs one step of a card and shows the card again.
func (c *call) changeEvaluation(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.evaluationAgain(err, nil)
	}
	return c.Done(backTo(c, evaluationPath(id)), notice)
}

func (s *Server) submitEvaluation(c *call) error {
	return c.changeEvaluation("Đã nộp phiếu cho người chấm.", func(id, version int64) error {
		return s.Evaluation.Submit(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) withdrawEvaluation(c *call) error {
	return c.changeEvaluation("Đã rút lại phiếu để sửa.", func(id, version int64) error {
		return s.Evaluation.Withdraw(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) returnEvaluation(c *call) error {
	return c.changeEvaluation("Đã trả lại phiếu.", func(id, version int64) error {
		return s.Evaluation.Return(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

func (s *Server) reopenEvaluation(c *call) error {
	return c.changeEvaluation("Đã mở lại phiếu.", func(id, version int64) error {
		return s.Evaluation.Reopen(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) settleEvaluation(c *call) error {
	return c.changeEvaluation("Đã cân đối.", func(id, version int64) error {
		return s.Evaluation.Settle(c.Request().Context(), c.Actor, id, version, c.Value("grade"), c.Value("reason"))
	})
}

func (s *Server) sendBackEvaluation(c *call) error {
	return c.changeEvaluation("Đã trả lại người chấm.", func(id, version int64) error {
		return s.Evaluation.SendBack(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

// classifyEvaluation takes the person out of the month's classification, or back in.
func (s *Server) classifyEvaluation(c *call) error {
	change := s.Evaluation.Exclude
	if c.Value("classified") == "1" {
		change = s.Evaluation.Include
	}
	return c.changeEvaluation("Đã lưu.", func(id, version int64) error {
		return change(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

// evaluationPaper is a person's card for the file.
func (s *Server) evaluationPaper(c *call) error {
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
