package web

import (
	"bytes"
	"errors"
	"net/http"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
	"congthidua/templates/layout"
)

func cardPath(id int64) string { return "/evaluations/" + component.Itoa(id) }

// ownYear is the actor's own year of cards.
func (s *Server) ownYear(c *call) error {
	v := pages.Own{HasPerson: c.Actor.PersonID != 0, Year: c.year()}
	if v.HasPerson {
		var err error
		if v.Months, v.Result, err = s.Evaluation.PersonYear(c.Request().Context(), c.Actor, c.Actor.PersonID, v.Year); err != nil {
			return err
		}
	}
	page := layout.Page{Title: c.T("Phiếu của tôi"), Current: "/evaluations"}
	return c.Show(http.StatusOK, page, pages.OwnPage(page, v))
}

func (s *Server) card(c *call) error { return c.showCard(http.StatusOK, component.Form{}, nil, nil) }

func (c *call) cardView(id int64) (pages.Card, error) {
	view, err := c.server.Evaluation.Card(c.Request().Context(), c.Actor, id)
	return pages.Card{View: view, Committee: c.Actor.May(access.PeriodsRun), DecidesAppeals: c.Actor.May(access.AppealDecide), Today: clock.Today(c.server.Clock)}, err
}

// showCard shows a card; typed is a sheet that was refused, mine one that came too late.
func (c *call) showCard(status int, form component.Form, typed *evaluation.Sheet, stale *evaluation.Stale) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	v, err := c.cardView(id)
	if err != nil {
		return err
	}
	v.Form, v.Typed = form, typed
	if stale != nil {
		v.Mine, v.Version = &stale.Yours, stale.Version
	}
	page := layout.Page{Title: c.T("Tháng %02d/%d", v.Month, v.Year), Current: "/periods", Crumbs: []layout.Crumb{{Text: v.Unit, Path: monthPath(v.UnitID, v.PeriodID)}}}
	if v.Own {
		page.Current, page.Crumbs = "/evaluations", []layout.Crumb{{Text: c.T("Phiếu của tôi"), Path: "/evaluations"}}
	}
	return c.Show(status, page, pages.CardPage(page, v))
}

// cardAgain shows the card again after a refusal, with everything typed still there.
func (c *call) cardAgain(err error, typed *evaluation.Sheet) error {
	var stale evaluation.Stale
	if errors.As(err, &stale) {
		return c.showCard(http.StatusConflict, c.Form(), nil, &stale)
	}
	return c.Again(err, func(status int, form component.Form) error { return c.showCard(status, form, typed, nil) })
}

// saveCard keeps the own sheet. Asked by the page itself while somebody types, it answers with
// the new version, the new explanation and what is wrong.
func (s *Server) saveCard(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	automatic := c.Request().Header.Get("X-Autosave") != ""
	sheet, err := c.sheet()
	var version int64
	if err == nil {
		version, err = s.Evaluation.SaveSelf(c.Request().Context(), c.Actor, id, c.Number("version"), sheet)
	}
	if automatic {
		return c.saved(id, version, err)
	}
	if err != nil {
		return c.cardAgain(err, &sheet)
	}
	return c.Done(cardPath(id), "Đã lưu phiếu.")
}

// autosaved is the answer to the page that saves by itself.
type autosaved struct {
	Version int64             `json:"version,omitempty"`
	Saved   string            `json:"saved,omitempty"`
	Why     string            `json:"why,omitempty"`
	Groups  map[string]string `json:"groups,omitempty"`
	Errors  map[string]string `json:"errors,omitempty"`
}

func (c *call) saved(id, version int64, err error) error {
	var invalid fault.Invalid
	switch {
	case errors.As(err, &invalid):
		return c.JSON(http.StatusUnprocessableEntity, autosaved{Errors: sayAll(c.Request().Context(), invalid.Fields)})
	case err != nil:
		status, message := statusOf(err)
		if status >= http.StatusInternalServerError {
			c.server.Log.Error("autosave", "error", err.Error())
		}
		return c.JSON(status, autosaved{Errors: map[string]string{"": say(c.Request().Context(), message)}})
	}
	v, err := c.cardView(id)
	if err != nil {
		return err
	}
	var why bytes.Buffer
	if err := pages.Why(v).Render(c.renderContext(), &why); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, autosaved{Version: version, Why: why.String(), Groups: v.GroupSums(), Saved: c.T("Đã lưu %s", c.server.Clock.Now().Format("15:04:05"))})
}

// changeCard runs one step of a card and shows the card again.
func (c *call) changeCard(notice string, change func(id, version int64) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := change(id, c.Number("version")); err != nil {
		return c.cardAgain(err, nil)
	}
	return c.Done(backTo(c, cardPath(id)), notice)
}

