package web

import (
	"bytes"
	"errors"
	"net/http"
	"strings"

	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
)

// saveEvaluation keeps the own sheet. Asked by the page itself while somebody types, it answers with the
// new version, the new explanation and what is wrong.
func (s *Server) saveEvaluation(c *call) error {
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
		return c.autosaved(id, version, err)
	}
	if err != nil {
		return c.evaluationAgain(err, &sheet)
	}
	return c.Done(evaluationPath(id), "Đã lưu phiếu.")
}

// autosaved is the answer to the page that saves by itself.
type autosaved struct {
	Version int64             `json:"version,omitempty"`
	Saved   string            `json:"saved,omitempty"`
	Why     string            `json:"why,omitempty"`
	Groups  map[string]string `json:"groups,omitempty"`
	Errors  map[string]string `json:"errors,omitempty"`
}

func (c *call) autosaved(id, version int64, err error) error {
	ctx := c.Request().Context()
	var invalid fault.Invalid
	switch {
	case errors.As(err, &invalid):
		return c.JSON(http.StatusUnprocessableEntity, autosaved{Errors: sayAll(ctx, invalid.Fields)})
	case err != nil:
		status, message := statusOf(err)
		if status >= http.StatusInternalServerError {
			c.server.Log.Error("autosave", "error", err.Error())
		}
		return c.JSON(status, autosaved{Errors: map[string]string{"": say(ctx, message)}})
	}
	v, err := c.evaluationView(id)
	if err != nil {
		return err
	}
	var why bytes.Buffer
	if err := pages.Why(v).Render(c.renderContext(), &why); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, autosaved{
		Version: version,
		Why:     why.String(),
		Groups:  v.GroupSums(),
		Saved:   c.T("Đã lưu %s", c.server.Clock.Now().Format("15:04:05")),
	})
}

// reviewEvaluation keeps the reviewer's sheet.
func (s *Server) reviewEvaluation(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	sheet, err := c.sheet()
	if err == nil {
		err = s.Evaluation.Review(c.Request().Context(), c.Actor, id, c.Number("version"), sheet)
	}
	if err != nil {
		return c.evaluationAgain(err, &sheet)
	}
	return c.Done(evaluationPath(id), "Đã lưu điểm chấm.")
}

// takeTasks fills the products of the own card from the month's tasks.
func (s *Server) takeTasks(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if err := s.Evaluation.TakeTasks(c.Request().Context(), c.Actor, id, c.Number("version")); err != nil {
		return c.evaluationAgain(err, nil)
	}
	return c.Done(evaluationPath(id), "Đã lấy sản phẩm từ nhiệm vụ của tháng; dòng bạn tự ghi vẫn còn.")
}

// sheet reads the sheet of a card out of the form, naming every figure that is none.
func (c *call) sheet() (evaluation.Sheet, error) {
	s := evaluation.Sheet{
		Marks:    map[string]float64{},
		Evidence: map[string]string{},
		Comment:  c.Value("comment"),
	}
	wrong := fault.Fields{}
	for name := range c.form {
		value := c.Value(name)
		if value == "" {
			continue
		}
		if code, ok := codeIn(name, "mark."); ok {
			points, fine := viet.ParsePoints(value)
			if !fine {
				wrong.Refuse(name, "«%s» không phải điểm; nhập số, ví dụ 8,5", value)
			}
			s.Marks[code] = points
		}
		if code, ok := codeIn(name, "evidence."); ok {
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

// codeIn returns what follows the prefix in a field's name, if it may be the code of a criterion.
func codeIn(name, prefix string) (code string, ok bool) {
	code, ok = strings.CutPrefix(name, prefix)
	return code, ok && code != "" && len(name) < 60
}

// product reads line i of the products; its faults are named by the line it will have when the form is
// shown again.
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
	p.Evidence, p.Cause = c.Value(field("evidence")), c.Value(field("cause"))
	p.Excused, p.Tasks = c.Value(field("excused")) == "1", c.Value(field("tasks")) == "1"
	return p, true
}
