package web

import (
	"context"
	"encoding/json"
	"net/http"
	"os"

	"congthidua/internal/access"
	"congthidua/internal/intake"
	"congthidua/internal/job"
	"congthidua/internal/sheet"
	"congthidua/templates/component"
	"congthidua/templates/layout"
	orgpages "congthidua/templates/org"
)

func (s *Server) imports(c *call) error { return c.showImports(http.StatusOK, component.Form{}) }

func (c *call) showImports(status int, form component.Form) error {
	ctx := c.Request().Context()
	list, err := c.server.Intake.Imports(ctx, c.Actor)
	if err != nil {
		return err
	}
	units, err := c.server.Org.UnitNames(ctx, c.Actor, access.PeopleEdit)
	if err != nil {
		return err
	}
	page := layout.Page{Title: c.T("Nhập danh sách"), Current: "/people/import", Crumbs: c.peopleCrumbs()}
	return c.Show(status, page, orgpages.ImportsPage(page, list, units, form))
}

// createImport takes a list in and checks it; what is refused leaves no file behind.
func (s *Server) createImport(c *call) error {
	file, err := c.saveUpload("file", ".xlsx", ".csv")
	if err != nil {
		return c.Again(err, c.showImports)
	}
	upload := intake.Upload{Name: file.Name, Path: file.Path, SHA256: file.SHA256}
	id, err := s.Intake.Start(c.Request().Context(), c.Actor, c.Value("kind"), upload, c.Number("unit"))
	if err != nil {
		_ = os.Remove(file.Path) // else the sweep finds it
		return c.Again(err, c.showImports)
	}
	return c.checkImport(id)
}

// checkImport starts the dry run and goes to its result or, where it takes longer, to a page
// that shows how far it is.
func (c *call) checkImport(id int64) error {
	check := func(ctx context.Context, progress job.Progress) (job.Result, error) {
		return job.Result{Page: importPath(id)}, c.server.Intake.Check(ctx, c.Actor, id, intake.Progress(progress))
	}
	return c.runJob("import.check", c.T("Kiểm tra danh sách"), check)
}

func importPath(id int64) string { return "/people/import/" + component.Itoa(id) }

func (s *Server) importPage(c *call) error { return c.showImport(http.StatusOK, component.Form{}) }

func (c *call) showImport(status int, form component.Form) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := orgpages.Import{Form: form, Show: intake.Action(c.Query("show")), Query: c.QueryParams(), Page: c.Page()}
	if v.Import, err = s.Intake.Import(ctx, c.Actor, id); err != nil {
		return err
	}
	v.Titles, v.Columns, v.Last = v.Layout()
	if v.Show == "" {
		v.Show = v.First()
	}
	if v.Rows, err = s.Intake.Rows(ctx, c.Actor, id, v.Show, v.Page); err != nil {
		return err
	}
	page := layout.Page{
		Title:   v.Name,
		Current: "/people/import",
		Crumbs:  []layout.Crumb{{Text: c.T("Nhập danh sách"), Path: "/people/import"}},
	}
	return c.Show(status, page, orgpages.ImportPage(page, v))
}

// mapImport sets the columns by hand and checks again.
func (s *Server) mapImport(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	i, err := s.Intake.Import(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	columns := map[string]int{}
	for _, f := range s.Intake.Kinds[i.Kind].Fields() {
		if n := c.Number("column." + f.Name); n > 0 {
			columns[f.Name] = int(n) - 1
		}
	}
	err = s.Intake.Remap(ctx, c.Actor, id, c.Number("version"), columns, int(c.Number("last")))
	if err != nil {
		return c.Again(err, c.showImport)
	}
	return c.checkImport(id)
}

// answerImport says whom doubtful rows mean and checks again.
func (s *Server) answerImport(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	answers := map[int]int64{}
	for _, number := range c.Numbers("row") {
		if text := c.Value("answer." + component.Itoa(number)); text != "" {
			answers[int(number)] = c.Number("answer." + component.Itoa(number))
		}
	}
	if err := s.Intake.Answer(c.Request().Context(), c.Actor, id, c.Number("version"), answers); err != nil {
		return c.Again(err, c.showImport)
	}
	return c.checkImport(id)
}

// applyImport carries an import out in the background.
func (s *Server) applyImport(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	actor, version := c.Actor, c.Number("version")
	apply := func(ctx context.Context, progress job.Progress) (job.Result, error) {
		return job.Result{Page: importPath(id)}, s.Intake.Apply(ctx, actor, id, version, intake.Progress(progress))
	}
	return c.runJob("import.apply", c.T("Ghi danh sách"), apply)
}

// refusedRows gives the refused rows back as a workbook with the reason in the last column.
func (s *Server) refusedRows(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	i, err := s.Intake.Import(ctx, c.Actor, id)
	if err != nil {
		return err
	}
	titles, _, _ := i.Layout()
	book, err := sheet.NewWriter(append(append([]string{"Dòng"}, titles...), "Lý do không nhận"))
	if err != nil {
		return err
	}
	err = s.Intake.Refused(ctx, c.Actor, id, func(r intake.Row) error {
		var cells []string
		if err := json.Unmarshal([]byte(r.Cells), &cells); err != nil {
			return err
		}
		for len(cells) < len(titles) {
			cells = append(cells, "")
		}
		return book.Add(append(append([]string{component.Itoa(r.Number)}, cells[:len(titles)]...), r.Reason))
	})
	if err != nil {
		return err
	}
	content, err := book.Bytes()
	if err != nil {
		return err
	}
	return c.Download("dong-khong-nhan-"+c.Param("id")+".xlsx", content)
}