func (s *Server) submitCard(c *call) error {
	return c.changeCard("Đã nộp phiếu cho người chấm.", func(id, version int64) error {
		return s.Evaluation.Submit(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) withdrawCard(c *call) error {
	return c.changeCard("Đã rút lại phiếu để sửa.", func(id, version int64) error {
		return s.Evaluation.Withdraw(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) reviewCard(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	sheet, err := c.sheet()
	if err == nil {
		err = s.Evaluation.Review(c.Request().Context(), c.Actor, id, c.Number("version"), sheet)
	}
	if err != nil {
		return c.cardAgain(err, &sheet)
	}
	return c.Done(cardPath(id), "Đã lưu điểm chấm.")
}

func (s *Server) returnCard(c *call) error {
	return c.changeCard("Đã trả lại phiếu.", func(id, version int64) error {
		return s.Evaluation.Return(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

func (s *Server) reopenCard(c *call) error {
	return c.changeCard("Đã mở lại phiếu.", func(id, version int64) error {
		return s.Evaluation.Reopen(c.Request().Context(), c.Actor, id, version)
	})
}

func (s *Server) settleCard(c *call) error {
	return c.changeCard("Đã cân đối.", func(id, version int64) error {
		return s.Evaluation.Settle(c.Request().Context(), c.Actor, id, version, c.Value("grade"), c.Value("reason"))
	})
}

func (s *Server) sendBackCard(c *call) error {
	return c.changeCard("Đã trả lại người chấm.", func(id, version int64) error {
		return s.Evaluation.SendBack(c.Request().Context(), c.Actor, id, version, c.Value("reason"))
	})
}

func (s *Server) classifyCard(c *call) error {
	return c.changeCard("Đã lưu.", func(id, version int64) error {
		return s.Evaluation.SetClassified(c.Request().Context(), c.Actor, id, version, c.Value("classified") == "1", c.Value("reason"))
	})
}

func (s *Server) fileAppeal(c *call) error {
	return c.changeCard("Đã gửi kiến nghị.", func(id, _ int64) error {
		return s.Evaluation.FileAppeal(c.Request().Context(), c.Actor, id, c.Value("text"))
	})
}

func (s *Server) decideAppeal(c *call) error {
	return c.changeCard("Đã trả lời kiến nghị.", func(id, _ int64) error {
		appeal, err := c.ID("appeal")
		if err != nil {
			return err
		}
		correct := c.Value("do") == "correct"
		points, ok := c.Points("points")
		if correct && !ok {
			return fault.Invalidf("points", "Ghi điểm mới, ví dụ 84,5")
		}
		return s.Evaluation.DecideAppeal(c.Request().Context(), c.Actor, id, appeal, correct, points, c.Value("answer"))
	})
}

// takeTasks fills the products of the own card from the month's tasks.
func (s *Server) takeTasks(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Evaluation.TakeTasks(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.cardAgain(err, nil)
	}
	return c.Done(cardPath(id), "Đã lấy sản phẩm từ nhiệm vụ của tháng; dòng bạn tự ghi vẫn còn.")
}

// sheet reads the sheet of a card out of the form, naming every figure that is none.
func (c *call) sheet() (evaluation.Sheet, error) {
	s := evaluation.Sheet{Marks: map[string]float64{}, Evidence: map[string]string{}, Comment: c.Value("comment")}
	wrong := fault.Fields{}
	for name := range c.form {
		value := c.Value(name)
		if value == "" {
			continue
		}
		if code, ok := cut(name, "mark."); ok {
			x, fine := viet.ParsePoints(value)
			if !fine {
				wrong.Refuse(name, "«%s» không phải điểm; nhập số, ví dụ 8,5", value)
			}
			s.Marks[code] = x
		}
		if code, ok := cut(name, "evidence."); ok {
			s.Evidence[code] = value
		}
	}
	for i := range maxProductLines {
		p, used := c.product(i, len(s.Products), wrong)
		if used {
			s.Products = append(s.Products, p)
		}
	}
	return s, wrong.Err()
}

// maxProductLines is how many lines of products a form may hold.
const maxProductLines = 70

func cut(name, prefix string) (rest string, ok bool) {
	if len(name) > len(prefix) && len(name) < 60 && name[:len(prefix)] == prefix {
		return name[len(prefix):], true
	}
	return "", false
}

// product reads line i of the products; its faults are named by the line it will have when
// the form is shown again.
func (c *call) product(i, at int, wrong fault.Fields) (p evaluation.Product, used bool) {
	field := func(name string) string { return "product." + name + "." + component.Itoa(i) }
	p.Name = c.Value(field("name"))
	if p.Name == "" {
		return p, false
	}
	figure := func(name string, otherwise float64) float64 {
		value := c.Value(field(name))
		if value == "" {
			return otherwise
		}
		x, ok := viet.ParsePoints(value)
		if !ok {
			wrong.Refuse("product."+name+"."+component.Itoa(at), "«%s» không phải số", value)
		}
		return x
	}
	p.Weight, p.Assigned = figure("weight", 1), figure("assigned", 1)
	p.Completed = figure("completed", p.Assigned)
	p.Failed, p.Delayed = figure("failed", 0), figure("delayed", 0)
	p.Evidence, p.Cause, p.Excused = c.Value(field("evidence")), c.Value(field("cause")), c.Value(field("excused")) == "1"
	p.Tasks = c.Value(field("tasks")) == "1"
	return p, true
}
