package web

import (
	"fmt"
	"maps"
	"strconv"

	"congthidua/internal/access"
	"congthidua/internal/clock"
	"congthidua/internal/evaluation"
	"congthidua/internal/fault"
	"congthidua/internal/viet"
	"congthidua/templates/component"
	pages "congthidua/templates/evaluation"
)

// frameworkCatalogue shows and compares the editions of the frameworks on pages of their own.
var frameworkCatalogue = ownCatalogue{
	page: func(c *call, status int, form component.Form) error { return c.showFramework(status, form, nil, nil) },
	facts: func(body string) ([]component.Fact, error) {
		f, _, err := evaluation.ReadFramework(body)
		if err != nil {
			return nil, err
		}
		return pages.FrameworkFacts(f), nil
	},
}

func (s *Server) frameworkRoutes() []route {
	return []route{
		makes("/catalogues/frameworks/import", access.FrameworksEdit, s.importOwn(evaluation.FrameworksKind)),
		changes("/catalogues/frameworks/:id", access.FrameworksEdit, s.saveFramework),
		get("/catalogues/frameworks/:id/try", access.FrameworksEdit, s.tryFramework),
	}
}

// showFramework shows an edition; edited is a draft as it was typed, with its faults.
func (c *call) showFramework(status int, form component.Form, edited *evaluation.Framework, faults fault.Fields) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	ctx, s := c.Request().Context(), c.server
	v := pages.FrameworkView{Form: form, MayEdit: c.Actor.May(access.FrameworksEdit)}
	var kept fault.Fields
	if v.Edition, v.Framework, kept, err = s.Evaluation.FrameworkEdition(ctx, c.Actor, id); err != nil {
		return err
	}
	if edited != nil {
		v.Framework, kept = edited, edited.Faults()
		maps.Copy(kept, faults)
	}
	v.Faults = sayAll(ctx, kept)
	periods, err := s.Evaluation.Periods(ctx, c.Actor)
	if err != nil {
		return err
	}
	if len(periods) > 0 {
		v.LastPeriod = periods[0].ID
	}
	year, month, err := s.Evaluation.NextMonth(ctx, c.Actor)
	if err != nil {
		return err
	}
	v.NextFrom = fmt.Sprintf("01/%02d/%d", month, year)
	if len(v.Faults) == 0 {
		if err := c.tryOut(&v); err != nil {
			return err
		}
	}
	page := c.cataloguePage(evaluation.CatalogueKind(), v.Framework.Name)
	return c.Show(status, page, pages.FrameworkPage(page, v))
}

// saveFramework keeps the draft as typed; faults in it are shown at their places.
func (s *Server) saveFramework(c *call) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	_, f, _, err := s.Evaluation.FrameworkEdition(c.Request().Context(), c.Actor, id)
	if err != nil {
		return err
	}
	wrong := c.editFramework(f)
	if err := wrong.Err(); err != nil {
		return c.Again(err, func(status int, form component.Form) error { return c.showFramework(status, form, f, wrong) })
	}
	if err := s.Evaluation.SaveDraft(c.Request().Context(), c.Actor, id, c.Number("version"), f); err != nil {
		return c.Again(err, func(status int, form component.Form) error { return c.showFramework(status, form, f, nil) })
	}
	return c.Done(pages.FrameworkPath(id), "Đã lưu bản nháp.")
}

// editFramework lays the form over the draft; figures that are none come back by their place.
func (c *call) editFramework(f *evaluation.Framework) fault.Fields {
	wrong := fault.Fields{}
	f.Name, f.Legal, f.Applies, f.Total = c.Value("name"), c.Value("legal"), c.Value("applies"), c.Value("total")
	figure := func(name, place string) float64 {
		x, ok := viet.ParsePoints(c.Value(name))
		if !ok {
			wrong.Refuse(place, "«%s» không phải số", c.Value(name))
		}
		return x
	}
	var groups []evaluation.Group
	for g := range len(f.Groups) + 1 {
		name := c.Value(fmt.Sprintf("group.%d.name", g))
		if name == "" {
			continue
		}
		group := evaluation.Group{Code: f.FreeGroupCode(), Short: name}
		if g < len(f.Groups) {
			group = f.Groups[g]
		}
		group.Name, group.Max = name, figure(fmt.Sprintf("group.%d.max", g), fmt.Sprintf("groups[%d].max", g))
		group.Criteria = c.editCriteria(g, group, figure)
		groups = append(groups, group)
	}
	f.Groups = groups
	f.Formulas = c.editFormulas(f.Formulas)
	for i := range f.Grades {
		f.Grades[i].From = figure("grade."+strconv.Itoa(i), fmt.Sprintf("grades[%d].from", i))
	}
	for i := range f.Conditions {
		f.Conditions[i].When = c.Value("condition." + strconv.Itoa(i))
	}
	f.Quota.Share, f.Quota.Special = figure("quota.share", "quota")/100, figure("quota.special", "quota")/100
	return wrong
}

// editCriteria reads the criteria of a group; a line without a name goes away, a line without
// a code is new.
func (c *call) editCriteria(g int, group evaluation.Group, figure func(name, place string) float64) []evaluation.Criterion {
	var list []evaluation.Criterion
	for i := range len(group.Criteria) + 1 {
		name := c.Value(fmt.Sprintf("group.%d.criterion.%d", g, i))
		if name == "" {
			continue
		}
		code := c.Value(fmt.Sprintf("group.%d.code.%d", g, i))
		if code == "" {
			code = group.FreeCode()
		}
		points := figure(fmt.Sprintf("group.%d.points.%d", g, i), fmt.Sprintf("groups[%d].criteria[%d]", g, i))
		list = append(list, evaluation.Criterion{Code: code, Name: name, Max: points})
	}
	return list
}

// editFormulas reads the formulas; one emptied goes away, the spare line adds one.
func (c *call) editFormulas(old []evaluation.Formula) []evaluation.Formula {
	var list []evaluation.Formula
	for i := range len(old) + 1 {
		source := c.Value("formula." + strconv.Itoa(i))
		if source == "" {
			continue
		}
		formula := evaluation.Formula{Code: c.Value("formula_code"), Name: c.Value("formula_name")}
		if i < len(old) {
			formula = old[i]
		}
		formula.Formula = source
		list = append(list, formula)
	}
	return list
}

// today is the calendar day in the database's layout.
func (s *Server) today() string { return clock.Today(s.Clock) }
