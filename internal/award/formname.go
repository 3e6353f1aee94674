package award

import (
	"context"

	"congthidua/data"
	"congthidua/internal/access"
	"congthidua/internal/emulation"
	"congthidua/internal/fault"

	"gopkg.in/yaml.v3"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Install brings the base salaries that come with the portal into the database where they are not there yet, and
// names the forms of lines that are older than the column. The editions of the catalogues are there already.
func (s *Service) Install(ctx context.Context) error {
	text, err := data.Catalogue.ReadFile("catalogue/base-salaries.yaml")
	if err != nil {
		return err
	}
	var list []Salary
	if err := yaml.Unmarshal(text, &list); err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *gorm.DB) error {
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&list).Error; err != nil {
			return err
		}
		c, err := InForce(tx, s.today())
		if err != nil {
			return err
		}
		for _, table := range []string{"recipients", "proposal_lines"} {
			if err := c.nameForms(tx, table); err != nil {
				return err
			}
		}
		return nil
	})
}

// FormNames returns the names of forms and titles by their codes, for whoever sees the titles of people: those of
// all editions, of which a later one goes before an earlier one.
func (s *Service) FormNames(ctx context.Context, a access.Actor) (map[string]string, error) {
	if !a.May(access.PeopleView) && !a.May(access.DecisionView) {
		return nil, fault.ErrForbidden
	}
	return formNames(s.Store.Read(ctx))
}

func formNames(db *gorm.DB) (map[string]string, error) {
	names, err := emulation.TitleNames(db, 0)
	if err != nil {
		return nil, err
	}
	list, err := byDay(db, FormsKind)
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		forms, err := readForms.Of(e, parseForms)
		if err != nil {
			return nil, err
		}
		for _, f := range *forms {
			names[f.Code] = f.Name
		}
	}
	return names, nil
}

// nameForms names the forms of a table's lines that have no name: by the catalogue, else by the edition of the
// catalogue of titles by which the council has judged.
func (c *Catalogue) nameForms(tx *gorm.DB, table string) error {
	var codes []string
	if err := tx.Table(table).Where("form_name = ''").Distinct().Pluck("form", &codes).Error; err != nil {
		return err
	}
	for _, code := range codes {
		form := c.Form(code)
		if form == nil {
			continue
		}
		named := tx.Table(table).Where("form_name = '' AND form = ?", code).UpdateColumn("form_name", form.Name)
		if named.Error != nil {
			return named.Error
		}
	}
	left, err := unnamed(tx, table)
	if err != nil {
		return err
	}
	for _, line := range left {
		name, err := c.nameOf(tx, line.Form, line.Edition)
		if err != nil {
			return err
		}
		if err := tx.Table(table).Where("id = ?", line.ID).UpdateColumn("form_name", name).Error; err != nil {
			return err
		}
	}
	return nil
}

// KnownForms are the forms that the catalogue has on a day, and behind them the titles of all editions of the
// catalogue of titles that it does not have.
func KnownForms(db *gorm.DB, day string) ([]Form, error) {
	c, err := InForce(db, day)
	if err != nil {
		return nil, err
	}
	return c.councilForms(db)
}

// councilForms are the forms with which a council's result can be taken over: those of the catalogue, and titles
// that only an edition of the catalogue of titles has, by name.
func (c *Catalogue) councilForms(db *gorm.DB) ([]Form, error) {
	titles, err := emulation.TitleNames(db, 0)
	return c.with(titles), err
}

// nameOf is the name of a form: the catalogue's or, of a title that it does not have, that of an edition of the
// catalogue of titles (0 where only the code is known). It is "" where neither has one.
func (c *Catalogue) nameOf(db *gorm.DB, code string, edition int64) (string, error) {
	if form := c.Form(code); form != nil {
		return form.Name, nil
	}
	titles, err := emulation.TitleNames(db, edition)
	return titles[code], err
}
